import { basename, join, relative, resolve } from 'node:path';
import { SourceError } from '../../adapters/schema-source/source.ts';
import { type CliError, sourceFailure, usageError } from '../exit.ts';
import { hint } from '../hint.ts';
import { visible } from '../output/escape.ts';
import { exists } from '../workspace/repository.ts';
import { findCommit, findWayToRoot, isShallow, listFilesAt, listRefs, repositoryRoot } from './git.ts';

/** A file as it was at a revision of git. */
export interface RevisionFile {
  /** As its author called it, e.g. `HEAD~1`. */
  readonly revision: string;
  readonly commit: string;
  /** As seen from the working directory. */
  readonly path: string;
}

// The part before the first colon that is not in braces: `HEAD@{2026-11-24 09:00}:order.json`.
const AT_REVISION = /^((?:[^:{]|\{[^}]*\})+):(.+)$/s;
/** `C:\order.json`, `C:/order.json` and `https://…` are not revisions. */
const NO_REVISION = /^[A-Za-z]:[\\/]|^[a-z][a-z+.-]+:\/\//;

/**
 * What `HEAD~1:schemas/order.json` names, as git itself reads it: the path begins at the repository's root, or here
 * with `./`. `undefined` for a plain file, which is what exists under the whole name. Throws if git has no such revision.
 */
export async function findRevisionFile(cwd: string, name: string): Promise<RevisionFile | undefined> {
  const [, revision, path] = AT_REVISION.exec(name) ?? [];
  if (revision === undefined || path === undefined || NO_REVISION.test(name)) return undefined;
  if (await exists(resolve(cwd, name))) return undefined;
  const way = await findWayToRoot(cwd);
  if (way === undefined)
    throw usageError(
      `${visible(name)} cannot be read: there is no such file, and no git repository here that ${visible(revision)} could be a revision of.`,
    );
  const commit = await findCommit(cwd, revision);
  if (commit === undefined) throw await unknownRevision(cwd, { name, revision });
  return { revision, commit, path: /^\.\.?\//.test(path) ? join(path) : join(way, path) };
}

async function unknownRevision(cwd: string, { name, revision }: { name: string; revision: string }): Promise<CliError> {
  const refs = await listRefs(cwd);
  const remote = refs.find((ref) => ref.endsWith(`/${revision}`));
  const advice = (await isShallow(cwd))
    ? 'the clone is shallow, and older commits were left out: git fetch --unshallow brings them (in GitHub Actions: actions/checkout with fetch-depth: 0).'
    : remote === undefined
      ? hint(revision, refs)
      : `did you mean ${remote}?`;
  return usageError(
    `git knows no revision ${JSON.stringify(visible(revision))} here, and there is no file ${visible(name)}; ${visible(advice)}`,
  );
}

/** Says that a revision has no such file, and which one is near. */
export async function notAtRevision(cwd: string, { revision, commit, path }: RevisionFile): Promise<CliError> {
  const root = await repositoryRoot(cwd);
  const seen = relative(root, resolve(cwd, path));
  const files = [...(await listFilesAt(cwd, commit))].map((file) => relative(root, file));
  const here = relative(root, resolve(cwd, seen));
  const near = files.includes(here)
    ? `did you mean ${revision}:./${seen}? A path without ./ begins at the repository's root, as git reads it.`
    : nearest(seen, files);
  const what = files.some((file) => file.startsWith(`${seen}/`)) ? 'is a folder in' : 'is no file of';
  return usageError(visible(`${seen} ${what} ${revision}; ${near}`));
}

/** The file with the same name elsewhere, else the one with the nearest path. */
function nearest(path: string, files: readonly string[]): string {
  const moved = files.filter((file) => basename(file) === basename(path));
  if (moved.length === 1) return `did you mean ${moved[0]}?`;
  const schemas = files.filter((file) => /\.(json|ya?ml)$/i.test(file));
  return schemas.length === 0 ? 'it holds no JSON and no YAML.' : hint(path, schemas);
}

/** A fault in a file at a revision, with the revision as its place and not the working tree. */
export function failureAt({ revision }: RevisionFile, error: unknown): CliError {
  if (!(error instanceof SourceError)) throw error;
  const { message, places } = sourceFailure(error);
  return usageError(
    `${visible(revision)}:${message}`,
    places.map((place) => ({ ...place, file: `${revision}:${place.file}` })),
  );
}
