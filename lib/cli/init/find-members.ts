import { readAddress } from '../../adapters/schema-source/address.ts';
import { type ApiDocument, findApiDocument, follow } from '../../adapters/schema-source/api-document.ts';
import { namesIn, usesOfComponents } from '../../adapters/schema-source/component-uses.ts';
import { type Repository, SourceError, type SourceFile } from '../../adapters/schema-source/source.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../domain/schema/json.ts';
import { extendPointer } from '../../domain/schema/pointer.ts';
import { words } from '../workspace/expand-subjects.ts';

/** Pointers of schemas in an API document. */
export interface Members {
  /** The schemas that somebody outside reads: payloads of messages, bodies of answers and other components. */
  readonly found: readonly string[];
  /** The schemas that only clients send. */
  readonly requests: readonly string[];
  /** The schemas that only describe errors. */
  readonly errors: readonly string[];
}

const NONE: Members = { found: [], requests: [], errors: [] };

/** The schemas of an API document that may be subjects, and those that are left out for what they are used for. */
export async function findMembers(source: SourceFile, repository: Repository): Promise<Members> {
  const api = findApiDocument(source.value);
  if (!api || api.unsupported !== undefined) return NONE;
  const messages = api.kind === 'asyncapi' ? await findMessages(source, repository) : [];
  return messages.length > 0 ? { ...NONE, found: messages } : findComponents(api, source.value);
}

/** Components that requests and answers name, or that no other one is built with; a lone string is not a record. */
function findComponents(api: ApiDocument, document: JsonValue): Members {
  const way = api.kind === 'swagger' ? ['definitions'] : ['components', 'schemas'];
  const components = membersOf(follow(document, way));
  const inside = new Set(components.flatMap(([name, schema]) => namesIn(schema).filter((used) => used !== name)));
  const uses = usesOfComponents(api, document);
  const placed = components
    .filter(([name, schema]) => isRecord(schema) && (uses.has(name) || !inside.has(name)))
    .map(([name]) => ({
      pointer: extendPointer('', [...way, name]),
      uses: uses.get(name) ?? new Set([isErrorName(name) ? 'error' : 'read']),
    }));
  const pointers = (is: (used: ReadonlySet<string>) => boolean): readonly string[] =>
    placed.filter((member) => is(member.uses)).map(({ pointer }) => pointer);
  return {
    found: pointers((used) => used.has('read')),
    requests: pointers((used) => !used.has('read') && used.has('request')),
    errors: pointers((used) => !used.has('read') && !used.has('request')),
  };
}

/** Each message once, by the address in this document that leads to it; those in other languages are left out. */
async function findMessages(file: SourceFile, repository: Repository): Promise<readonly string[]> {
  const { value } = file;
  const channels = membersOf(follow(value, ['channels'])).map(([name]) => ['channels', name]);
  const holders: readonly (readonly string[])[] = [
    ...listed(value, ['components', 'messages']),
    // AsyncAPI 3, and 2.
    ...channels.flatMap((way) => listed(value, [...way, 'messages'])),
    ...channels.flatMap((way) => ['publish', 'subscribe'].map((operation) => [...way, operation, 'message'])),
  ];
  const found = new Map<string, string>();
  for (const way of holders.flatMap((holder) => alternatives(value, holder))) {
    const message = objectOf(follow(value, way));
    const isInline = message['payload'] !== undefined;
    const { $ref } = message;
    const pointer = extendPointer('', isInline ? [...way, 'payload'] : way);
    // A message of another document has no place of its own here; one of this document is listed where it is.
    const key = typeof $ref === 'string' ? $ref : `#${extendPointer('', way)}`;
    if (found.has(key) || !(isInline || typeof $ref === 'string')) continue;
    if (await isReadable({ file, pointer }, repository)) found.set(key, pointer);
  }
  return [...found.values()];
}

/** The message, or each one that it may be. */
function alternatives(document: JsonValue, way: readonly string[]): readonly (readonly string[])[] {
  const choice = objectOf(follow(document, way))['oneOf'];
  return isJsonArray(choice) ? choice.map((_, at) => [...way, 'oneOf', String(at)]) : [way];
}

async function isReadable(
  address: { readonly file: SourceFile; readonly pointer: string },
  repository: Repository,
): Promise<boolean> {
  try {
    await readAddress(address, repository);
    return true;
  } catch (error) {
    if (error instanceof SourceError) return false;
    throw error;
  }
}

/** `error_400`, `ProblemDetails`, `422`: of a component that no operation names its own name alone says what it is. */
const isErrorName = (name: string): boolean =>
  words(name)
    .split('-')
    .some((word) => /^(errors?|problems?|exceptions?|[45]\d\d)$/.test(word));

const listed = (document: JsonValue, way: readonly string[]): readonly (readonly string[])[] =>
  membersOf(follow(document, way)).map(([name]) => [...way, name]);

const isRecord = (schema: JsonValue): boolean =>
  isJsonObject(schema) &&
  !['string', 'number', 'integer', 'boolean'].includes(String(schema['type'])) &&
  schema['enum'] === undefined;

const objectOf = (value: JsonValue | undefined): JsonObject => (isJsonObject(value) ? value : {});
const membersOf = (value: JsonValue | undefined): readonly (readonly [string, JsonValue])[] =>
  Object.entries(objectOf(value)).filter(([name]) => !name.startsWith('x-'));
