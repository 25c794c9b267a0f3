import { access, realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Repository, SourceFile } from '../../adapters/schema-source/source.ts';
import { usageError } from '../exit.ts';
import { findTextAt } from '../git/git.ts';
import { visible } from '../output/escape.ts';
import { findText, parseSource, type Repeated } from './source-file.ts';

/** Characters of text that are kept parsed: hundreds of schemas share few definitions. */
const KEPT = 8_000_000;

/**
 * The files below a folder as they are on the disk. Nothing outside is read, whatever a reference or a symbolic link
 * says: a pull request writes them, and a pipeline holds secrets.
 */
export class WorkingTree implements Repository {
  readonly #cwd: string;
  readonly #root: string;
  readonly #repeated: Repeated;
  readonly #kept = new KeptFiles<SourceFile | undefined>();

  constructor({ cwd, root, repeated }: { readonly cwd: string; readonly root: string; readonly repeated: Repeated }) {
    this.#cwd = cwd;
    this.#root = root;
    this.#repeated = repeated;
  }

  find(name: string): Promise<SourceFile | undefined> {
    return this.#kept.find(name, () => this.#read(name));
  }

  async #read(name: string): Promise<SourceFile | undefined> {
    if (!(await isInside(resolve(this.#cwd, name), this.#root)))
      throw usageError(
        `${visible(name)} lies outside the repository, and nothing outside it is read: copy it into it.`,
      );
    const text = await findText({ cwd: this.#cwd }, name);
    if (text === undefined) return undefined;
    return await parseSource(name, text, this.#repeated);
  }
}

/** The files that were read last; one that several ask for at the same time is read once. */
export class KeptFiles<F extends SourceFile | undefined> {
  readonly #files = new Map<string, NonNullable<F>>();
  readonly #coming = new Map<string, Promise<F>>();
  #size = 0;

  async find(name: string, read: () => Promise<F>): Promise<F> {
    const kept = this.#files.get(name);
    if (kept) return kept;
    const coming = this.#coming.get(name);
    if (coming !== undefined) return await coming;
    const reading = read();
    this.#coming.set(name, reading);
    try {
      const file = await reading;
      if (file) this.#add(name, file);
      return file;
    } finally {
      this.#coming.delete(name);
    }
  }

  #add(name: string, file: NonNullable<F>): void {
    this.#files.set(name, file);
    this.#size += file.text.length;
    for (const [oldest, { text }] of this.#files) {
      if (this.#size <= KEPT) return;
      this.#files.delete(oldest);
      this.#size -= text.length;
    }
  }
}

/** The files as they were at a commit, which nobody can repair any more. */
export class Revision implements Repository {
  readonly #cwd: string;
  readonly #commit: string;
  readonly #kept = new KeptFiles<SourceFile | undefined>();

  constructor({ cwd, commit }: { readonly cwd: string; readonly commit: string }) {
    this.#cwd = cwd;
    this.#commit = commit;
  }

  find(name: string): Promise<SourceFile | undefined> {
    return this.#kept.find(name, () => this.#read(name));
  }

  async #read(name: string): Promise<SourceFile | undefined> {
    const text = await findTextAt(this.#cwd, { commit: this.#commit, file: name.split(sep).join('/') });
    if (text === undefined) return undefined;
    return await parseSource(name, text, 'last');
  }
}

/** The folder that holds `.git`, from a folder upwards; `undefined` if there is none. */
export async function findRoot(from: string): Promise<string | undefined> {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (await exists(join(folder, '.git'))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

/** The repository that a file is in; outside of one, the working directory if the file is in it, else the file's folder. */
export async function rootOf(cwd: string, file: string): Promise<string> {
  const folder = dirname(resolve(cwd, file));
  const root = await findRoot(folder);
  return root ?? (isBeneath(folder, cwd) ? resolve(cwd) : folder);
}

/** Whether a path is inside a folder with all symbolic links followed; what does not exist is judged by its name. */
async function isInside(path: string, folder: string): Promise<boolean> {
  const [real, root] = await Promise.all([existing(path), realpath(folder)]);
  return isBeneath(real, root);
}

/** The real path, as far as it exists. */
async function existing(path: string): Promise<string> {
  if (await exists(path)) return await realpath(path);
  const parent = dirname(path);
  return parent === path ? path : join(await existing(parent), relative(parent, path));
}

function isBeneath(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`);
}

export const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
