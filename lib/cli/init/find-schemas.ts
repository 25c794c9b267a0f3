import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { findApiDocument } from '../../adapters/schema-source/api-document.ts';
import type { SourceFile } from '../../adapters/schema-source/source.ts';
import { findDialect, isUndated } from '../../domain/schema/dialect.ts';
import { isJsonObject } from '../../domain/schema/json.ts';
import { CliError } from '../exit.ts';
import { listFiles } from '../git/git.ts';
import { placeText } from '../output/place.ts';
import { expandGlob } from '../workspace/glob.ts';
import { WorkingTree } from '../workspace/repository.ts';
import { parseSource, readText } from '../workspace/source-file.ts';
import { splitName } from '../workspace/workspace.ts';
import { findMembers } from './find-members.ts';
import { findLeads, type Lead, neededReferences } from './find-references.ts';
import { notListed, type Proposal } from './propose.ts';
import { type Aside, setAside } from './set-aside.ts';

/** A schema that others are built with, and that is proposed to nobody. */
interface BuildingBlock {
  readonly schema: string;
  readonly usedBy: string;
}

export interface Findings {
  /** Files that were looked at. */
  readonly looked: number;
  /** Schemas that may be subjects: files, or `openapi.yaml#/components/schemas/Order`; as seen from the folder. */
  readonly found: readonly string[];
  readonly blocks: readonly BuildingBlock[];
  /** Left out since only clients send them, and since they only tell of errors. */
  readonly requestBodies: readonly string[];
  readonly errorBodies: readonly string[];
  /** Files left out for where they lie, and for what is in them already. */
  readonly aside: ReadonlyMap<string, Aside>;
  /** Files and schemas that cannot be read, with the reason. */
  readonly unreadable: readonly string[];
  /** Files that what was found refers to by address. */
  readonly references: readonly string[];
}

export interface Looked {
  readonly folder: string;
  /** Patterns of files that are not looked at. */
  readonly ignore: readonly string[];
  /** Schemas that are subjects already. */
  readonly listed: readonly Proposal[];
}

/** Bytes; the registry takes no schema that is longer. */
const MAX_SIZE = 4_000_000;
const HINT = /json-schema\.org|\bopenapi\b|\basyncapi\b|\bswagger\b/;
const NAMED = /\.schema\.(json|ya?ml)$/i;
const SKIPPED = /(^|\/)(node_modules|\.[^/]+)\/|(^|\/)(package(-lock)?|tsconfig[^/]*|forewarn\.[^/]*)\.(json|ya?ml)$/;

/** Looks through a folder for JSON Schemas, also inside OpenAPI, Swagger 2.0 and AsyncAPI documents; what git ignores is left out. */
export async function findSchemas({ folder, ignore, listed }: Looked): Promise<Findings> {
  const names = await listCandidates(folder, ignore);
  const { sources, unreadable } = await readCandidates(folder, names);
  const aside = setAside(sources, new Set(listed.map(({ schema }) => splitName(schema).path)));
  const kept = sources.filter(({ name }) => !aside.has(name));
  // An address means the file that is kept rather than a copy of it.
  const leads = findLeads([...kept, ...sources.filter(({ name }) => aside.has(name))]);
  const users = collectUsers(kept, leads);
  const plain = kept.filter(({ value }) => !findApiDocument(value));
  const blocks = plain.flatMap(({ name }) => {
    const usedBy = users.get(name);
    return usedBy === undefined ? [] : [{ schema: name, usedBy }];
  });
  const found = plain.filter(({ name }) => !users.has(name)).map(({ name }) => name);
  const [requestBodies, errorBodies]: [string[], string[]] = [[], []];
  const repository = new WorkingTree({ cwd: folder, root: folder, repeated: 'refused' });
  for (const source of kept) {
    const members = await findMembers(source, repository);
    const named = (pointer: string): string => `${source.name}#${pointer}`;
    found.push(...members.found.map(named));
    requestBodies.push(...members.requests.map(named));
    errorBodies.push(...members.errors.map(named));
  }
  const open = notListed(found, listed);
  const references = neededReferences(leads, new Set(open.map((schema) => splitName(schema).path)));
  return { looked: names.length, found: open, blocks, requestBodies, errorBodies, aside, unreadable, references };
}

async function readCandidates(
  folder: string,
  names: readonly string[],
): Promise<{ readonly sources: readonly SourceFile[]; readonly unreadable: readonly string[] }> {
  const sources: SourceFile[] = [];
  const unreadable: string[] = [];
  for (const name of names) {
    try {
      const source = await readCandidate(folder, name);
      if (source) sources.push(source);
    } catch (error) {
      unreadable.push(reasonOf(error));
    }
  }
  return { sources, unreadable };
}

const HEADING = /(leads? nowhere|can be compared)\.$/;

/** The author's fault in one line; anything else is thrown on. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof CliError)) throw error;
  const [place] = error.places;
  // A heading says less than the place below it, and a message with a colon names its places itself.
  if (!place || error.message.includes(place.detail) || error.message.includes(': ')) return error.message;
  return HEADING.test(error.message) ? placeText(place) : `${error.message} ${placeText(place)}`;
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

/**
 * Files that other files are built with, each with the first that refers to the whole of it. Where only definitions of a
 * file are referred to, it is a schema of its own, if it says anything but these.
 */
function collectUsers(kept: readonly SourceFile[], leads: readonly Lead[]): ReadonlyMap<string, string> {
  const isKept = new Map(kept.map((source) => [source.name, source]));
  const users = new Map<string, string>();
  for (const { from, to, fragment } of leads) {
    const source = isKept.get(to);
    if (!source || !isKept.has(from) || users.has(to)) continue;
    if (fragment === '' || onlyDefines(source)) users.set(to, from);
  }
  return users;
}

const DEFINITIONS = /^(\$defs|definitions|\$schema|\$id|id|\$comment|title|description|examples?|\$vocabulary|x-.*)$/;
const onlyDefines = ({ value }: SourceFile): boolean =>
  isJsonObject(value) && Object.keys(value).every((member) => DEFINITIONS.test(member));
