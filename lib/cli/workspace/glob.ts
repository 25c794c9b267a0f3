import { join, resolve } from 'node:path';
import { type GlobOptions, glob, isDynamicPattern } from 'tinyglobby';
import { exists } from './repository.ts';

/** Where files are looked for, if not on the disk. */
export interface Listing {
  readonly has: (path: string) => boolean;
  readonly fs: NonNullable<GlobOptions['fs']>;
}

/**
 * Files that a pattern names, as seen from `cwd`, sorted; `undefined` if it is a plain name. A file that exists is
 * its own name, whatever brackets are in it.
 */
export async function expandGlob(
  cwd: string,
  pattern: string,
  listing?: Listing,
): Promise<readonly string[] | undefined> {
  const path = resolve(cwd, pattern);
  if (!isDynamicPattern(pattern) || (await (listing ? listing.has(path) : exists(path)))) return undefined;
  const found = await glob(pattern, {
    cwd,
    ignore: ['**/node_modules/**'],
    expandDirectories: false,
    // A link may lead out of the repository, or around in circles.
    followSymbolicLinks: false,
    ...(listing ? { fs: listing.fs } : {}),
  });
  return found.map((name) => join(name)).sort();
}
