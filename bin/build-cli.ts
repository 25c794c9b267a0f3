import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { build } from 'esbuild';
import { BUNDLE, REQUIRE } from '../lib/infra/build-handlers.ts';

const FOLDER = 'dist/cli';
const PROGRAM = `${FOLDER}/forewarn.mjs`;
const LINK = 'node_modules/.bin/forewarn';

rmSync(FOLDER, { recursive: true, force: true });
await build({
  ...BUNDLE,
  entryPoints: [{ in: 'bin/forewarn.ts', out: 'forewarn' }],
  outdir: FOLDER,
  outExtension: { '.js': '.mjs' },
  // A verb loads what it needs only: `forewarn --help` should not wait for the engine.
  splitting: true,
  chunkNames: 'chunk-[hash]',
  banner: { js: `#!/usr/bin/env node\n${REQUIRE}` },
});
chmodSync(PROGRAM, 0o755);
// npm links the programs of dependencies but not the project's own; without it npx would ask the registry for one.
mkdirSync(dirname(LINK), { recursive: true });
rmSync(LINK, { force: true });
symlinkSync(relative(dirname(LINK), PROGRAM), LINK);
