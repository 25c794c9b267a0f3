import { findApiDocument, follow, isJsonSchemaFormat } from '../../adapters/schema-source/api-document.ts';
import type { SourceFile } from '../../adapters/schema-source/source.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/schema/json.ts';
import { extendPointer, pointerTokens } from '../../domain/schema/pointer.ts';
import { referencesIn } from './references-in.ts';

/** Pointers of the schemas in an API document that somebody outside reads: payloads of messages, bodies and other components. */
export function findMembers({ value }: SourceFile): readonly string[] {
  const api = findApiDocument(value);
  if (!api) return [];
  const messages = api.kind === 'asyncapi' ? findMessages(value) : [];
  return messages.length > 0 ? messages : findComponents(value);
}

/** Components that requests and responses name, or that no other one is built with; a lone string is no record. */
function findComponents(document: JsonValue): readonly string[] {
  const components = membersOf(follow(document, ['components', 'schemas']));
  const inside = new Set(components.flatMap(([name, schema]) => namesIn(schema).filter((used) => used !== name)));
  const { schemas: _, ...others } = objectOf(follow(document, ['components']));
  const outside = new Set([...namesIn({ ...objectOf(document), components: others })]);
  return components
    .filter(([name, schema]) => isRecord(schema) && (outside.has(name) || !inside.has(name)))
    .map(([name]) => extendPointer('', ['components', 'schemas', name]));
}

function findMessages(document: JsonValue): readonly string[] {
  const channels = membersOf(follow(document, ['channels'])).map(([name]) => ['channels', name]);
  const holders: readonly (readonly string[])[] = [
    ...listed(document, ['components', 'messages']),
    // AsyncAPI 3, and 2.
    ...channels.flatMap((way) => listed(document, [...way, 'messages'])),
    ...channels.flatMap((way) => ['publish', 'subscribe'].map((operation) => [...way, operation, 'message'])),
  ];
  return holders
    .filter((way) => {
      const message = objectOf(follow(document, way));
      return message['payload'] !== undefined && isJsonSchemaFormat(formatOf(message));
    })
    .map((way) => extendPointer('', [...way, 'payload']));
}

const listed = (document: JsonValue, way: readonly string[]): readonly (readonly string[])[] =>
  membersOf(follow(document, way)).map(([name]) => [...way, name]);

function formatOf(message: JsonObject): JsonValue | undefined {
  const { schemaFormat, payload } = message as Readonly<Record<string, JsonValue | undefined>>;
  return schemaFormat ?? objectOf(payload)['schemaFormat'];
}

/** Components of this document that a value refers to. */
const namesIn = (value: JsonValue): readonly string[] =>
  [...referencesIn(value)].flatMap((reference) => {
    const [, kind, name] = pointerTokens(decodeURIComponent(reference.replace(/^#/, '')));
    return reference.startsWith('#/components/') && kind === 'schemas' && name !== undefined ? [name] : [];
  });

const isRecord = (schema: JsonValue): boolean =>
  isJsonObject(schema) &&
  !['string', 'number', 'integer', 'boolean'].includes(String(schema['type'])) &&
  schema['enum'] === undefined;

const objectOf = (value: JsonValue | undefined): JsonObject => (isJsonObject(value) ? value : {});
const membersOf = (value: JsonValue | undefined): readonly (readonly [string, JsonValue])[] =>
  Object.entries(objectOf(value)).filter(([name]) => !name.startsWith('x-'));
