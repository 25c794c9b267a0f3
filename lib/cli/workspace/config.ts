import { dirname, join, relative, resolve } from 'node:path';
import configSchema from '../../../schemas/forewarn.config.schema.json' with { type: 'json' };
import type { SourceFile } from '../../adapters/schema-source/source.ts';
import { usageError } from '../exit.ts';
import type { OutputFormat } from '../output/format.ts';
import type { World } from '../world.ts';
import { exists } from './repository.ts';
import { readJsonFile } from './source-file.ts';
import { fromFolder } from './workspace.ts';

export type FailOn = 'breaking' | 'dangerous';

/** One entry of a repository's subjects; paths are as seen from the working directory. */
export interface ConfiguredSubject {
  /** With `{name}` in it if `schema` names several. */
  readonly subject: string;
  /** A file, a place in one (`openapi.yaml#/components/schemas/Order`), or a pattern of either. */
  readonly schema: string;
  readonly manifest?: string;
}

/** `forewarn.config.json`, checked against its published schema. */
export interface Config {
  /** As seen from the working directory; absent if there is none. */
  readonly file?: string;
  readonly url?: string;
  readonly failOn?: FailOn;
  readonly format?: OutputFormat;
  /** Whether members that are not keywords, and look like a slip, are taken. */
  readonly allowUnknown?: boolean;
  readonly subjects: readonly ConfiguredSubject[];
  /** Patterns of files that schemas refer to by what these call themselves. */
  readonly references?: readonly string[];
  /** Patterns of files that `init` proposes nothing of. */
  readonly ignore?: readonly string[];
}

export const CONFIG_NAME = 'forewarn.config.json';

/** Reads the file that a flag names, else the nearest `forewarn.config.json` here or above; none is an empty config. */
export async function loadConfig(world: Pick<World, 'cwd' | 'readStdin'>, flag?: string): Promise<Config> {
  const file = flag ?? (await findConfig(world.cwd));
  if (file === undefined) return { subjects: [] };
  return await parseConfig(file, await readJsonFile(world, file));
}

/** The configuration that a file holds; `file` is its name as seen from the working directory. Throws what is wrong with it. */
export async function parseConfig(file: string, source: SourceFile): Promise<Config> {
  // ajv is half of what there is to load, and most runs have no file to check.
  const { findFaults } = await import('../manifest/validate.ts');
  const faults = findFaults(configSchema, source.value);
  if (faults.length > 0) {
    const places = faults.map(({ pointer, detail }) => ({
      ...source.locate(pointer),
      detail: `${pointer || 'the file'} ${detail}`,
    }));
    throw usageError(`${file} is no configuration of forewarn.`, places);
  }
  // Checked just above against the schema that this type is written from.
  const config = source.value as unknown as Omit<Config, 'file' | 'subjects'> & { subjects?: ConfiguredSubject[] };
  const folder = dirname(file);
  const twice = (config.subjects ?? []).find(
    // With {name} in it a subject stands for several, and which ones is known when the files are.
    ({ subject }, at, all) => !subject.includes('{') && all.findIndex((other) => other.subject === subject) !== at,
  );
  if (twice) {
    const at = (config.subjects ?? []).indexOf(twice);
    throw usageError(`${file} lists the subject ${twice.subject} twice: keep one of them.`, [
      { ...source.locate(`/subjects/${at}/subject`), detail: 'stands here again' },
    ]);
  }
  const subjects = (config.subjects ?? []).map(({ subject, schema, manifest }) => ({
    subject,
    schema: fromFolder(folder, schema),
    ...(manifest === undefined ? {} : { manifest: join(folder, manifest) }),
  }));
  return { ...config, file, subjects, ...patternsOf(config, folder) };
}

/** A command's flags with what the file says where they say nothing. */
export const withConfig = <T extends { readonly allowUnknown?: boolean }>(flags: T, config: Config): T =>
  config.allowUnknown === undefined ? flags : { allowUnknown: config.allowUnknown, ...flags };

/** The patterns, as seen from the working directory like the subjects' paths. */
function patternsOf({ references, ignore }: Pick<Config, 'references' | 'ignore'>, folder: string): Partial<Config> {
  const seen = (patterns: readonly string[]): readonly string[] => patterns.map((pattern) => join(folder, pattern));
  return { ...(references ? { references: seen(references) } : {}), ...(ignore ? { ignore: seen(ignore) } : {}) };
}

async function findConfig(cwd: string): Promise<string | undefined> {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const candidate = join(folder, CONFIG_NAME);
    if (await exists(candidate)) return relative(cwd, candidate);
    // A repository's root ends the search: what lies above belongs to somebody else.
    if (folder === dirname(folder) || (await exists(join(folder, '.git')))) return undefined;
  }
}
