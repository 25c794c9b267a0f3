import type { Dialect } from '../../domain/schema/dialect.ts';
import { isJsonObject, type JsonValue } from '../../domain/schema/json.ts';
import { holdingsOf } from '../../domain/schema/keywords.ts';
import { findMember } from '../../domain/schema/pointer.ts';
import type { ApiDocument } from './api-document.ts';

/**
 * The object at a place of an OpenAPI, AsyncAPI or Swagger document, by the specifications' own objects. `extension`:
 * something of the authors', which may be a schema; `other`: what is known to hold none at that place.
 */
export type ApiObject =
  | 'document'
  | 'components'
  | 'path item'
  | 'operation'
  | 'callback'
  | 'response'
  | 'request body'
  | 'media type'
  | 'parameter'
  | 'channel'
  | 'channel operation'
  | 'message'
  | 'message trait'
  | 'payload'
  | 'schema'
  | 'extension'
  | 'other';

/** `map` and `list` stand for a level of names or positions above the object. */
type Member = ApiObject | readonly ['map' | 'list', ApiObject];
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

const MEMBERS: Readonly<Partial<Record<ApiObject, Readonly<Record<string, Member>>>>> = {
  document: {
    components: 'components',
    paths: ['map', 'path item'],
    webhooks: ['map', 'path item'],
    channels: ['map', 'channel'],
    operations: ['map', 'channel operation'],
    // Swagger 2.0.
    definitions: ['map', 'schema'],
    parameters: ['map', 'parameter'],
    responses: ['map', 'response'],
  },
  components: {
    schemas: ['map', 'schema'],
    responses: ['map', 'response'],
    parameters: ['map', 'parameter'],
    requestBodies: ['map', 'request body'],
    headers: ['map', 'parameter'],
    callbacks: ['map', 'callback'],
    pathItems: ['map', 'path item'],
    mediaTypes: ['map', 'media type'],
    channels: ['map', 'channel'],
    operations: ['map', 'channel operation'],
    messages: ['map', 'message'],
    messageTraits: ['map', 'message trait'],
  },
  'path item': {
    ...Object.fromEntries(METHODS.map((method) => [method, 'operation' as const])),
    parameters: ['list', 'parameter'],
  },
  operation: {
    parameters: ['list', 'parameter'],
    requestBody: 'request body',
    responses: ['map', 'response'],
    callbacks: ['map', 'callback'],
  },
  // `schema`: Swagger 2.0.
  response: { content: ['map', 'media type'], headers: ['map', 'parameter'], schema: 'schema' },
  'request body': { content: ['map', 'media type'] },
  'media type': { schema: 'schema', itemSchema: 'schema' },
  parameter: { schema: 'schema', content: ['map', 'media type'] },
  channel: {
    publish: 'channel operation',
    subscribe: 'channel operation',
    messages: ['map', 'message'],
    parameters: ['map', 'parameter'],
  },
  'channel operation': { message: 'message' },
  message: { payload: 'payload', headers: 'payload', oneOf: ['list', 'message'] },
  'message trait': { headers: 'payload' },
};

/** The object at a place, as the specification names it; references on the way are not followed. */
export function objectAt(api: ApiDocument, document: JsonValue, tokens: readonly string[]): ApiObject {
  let [here, value]: [Member, JsonValue | undefined] = ['document', document];
  for (const token of tokens) {
    here = step(here, { token, value, dialect: api.dialect });
    value = value === undefined ? undefined : findMember(value, token);
  }
  return typeof here === 'string' ? here : 'other';
}

function step(
  here: Member,
  {
    token,
    value,
    dialect,
  }: { readonly token: string; readonly value: JsonValue | undefined; readonly dialect: Dialect },
): Member {
  if (typeof here !== 'string') return token.startsWith('x-') ? 'extension' : here[1];
  if (here === 'extension' || here === 'other') return here;
  // A callback is a map of expressions.
  if (here === 'callback') return token.startsWith('x-') ? 'extension' : 'path item';
  const isMultiFormat = here === 'payload' && isJsonObject(value) && typeof value['schemaFormat'] === 'string';
  if (isMultiFormat) return token === 'schema' ? 'schema' : 'other';
  if (here === 'schema' || here === 'payload') return stepInSchema(token, { value, dialect });
  return MEMBERS[here]?.[token] ?? (token.startsWith('x-') ? 'extension' : 'other');
}

function stepInSchema(
  token: string,
  { value, dialect }: { readonly value: JsonValue | undefined; readonly dialect: Dialect },
): Member {
  const held = isJsonObject(value) ? value[token] : undefined;
  const holdings = holdingsOf(token, dialect);
  if (holdings.includes('map')) return ['map', 'schema'];
  if (holdings.includes('list') && Array.isArray(held)) return ['list', 'schema'];
  if (holdings.includes('schema')) return 'schema';
  return token.startsWith('x-') ? 'extension' : 'other';
}

/** The places of an object that may hold schemas, with what they are; one level below. */
export function membersOf(
  object: ApiObject,
  value: JsonValue | undefined,
): readonly { readonly tokens: readonly string[]; readonly object: ApiObject }[] {
  if (!isJsonObject(value)) return [];
  const members: Readonly<Record<string, Member>> =
    object === 'callback' ? { '': ['map', 'path item'] } : (MEMBERS[object] ?? {});
  return Object.entries(members).flatMap(([name, member]) => {
    const held = name === '' ? value : value[name];
    if (held === undefined) return [];
    const way = name === '' ? [] : [name];
    if (typeof member === 'string') return [{ tokens: way, object: member }];
    const names = typeof held === 'object' && held !== null ? Object.keys(held) : [];
    return names.filter((key) => !key.startsWith('x-')).map((key) => ({ tokens: [...way, key], object: member[1] }));
  });
}
