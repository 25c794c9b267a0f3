import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { bundle, writeFolder } from '../lib/infra/bundle.ts';

const FOLDER = 'dist/cli';
const PROGRAM = 'forewarn.mjs';
const LINK = 'node_modules/.bin/forewarn';

const bundles = await bundle([
  { name: 'forewarn', source: 'bin/forewarn.ts', main: PROGRAM },
  { name: 'github-action', source: 'bin/github-action.ts', main: 'github-action.mjs' },
]);
const files = new Map([...(bundles.get('forewarn') ?? []), ...(bundles.get('github-action') ?? [])]);
const program = Buffer.concat([Buffer.from('#!/usr/bin/env node\n'), files.get(PROGRAM) ?? new Uint8Array()]);
await writeFolder(FOLDER, files.set(PROGRAM, program));
chmodSync(`${FOLDER}/${PROGRAM}`, 0o755);
// npm links the programs of dependencies but not the project's own; without it npx would ask the registry for one.
mkdirSync(dirname(LINK), { recursive: true });
rmSync(LINK, { force: true });
symlinkSync(relative(dirname(LINK), `${FOLDER}/${PROGRAM}`), LINK);
