import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import environment from '../bin/bundle-environment.json' with { type: 'json' };
import { bundle, type Files, writeFolder } from '../lib/infra/bundle.ts';
import { FUNCTION_NAMES } from '../lib/infra/functions.ts';
import type { Table } from './table.ts';

export const LIMITS_FILE = '.config/bundle-limits.json';
/** Room for an ordinary change; more than that is a dependency that somebody should have decided on. */
const HEADROOM = 1.15;
const BASELINE = 'the DynamoDB client alone';

/** The size of a deployed function: all files of its folder, in kB of 1,024 bytes. */
export const sizeOf = (files: Files): number =>
  [...files.values()].reduce((sum, contents) => sum + contents.byteLength, 0) / 1_024;

/** The bundles that are deployed, by the function's name. */
export const bundleFunctions = (): Promise<ReadonlyMap<string, Files>> =>
  bundle(FUNCTION_NAMES.map((name) => ({ name, source: join('lambdas', `${name}.ts`), main: 'index.mjs' })));

/** Sizes and load times of each function's bundle, against those of the SDK's client alone. */
export async function bundlesTable(short: boolean): Promise<Table> {
  const source = 'bench/fixtures/document-client.ts';
  const [functions, baseline] = await Promise.all([
    bundleFunctions(),
    bundle([{ name: BASELINE, source, main: 'index.mjs' }]),
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'forewarn-bench-'));
  try {
    const programs = [...baseline, ...functions];
    await Promise.all(programs.map(([name, files]) => writeFolder(join(folder, name), files)));
    const loads = measureLoads(
      programs.map(([name]) => join(folder, name, 'index.mjs')),
      short ? 3 : 9,
    );
    const sizes = programs.map(([, files]) => sizeOf(files));
    const [peerSize = 0, peerLoad = 0] = [sizes[0], loads[0]];
    const rows = programs.map(([name, files], at) => {
      const [size = 0, load = 0] = [sizes[at], loads[at]];
      const zipped = [...files.values()].reduce((sum, contents) => sum + gzipSync(contents).byteLength, 0) / 1_024;
      return [name, Math.round(size), Math.round(zipped), size / peerSize, load, load / peerLoad];
    });
    return {
      title: 'Bundles',
      about: [
        `What is deployed for each function, lazily loaded chunks and worker threads included, and how long \`import\` of it takes in a fresh`,
        `Node ${process.versions.node} (median of ${short ? 3 : 9}), before anything lazy is loaded. The peer is a bundle of the AWS SDK's DynamoDB document client alone.`,
      ].join('\n'),
      headings: ['Function', 'kB', 'kB gzipped', '× client', 'Load ms', '× client '],
      rows,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Median milliseconds of each; in rounds, so that whatever else the machine does falls on all of them alike. */
function measureLoads(files: readonly string[], rounds: number): number[] {
  const times = files.map((): number[] => []);
  // The first round only brings the files into the machine's cache.
  for (const file of files) loadOnce(file);
  for (let round = 0; round < rounds; round++)
    for (const [at, file] of files.entries()) times[at]?.push(loadOnce(file));
  return times.map((all) => all.sort((left, right) => left - right)[Math.floor(rounds / 2)] ?? Number.NaN);
}

const loadOnce = (file: string): number =>
  Number(
    execFileSync(process.execPath, ['bench/fixtures/load.mjs', pathToFileURL(file).href], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );

export const readLimits = (): Readonly<Record<string, number>> => JSON.parse(readFileSync(LIMITS_FILE, 'utf8'));

/** `npx tsx bench/bundles.ts` sets the limits anew, 15 % above today's sizes. */
async function writeLimits(): Promise<void> {
  const limits = [...(await bundleFunctions())].map(([name, files]) => [name, Math.ceil(sizeOf(files) * HEADROOM)]);
  writeFileSync(LIMITS_FILE, `${JSON.stringify(Object.fromEntries(limits), undefined, 2)}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await writeLimits();
