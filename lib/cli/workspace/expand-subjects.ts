import { basename, dirname, resolve } from 'node:path';
import { follow } from '../../adapters/schema-source/api-document.ts';
import { isJsonObject } from '../../domain/schema/json.ts';
import { extendPointer, pointerTokens } from '../../domain/schema/pointer.ts';
import { NAME_LENGTH, SUBJECT_NAME } from '../../domain/subject.ts';
import { transliterate } from '../../domain/transliterate.ts';
import { CliError, usageError } from '../exit.ts';
import { visible } from '../output/escape.ts';
import type { Config, ConfiguredSubject } from './config.ts';
import type { Tree } from './tree.ts';
import { splitName } from './workspace.ts';

export interface ExpandOptions {
  readonly onFault?: (fault: CliError) => void;
  readonly onEmpty?: (entry: ConfiguredSubject) => void;
}

export const emptyPattern = ({ schema }: ConfiguredSubject, { file }: Config): CliError =>
  usageError(`${file} names ${schema}, and nothing is there: correct the pattern.`);

/**
 * All subjects that a configuration names, each with its one schema: patterns of files and of members are spelled out. A
 * schema that is listed by itself is no longer a pattern's. Throws a usage error for an entry that names nothing, and for a name
 * that stands for two schemas; with `onFault` these are reported there, and the rest is answered. A pattern that names
 * nothing, but may have at another time, is passed to `onEmpty` instead.
 */
export async function expandSubjects(
  tree: Tree,
  config: Config,
  { onFault, onEmpty }: ExpandOptions = {},
): Promise<readonly ConfiguredSubject[]> {
  const tolerate = (error: unknown): void => {
    if (!(onFault && error instanceof CliError)) throw error;
    onFault(error);
  };
  const all: Expanded[] = [];
  for (const entry of config.subjects) {
    try {
      const expanded = await expandEntry(tree, entry, config);
      if (expanded.length === 0 && !onEmpty) throw emptyPattern(entry, config);
      if (expanded.length === 0) onEmpty?.(entry);
      all.push(...expanded);
    } catch (error) {
      tolerate(error);
    }
  }
  const listed = new Set(all.flatMap(({ isPattern, schema }) => (isPattern ? [] : [schema])));
  const subjects = new Map<string, ConfiguredSubject>();
  for (const one of all.filter(({ isPattern, schema }) => !isPattern || !listed.has(schema))) {
    try {
      const named = nameSchema(tree, one, config);
      refuseTwin(subjects.get(named.subject), named, config);
      subjects.set(named.subject, named);
    } catch (error) {
      tolerate(error);
    }
  }
  return [...subjects.values()];
}

function refuseTwin(twin: ConfiguredSubject | undefined, { subject, schema }: ConfiguredSubject, { file }: Config) {
  if (!twin) return;
  throw usageError(
    `${file} makes both ${twin.schema} and ${schema} the subject ${subject}: name one of them by itself, or put {folder} into the name.`,
  );
}

/** One schema of an entry. */
interface Expanded {
  readonly entry: ConfiguredSubject;
  readonly schema: string;
  readonly isPattern: boolean;
}

async function expandEntry(tree: Tree, entry: ConfiguredSubject, { file }: Config): Promise<readonly Expanded[]> {
  const { path, pointer } = splitName(entry.schema);
  const globbed = await tree.glob(path);
  const schemas: string[] = [];
  for (const name of globbed ?? [path]) {
    if (!pointer.includes('*')) schemas.push(`${name}${pointer && `#${pointer}`}`);
    else schemas.push(...(await listMembers(tree, name, pointer)).map((member) => `${name}#${member}`));
  }
  const isPattern = globbed !== undefined || pointer.includes('*');
  if (schemas.length > 1 && !entry.subject.includes('{'))
    throw usageError(
      `${file} gives ${schemas.length} schemas (${schemas[0]}, ${schemas[1]} …) the one subject ${entry.subject}: put {name} into it.`,
    );
  return schemas.map((schema) => ({ entry, schema, isPattern }));
}

function nameSchema({ cwd }: Tree, { entry, schema }: Expanded, { file }: Config): ConfiguredSubject {
  const fill = (text: string): string =>
    text.replaceAll('{name}', schemaName(schema)).replaceAll('{folder}', folderName(cwd, schema));
  const subject = fill(entry.subject);
  if (!SUBJECT_NAME.test(subject) || subject.length > NAME_LENGTH)
    throw usageError(
      `${file} would make ${visible(schema)} the subject ${visible(subject)}, which is not a name: list it by itself.`,
    );
  return { subject, schema, ...(entry.manifest === undefined ? {} : { manifest: fill(entry.manifest) }) };
}

/** Pointers that a pattern with `*` for any member names; extensions (`x-…`) are not schemas. */
async function listMembers(tree: Tree, name: string, pattern: string): Promise<readonly string[]> {
  const value = await tree.read(name);
  return pointerTokens(pattern)
    .reduce<readonly (readonly string[])[]>(
      (ways, token) =>
        ways.flatMap((way) => {
          const here = follow(value, way);
          if (token !== '*') return isJsonObject(here) && here[token] !== undefined ? [[...way, token]] : [];
          return isJsonObject(here)
            ? Object.keys(here)
                .filter((key) => !key.startsWith('x-'))
                .map((key) => [...way, key])
            : [];
        }),
      [[]],
    )
    .map((way) => extendPointer('', way));
}

/** A name for a subject: a member's own, else the file's, as words joined by `-`. */
export function schemaName(schema: string): string {
  const { path, pointer } = splitName(schema);
  const member = pointerTokens(pointer).findLast((token) => !PLACES.has(token));
  return words(member ?? basename(path).replace(/(\.schema)?\.(json|ya?ml)$/i, ''));
}

/** Words that only say where in a message or document a schema is. */
const PLACES: ReadonlySet<string> = new Set([
  'payload',
  'schema',
  'message',
  'messages',
  'schemas',
  'publish',
  'subscribe',
]);

const folderName = (cwd: string, schema: string): string =>
  words(basename(dirname(resolve(cwd, splitName(schema).path))));

/** `TransactionAuthorized`, `transaction_authorized` and `HTTPError2` as lower-case words joined by `-`. */
export const words = (text: string): string =>
  transliterate(text)
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1-$2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();
