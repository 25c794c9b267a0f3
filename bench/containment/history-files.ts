import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A public schema as its makers published it again and again: versions of one package, or several files of one. */
export interface PublishedHistory {
  readonly name: string;
  /** Oldest first. A published version of a package never changes. */
  readonly steps: readonly { readonly package: string; readonly file: string }[];
}

const versions = (name: string, file: string, numbers: string): PublishedHistory['steps'] =>
  numbers.split(' ').map((number) => ({ package: `${name}@${number}`, file }));

export const HISTORIES: readonly PublishedHistory[] = [
  { name: 'Knip configuration', steps: versions('knip', 'schema.json', '5.30.0 5.60.0 6.44.2') },
  {
    name: 'AsyncAPI',
    steps: ['2.0.0', '2.1.0', '2.2.0', '2.3.0', '2.4.0', '2.5.0', '2.6.0', '3.0.0', '3.1.0'].map((number) => ({
      package: '@asyncapi/specs@6.11.1',
      file: `schemas/${number}.json`,
    })),
  },
  {
    name: 'Angular workspace',
    steps: versions('@angular/cli', 'lib/config/schema.json', '19.2.0 20.3.0 21.2.0 22.2.0'),
  },
  { name: 'Vega', steps: versions('vega', 'build/vega-schema.json', '5.22.1 5.27.0 5.33.0 6.4.0') },
  {
    name: 'GitHub webhooks',
    steps: versions(
      '@octokit/webhooks-schemas',
      'schema.json',
      '3.77.1 4.1.0 4.13.0 5.5.1 5.8.0 6.7.0 6.11.0 7.0.3 7.3.1 7.6.1',
    ),
  },
  {
    name: 'Biome configuration',
    steps: versions('@biomejs/biome', 'configuration_schema.json', '1.9.4 2.0.0 2.3.0 2.6.8'),
  },
  {
    name: 'Vega-Lite',
    steps: versions('vega-lite', 'build/vega-lite-schema.json', '5.6.1 5.9.3 5.16.3 5.20.1 5.23.0 6.1.0 6.5.0'),
  },
];

const FOLDER = join('.forewarn', 'histories');

/** The files of a history, oldest first; `undefined` if the registry could not be asked for a package. */
export async function fetchHistory({ steps }: PublishedHistory): Promise<readonly string[] | undefined> {
  try {
    const files: string[] = [];
    for (const step of steps) files.push(join(await unpack(step.package), step.file));
    return files;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    process.stderr.write(`${steps[0]?.package}: ${error.message.split('\n')[0]}\n`);
    return undefined;
  }
}

/** Where a package lies unpacked; asks the registry once, and runs none of its scripts. */
async function unpack(name: string): Promise<string> {
  const folder = join(FOLDER, name.replace('/', '+'));
  if (existsSync(join(folder, 'package'))) return join(folder, 'package');
  mkdirSync(folder, { recursive: true });
  await run('npm', ['pack', name, '--silent', '--ignore-scripts', '--pack-destination', folder], { timeout: 120_000 });
  const archive = readdirSync(folder).find((file) => file.endsWith('.tgz'));
  if (!archive) throw new Error(`npm pack ${name} wrote no archive`);
  await run('tar', ['-xzf', join(folder, archive), '-C', folder]);
  return join(folder, 'package');
}
