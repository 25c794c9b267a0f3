import { join, resolve } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { exists } from './repository.ts';

/**
 * Files that a pattern names, as seen from `cwd`, sorted; `undefined` where it is a plain name. A file that exists is
 * its own name, whatever brackets are in it.
 */
export async function expandGlob(cwd: string, pattern: string): Promise<readonly string[] | undefined> {
  if (!isDynamicPattern(pattern) || (await exists(resolve(cwd, pattern)))) return undefined;
  const found = await glob(pattern, {
    cwd,
    ignore: ['**/node_modules/**'],
    expandDirectories: false,
    // A link may lead out of the repository, or around in circles.
    followSymbolicLinks: false,
  });
  return found.map((name) => join(name)).sort();
}
