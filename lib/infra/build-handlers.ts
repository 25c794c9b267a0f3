import { join } from 'node:path';
import { bundle, writeFolder } from './bundle.ts';
import { FUNCTION_NAMES } from './functions.ts';

/** Bundles each function of `lambdas` into `outFolder/<name>/index.mjs`, the asset that is deployed. */
export async function buildHandlers(outFolder: string): Promise<void> {
  const bundles = await bundle(
    FUNCTION_NAMES.map((name) => ({ name, source: join('lambdas', `${name}.ts`), main: 'index.mjs' })),
  );
  await Promise.all([...bundles].map(([name, files]) => writeFolder(join(outFolder, name), files)));
}
