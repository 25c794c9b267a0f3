import { access } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import configSchema from '../../docs/forewarn.config.schema.json' with { type: 'json' };
import { usageError } from './exit.ts';
import type { OutputFormat } from './output/format.ts';
import { locator, readJsonFile } from './source-file.ts';
import type { World } from './world.ts';

export type FailOn = 'breaking' | 'dangerous';

/** One subject of a repository; paths are as seen from the working directory. */
export interface ConfiguredSubject {
  readonly subject: string;
  readonly schema: string;
  readonly manifest?: string;
}

/** `forewarn.config.json`, checked against its published schema. */
export interface Config {
  /** As seen from the working directory; absent where there is no file. */
  readonly file?: string;
  readonly url?: string;
  readonly failOn?: FailOn;
  readonly format?: OutputFormat;
  readonly subjects: readonly ConfiguredSubject[];
}

const CONFIG_NAME = 'forewarn.config.json';

/** Reads the file that a flag names, else the nearest `forewarn.config.json` here or above; none is an empty config. */
export async function loadConfig(world: Pick<World, 'cwd' | 'readStdin'>, flag?: string): Promise<Config> {
  const file = flag ?? (await findConfig(world.cwd));
  if (file === undefined) return { subjects: [] };
  const source = await readJsonFile(world, file);
  // ajv is half of what there is to load, and most runs have no file to check.
  const { findFaults } = await import('./validate.ts');
  const faults = findFaults(configSchema, source.value);
  if (faults.length > 0) {
    const locate = locator(source);
    const places = faults.map(({ pointer, detail }) => ({
      file,
      ...locate(pointer),
      detail: `${pointer || 'the file'} ${detail}`,
    }));
    throw usageError(`${file} is no configuration of forewarn.`, places);
  }
  // Checked just above against the schema that this type is written from.
  const config = source.value as unknown as Omit<Config, 'file' | 'subjects'> & { subjects?: ConfiguredSubject[] };
  const folder = dirname(file);
  const twice = (config.subjects ?? []).find(
    ({ subject }, at, all) => all.findIndex((other) => other.subject === subject) !== at,
  );
  if (twice) throw usageError(`${file} lists the subject ${twice.subject} twice: keep one of them.`);
  const subjects = (config.subjects ?? []).map(({ subject, schema, manifest }) => ({
    subject,
    schema: join(folder, schema),
    ...(manifest === undefined ? {} : { manifest: join(folder, manifest) }),
  }));
  return { ...config, file, subjects };
}

async function findConfig(cwd: string): Promise<string | undefined> {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const candidate = join(folder, CONFIG_NAME);
    if (await exists(candidate)) return relative(cwd, candidate);
    // A repository's root ends the search: what lies above belongs to somebody else.
    if (folder === dirname(folder) || (await exists(join(folder, '.git')))) return undefined;
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
