import type { Manifest } from '../../domain/manifest.ts';
import { usageError } from '../exit.ts';
import { visible } from '../output/escape.ts';
import { findText, readText } from '../workspace/source-file.ts';
import type { World } from '../world.ts';

/** Reads a change manifest. The one a flag names must exist; the one of the configuration exists when there is news. */
export async function readManifest(
  world: Pick<World, 'cwd'>,
  { flag, configured }: { readonly flag: string | undefined; readonly configured: string | undefined },
): Promise<Manifest | undefined> {
  const file = flag ?? configured;
  if (file === undefined) return undefined;
  const text = flag === undefined ? await findText(world, file) : await readText(world, file);
  if (text === undefined) return undefined;
  const { parseManifest } = await import('../../domain/parse-manifest.ts');
  const parsed = parseManifest(text);
  if (parsed.ok) return parsed.manifest;
  const places = parsed.problems.map(({ line, detail }) => ({ file, line, detail: visible(detail) }));
  throw usageError(`${file} is no change manifest.`, places);
}
