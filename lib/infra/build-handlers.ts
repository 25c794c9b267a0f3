import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { FUNCTION_NAMES } from './functions.ts';

// Bundled CommonJS asks for `require`, which an ES module does not have; own names, as bundles may import the same.
export const REQUIRE = [
  "import { createRequire as forewarnCreateRequire } from 'node:module';",
  'const require = forewarnCreateRequire(import.meta.url);',
].join('\n');

/** What every bundle has in common: runs on nodejs24.x as on a laptop with Node 20, and needs no `node_modules`. */
export const BUNDLE: BuildOptions = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  minify: true,
  // Minified names would make every error's `name` a letter, and they are compared and logged.
  keepNames: true,
  mainFields: ['module', 'main'],
  legalComments: 'none',
  logLevel: 'warning',
};

/**
 * Bundles each function of `lambdas` into `outFolder/<name>/index.mjs`; what it imports lazily becomes chunks beside it,
 * loaded only when asked for. The same sources give the same bytes. Rejects with esbuild's own errors.
 */
export async function buildHandlers(outFolder: string): Promise<void> {
  await rm(outFolder, { recursive: true, force: true });
  await Promise.all(
    FUNCTION_NAMES.map((name) =>
      build({
        ...BUNDLE,
        entryPoints: [{ in: join('lambdas', `${name}.ts`), out: 'index' }],
        outdir: join(outFolder, name),
        outExtension: { '.js': '.mjs' },
        splitting: true,
        chunkNames: 'chunk-[hash]',
        banner: { js: REQUIRE },
      }),
    ),
  );
}
