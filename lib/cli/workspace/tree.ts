import type { Dirent, readdir } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { JsonValue } from '../../domain/schema/json.ts';
import { usageError } from '../exit.ts';
import { visible } from '../output/escape.ts';
import type { World } from '../world.ts';
import { expandGlob, type Listing } from './glob.ts';
import { exists, Revision } from './repository.ts';
import { readJsonFile } from './source-file.ts';

/** The files that a configuration names: those on the disk, or those of a commit. */
export interface Tree {
  readonly cwd: string;
  /** Files that a pattern names, as seen from `cwd`, sorted; `undefined` if it is a plain name. */
  glob(pattern: string): Promise<readonly string[] | undefined>;
  has(name: string): Promise<boolean>;
  /** The JSON or YAML of a file. Throws a usage error if it cannot be read. */
  read(name: string): Promise<JsonValue>;
}

export const diskTree = (world: Pick<World, 'cwd' | 'readStdin'>): Tree => ({
  cwd: world.cwd,
  glob: (pattern) => expandGlob(world.cwd, pattern),
  has: (name) => exists(resolve(world.cwd, name)),
  read: async (name) => (await readJsonFile(world, name)).value,
});

/** The files of a commit, given the absolute paths of all of them. */
export function commitTree(cwd: string, commit: string, files: ReadonlySet<string>): Tree {
  const listing = listingOf(files);
  const revision = new Revision({ cwd, commit });
  return {
    cwd,
    glob: (pattern) => expandGlob(cwd, pattern, listing),
    has: (name) => Promise.resolve(files.has(resolve(cwd, name))),
    read: async (name) => {
      const file = await revision.find(name);
      if (file) return file.value;
      throw usageError(`${visible(name)} cannot be read: there is no such file.`);
    },
  };
}

/** Paths as folders that a search can walk, so that a pattern means the same as on the disk. */
function listingOf(files: ReadonlySet<string>): Listing {
  const folders = new Map<string, Map<string, Pick<Dirent, 'name' | 'isFile' | 'isDirectory' | 'isSymbolicLink'>>>();
  const add = (path: string, isFile: boolean): void => {
    const folder = dirname(path);
    const entries = folders.get(folder);
    const name = basename(path);
    const entry = { name, isFile: () => isFile, isDirectory: () => !isFile, isSymbolicLink: () => false };
    if (entries) entries.set(name, entry);
    else {
      folders.set(folder, new Map([[name, entry]]));
      if (folder !== path) add(folder, false);
    }
  };
  for (const file of files) add(file, true);
  const list = (path: string, _: unknown, done: (error: null, entries: readonly unknown[]) => void): void =>
    done(null, [...(folders.get(resolve(path))?.values() ?? [])]);
  // Of the overloads of readdir the search uses this one alone.
  return { has: (path) => files.has(path), fs: { readdir: list as unknown as typeof readdir } };
}
