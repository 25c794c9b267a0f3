import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { usageError } from '../exit.ts';
import { visible } from '../output/escape.ts';

/** More than the largest schema that is accepted, and than the list of all files of a large repository. */
const MAX_OUTPUT = 64_000_000;

interface GitResult {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs git with arguments that no shell sees; a failure is a value. */
function git(cwd: string, args: readonly string[]): Promise<GitResult> {
  return new Promise((settle) => {
    execFile('git', args, { cwd, maxBuffer: MAX_OUTPUT, encoding: 'utf8' }, (error, stdout, stderr) => {
      // Without git nothing was printed, and the error itself is the reason.
      settle({ ok: error === null, stdout, stderr: stderr || (error?.message ?? '') });
    });
  });
}

/** The full id of a commit that a name means; `undefined` if the repository has none. */
export async function findCommit(cwd: string, revision: string): Promise<string | undefined> {
  const { ok, stdout } = await git(cwd, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  ]);
  return ok ? stdout.trim() : undefined;
}

/** The commit where this work left a branch; what others did there since is not this work's. */
export async function getMergeBase(cwd: string, revision: string): Promise<string> {
  const commit = await findCommit(cwd, revision);
  if (commit === undefined)
    throw usageError(
      `git knows no ${JSON.stringify(visible(revision))} here: fetch it first (in GitHub Actions: actions/checkout with fetch-depth: 0).`,
    );
  const { ok, stdout } = await git(cwd, ['merge-base', commit, 'HEAD']);
  if (ok) return stdout.trim();
  throw usageError(
    `git finds no common ancestor of HEAD and ${visible(revision)}: fetch the whole history first (in GitHub Actions: actions/checkout with fetch-depth: 0).`,
  );
}

/** Absolute paths of what differs from a commit in the working tree, new files included. */
export async function listChanged(cwd: string, commit: string): Promise<ReadonlySet<string>> {
  const root = await repositoryRoot(cwd);
  // Renames as what they are: the old name is gone, and the new one is new.
  const changed = await mustGit(root, ['diff', '--name-only', '--no-renames', '-z', commit, '--']);
  const untracked = await mustGit(root, ['ls-files', '--others', '--exclude-standard', '-z']);
  return new Set(names(changed + untracked).map((name) => resolve(root, name)));
}

/** Paths, as seen from `cwd`, of all files below it that git tracks or would; `undefined` outside a repository. */
export async function listFiles(cwd: string): Promise<readonly string[] | undefined> {
  const { ok, stdout } = await git(cwd, ['ls-files', '--cached', '--others', '--exclude-standard', '-z']);
  return ok ? names(stdout) : undefined;
}

/** A file's text at a commit; `undefined` if it did not exist. */
export async function findTextAt(
  cwd: string,
  { commit, file }: { commit: string; file: string },
): Promise<string | undefined> {
  // `./` makes it a path from here; without it git reads a path from the root. A folder has no text.
  const { ok, stdout } = await git(cwd, ['cat-file', 'blob', `${commit}:./${file}`]);
  return ok ? stdout.replace(/^\ufeff/, '') : undefined;
}

/** Absolute paths of all files that a commit holds. */
export async function listFilesAt(cwd: string, commit: string): Promise<ReadonlySet<string>> {
  const root = await repositoryRoot(cwd);
  const listing = await mustGit(root, ['ls-tree', '-r', '--name-only', '--full-tree', '-z', commit]);
  return new Set(names(listing).map((name) => resolve(root, name)));
}

/** The absolute paths of files that have another name than at a commit, by the older one; git judges by their content. */
export async function listRenames(cwd: string, commit: string): Promise<ReadonlyMap<string, string>> {
  const root = await repositoryRoot(cwd);
  // Less than git's own 50 %: a schema on one line that changed is another line to it.
  const options = ['--name-status', '--find-renames=40%', '--diff-filter=R', '-z'];
  // `R100`, the old and the new name, each ended by a NUL.
  const fields = names(await mustGit(root, ['diff', ...options, commit, '--']));
  const renames = new Map<string, string>();
  for (let at = 0; at + 2 < fields.length; at += 3)
    renames.set(resolve(root, fields[at + 1] ?? ''), resolve(root, fields[at + 2] ?? ''));
  return renames;
}

/** A commit that touched a file; no `path` if it took the file away. */
export interface FileRevision {
  readonly commit: string;
  /** When it was committed, UTC ISO 8601. */
  readonly date: string;
  /** The file's name then, from the repository's root. */
  readonly path?: string;
}

/** The mainline's commits that changed a file, oldest first, renames followed. */
export async function listRevisions(cwd: string, file: string): Promise<readonly FileRevision[]> {
  // Not --reverse: together with --follow git then shows the last commit only.
  const listing = await mustGit(cwd, [
    'log',
    '--follow',
    '--first-parent',
    '--name-status',
    '-z',
    '--format=%x01%H %ct',
    '--',
    file,
  ]);
  const records = listing.split('\u0001').filter((record) => record !== '');
  return records.map(readRevision).reverse();
}

// `HASH SECONDS`, the status (`A`, `M`, `D`, `R100`), then one name, or the old and the new one.
function readRevision(record: string): FileRevision {
  const [head = '', status = '', ...paths] = record.split('\0');
  const [commit = '', seconds] = head.split(' ');
  const path = paths.filter((name) => name !== '').at(-1);
  const date = new Date(Number(seconds) * 1000).toISOString();
  return { commit, date, ...(status.trim() === 'D' || path === undefined ? {} : { path }) };
}

/** The folder that holds all that a repository tracks. */
export const repositoryRoot = async (cwd: string): Promise<string> =>
  (await mustGit(cwd, ['rev-parse', '--show-toplevel'])).trim();

/** The way from a folder up to its repository's root, e.g. `../../`; `undefined` outside of one. */
export async function findWayToRoot(cwd: string): Promise<string | undefined> {
  const { ok, stdout } = await git(cwd, ['rev-parse', '--show-cdup']);
  return ok ? stdout.trim() : undefined;
}

/** Names of all branches and tags, as people write them. */
export const listRefs = async (cwd: string): Promise<readonly string[]> =>
  (await mustGit(cwd, ['for-each-ref', '--format=%(refname:short)'])).split('\n').filter((name) => name !== '');

/** Whether older commits were left out when the repository was cloned. */
export const isShallow = async (cwd: string): Promise<boolean> =>
  (await mustGit(cwd, ['rev-parse', '--is-shallow-repository'])).trim() === 'true';

/** The address of a remote; `undefined` if there is none. */
export async function findRemote(cwd: string): Promise<string | undefined> {
  const { ok, stdout } = await git(cwd, ['remote', 'get-url', 'origin']);
  return ok ? stdout.trim() : undefined;
}

async function mustGit(cwd: string, args: readonly string[]): Promise<string> {
  const { ok, stdout, stderr } = await git(cwd, args);
  if (ok) return stdout;
  throw usageError(`git ${args[0]} failed: ${visible(stderr.trim().split('\n')[0] ?? '')}`);
}

const names = (listing: string): readonly string[] => listing.split('\0').filter((name) => name !== '');
