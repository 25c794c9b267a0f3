import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { findApiDocument } from '../../adapters/schema-source/api-document.ts';
import { referencesIn } from '../../adapters/schema-source/references-in.ts';
import type { SourceFile } from '../../adapters/schema-source/source.ts';
import { findDialect, isUndated } from '../../domain/schema/dialect.ts';
import { isJsonObject } from '../../domain/schema/json.ts';
import { CliError } from '../exit.ts';
import { listFiles } from '../git.ts';
import { expandGlob } from '../glob.ts';
import { WorkingTree } from '../repository.ts';
import { parseSource, readText } from '../source-file.ts';
import { findMembers } from './find-members.ts';

/** A schema that may be a subject: a file, or `openapi.yaml#/components/schemas/Order`; as seen from the folder. */
interface Found {
  readonly schema: string;
}
/** A schema that others are built with, and that is proposed to nobody. */
interface BuildingBlock {
  readonly schema: string;
  readonly usedBy: string;
}

export interface Findings {
  /** Files that were looked at. */
  readonly looked: number;
  readonly found: readonly Found[];
  readonly blocks: readonly BuildingBlock[];
  /** Left out since only clients send them, and since they only tell of errors. */
  readonly requestBodies: readonly string[];
  readonly errorBodies: readonly string[];
  /** Files that look like schemas and cannot be read, with the reason. */
  readonly unreadable: readonly string[];
}

/** Bytes; the registry takes no schema that is longer. */
const MAX_SIZE = 4_000_000;
const HINT = /json-schema\.org|\bopenapi\b|\basyncapi\b|\bswagger\b/;
const NAMED = /\.schema\.(json|ya?ml)$/i;
const SKIPPED = /(^|\/)(node_modules|\.[^/]+)\/|(^|\/)(package(-lock)?|tsconfig[^/]*|forewarn\.[^/]*)\.(json|ya?ml)$/;

/** Looks through a folder for JSON Schemas, also inside OpenAPI, Swagger 2.0 and AsyncAPI documents; what git ignores is left out. */
export async function findSchemas(folder: string, ignore: readonly string[]): Promise<Findings> {
  const names = await listCandidates(folder, ignore);
  const sources: SourceFile[] = [];
  const unreadable: string[] = [];
  for (const name of names) {
    try {
      const source = await readCandidate(folder, name);
      if (source) sources.push(source);
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      unreadable.push(error.message);
    }
  }
  const users = collectUsers(sources);
  const plain = sources.filter(({ value }) => !findApiDocument(value));
  const blocks = plain.flatMap(({ name }) => {
    const usedBy = users.get(name);
    return usedBy === undefined ? [] : [{ schema: name, usedBy }];
  });
  const roots = plain.filter(({ name }) => !users.has(name)).map(({ name }) => ({ schema: name }));
  const repository = new WorkingTree({ cwd: folder, root: folder, repeated: 'refused' });
  const [found, requestBodies, errorBodies]: [Found[], string[], string[]] = [[...roots], [], []];
  for (const source of sources) {
    const members = await findMembers(source, repository);
    const named = (pointer: string): string => `${source.name}#${pointer}`;
    found.push(...members.found.map((pointer) => ({ schema: named(pointer) })));
    requestBodies.push(...members.requests.map(named));
    errorBodies.push(...members.errors.map(named));
  }
  return { looked: names.length, found, blocks, requestBodies, errorBodies, unreadable };
}

async function listCandidates(folder: string, ignore: readonly string[]): Promise<readonly string[]> {
  const tracked = await listFiles(folder);
  const all = tracked ?? (await expandGlob(folder, '**/*.{json,yaml,yml}')) ?? [];
  const ignored = new Set<string>();
  for (const pattern of ignore)
    for (const name of (await expandGlob(folder, pattern)) ?? [pattern]) ignored.add(join(name));
  return all.filter((name) => /\.(json|ya?ml)$/i.test(name) && !SKIPPED.test(name) && !ignored.has(join(name))).sort();
}

async function readCandidate(folder: string, name: string): Promise<SourceFile | undefined> {
  // Listed by git, and perhaps deleted since.
  const size = await stat(resolve(folder, name)).then(
    (found) => (found.isFile() ? found.size : undefined),
    () => undefined,
  );
  if (size === undefined || size > MAX_SIZE) return undefined;
  const text = await readText({ cwd: folder }, name);
  if (!NAMED.test(name) && !HINT.test(text)) return undefined;
  const source = await parseSource(name, text);
  return isSchemaFile(source) ? source : undefined;
}

function isSchemaFile({ name, value }: SourceFile): boolean {
  if (!isJsonObject(value)) return false;
  if (findApiDocument(value)) return true;
  const stated = value['$schema'];
  return findDialect(stated) !== undefined || isUndated(stated) || (stated === undefined && NAMED.test(basename(name)));
}

/** Files that other files refer to, each with the first that does. */
function collectUsers(sources: readonly SourceFile[]): ReadonlyMap<string, string> {
  const users = new Map<string, string>();
  const byId = new Map(sources.map(({ name, value }) => [isJsonObject(value) ? value['$id'] : undefined, name]));
  for (const { name, value } of sources) {
    for (const reference of referencesIn(value)) {
      const [path = ''] = reference.split('#', 1);
      const target = byId.get(path) ?? join(dirname(name), decodeURI(path));
      if (path !== '' && target !== name && !users.has(target)) users.set(target, name);
    }
  }
  return users;
}
