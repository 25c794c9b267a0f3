import { basename, dirname, resolve } from 'node:path';
import { follow } from '../adapters/schema-source/api-document.ts';
import { isJsonObject } from '../domain/schema/json.ts';
import { extendPointer, pointerTokens } from '../domain/schema/pointer.ts';
import { NAME_LENGTH, SUBJECT_NAME } from '../domain/subject.ts';
import type { Config, ConfiguredSubject } from './config.ts';
import { usageError } from './exit.ts';
import { expandGlob } from './glob.ts';
import { visible } from './output/escape.ts';
import { readJsonFile } from './source-file.ts';
import { splitName } from './workspace.ts';
import type { World } from './world.ts';

type Reader = Pick<World, 'cwd' | 'readStdin'>;

/** All subjects that a configuration names, each with its one schema: patterns of files and of members are spelled out. */
export async function expandSubjects(world: Reader, config: Config): Promise<readonly ConfiguredSubject[]> {
  const all: ConfiguredSubject[] = [];
  for (const entry of config.subjects) all.push(...(await expandEntry(world, entry, config)));
  const seen = new Map<string, ConfiguredSubject>();
  for (const entry of all) {
    const twin = seen.get(entry.subject);
    if (twin)
      throw usageError(
        `${config.file} makes both ${twin.schema} and ${entry.schema} the subject ${entry.subject}: name one of them by itself, or put {folder} into the name.`,
      );
    seen.set(entry.subject, entry);
  }
  return all;
}

async function expandEntry(
  world: Reader,
  entry: ConfiguredSubject,
  { file }: Config,
): Promise<readonly ConfiguredSubject[]> {
  const { path, pointer } = splitName(entry.schema);
  const globbed = await expandGlob(world.cwd, path);
  const schemas: string[] = [];
  for (const name of globbed ?? [path]) {
    if (!pointer.includes('*')) schemas.push(`${name}${pointer && `#${pointer}`}`);
    else schemas.push(...(await listMembers(world, name, pointer)).map((member) => `${name}#${member}`));
  }
  const isPattern = globbed !== undefined || pointer.includes('*');
  if (isPattern && schemas.length === 0)
    throw usageError(`${file} names ${entry.schema}, and nothing is there: correct the pattern.`);
  if (schemas.length > 1 && !entry.subject.includes('{'))
    throw usageError(
      `${file} gives ${schemas.length} schemas (${schemas[0]}, ${schemas[1]} …) the one subject ${entry.subject}: put {name} into it.`,
    );
  return schemas.map((schema) => {
    const fill = (text: string): string =>
      text.replaceAll('{name}', schemaName(schema)).replaceAll('{folder}', folderName(world.cwd, schema));
    const subject = fill(entry.subject);
    if (!SUBJECT_NAME.test(subject) || subject.length > NAME_LENGTH)
      throw usageError(
        `${file} would make ${visible(schema)} the subject ${visible(subject)}, which is no name: list it by itself.`,
      );
    return { subject, schema, ...(entry.manifest === undefined ? {} : { manifest: fill(entry.manifest) }) };
  });
}

/** Pointers that a pattern with `*` for any member names; extensions (`x-…`) are no schemas. */
async function listMembers(world: Reader, name: string, pattern: string): Promise<readonly string[]> {
  const { value } = await readJsonFile(world, name);
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

/** What only says where in a message or document a schema stands. */
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
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1-$2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();
