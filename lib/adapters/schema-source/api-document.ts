import { type Dialect, findDialect } from '../../domain/schema/dialect.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../../domain/schema/json.ts';
import { findMember } from '../../domain/schema/pointer.ts';
import { isSchema } from '../../domain/schema/subschemas.ts';
import { jsonObject } from './json-object.ts';

/** An OpenAPI, AsyncAPI or Swagger document: a file with schemas in it that is none itself. */
export interface ApiDocument {
  readonly kind: 'openapi' | 'asyncapi' | 'swagger';
  /** What it calls itself, where its version is none that can be read: `OpenAPI 4.0`. */
  readonly unsupported?: string;
  /** What its schemas are written in. */
  readonly dialect: Dialect;
  /** OpenAPI 3.0 says `nullable` where JSON Schema lists a type. */
  readonly hasNullable: boolean;
}

/** What a file says of itself at its top; `undefined` for a plain JSON Schema. */
export function findApiDocument(value: JsonValue): ApiDocument | undefined {
  if (!isJsonObject(value)) return undefined;
  const { jsonSchemaDialect } = value;
  const [openapi, asyncapi, swagger] = ['openapi', 'asyncapi', 'swagger'].map((name) => versionOf(value[name]));
  if (openapi !== undefined) {
    // OpenAPI 3.0's Schema Object is an extended subset of draft 5, which asserts what draft 4 does.
    if (openapi.startsWith('3.0')) return { kind: 'openapi', dialect: 'draft-04', hasNullable: true };
    const dialect = findDialect(jsonSchemaDialect) ?? '2020-12';
    const unsupported = openapi.startsWith('3.') ? {} : { unsupported: `OpenAPI ${openapi}` };
    return { kind: 'openapi', dialect, hasNullable: false, ...unsupported };
  }
  if (asyncapi !== undefined) {
    // AsyncAPI 2 and 3: "a superset of JSON Schema draft 07".
    const unsupported = /^[23]\./.test(asyncapi) ? {} : { unsupported: `AsyncAPI ${asyncapi}` };
    return { kind: 'asyncapi', dialect: 'draft-07', hasNullable: false, ...unsupported };
  }
  if (swagger === undefined) return undefined;
  const unsupported = swagger.startsWith('2.') ? {} : { unsupported: `Swagger ${swagger}` };
  return { kind: 'swagger', dialect: 'draft-04', hasNullable: false, ...unsupported };
}

/** Some write it as a number, which YAML makes of `3.1` without quotes. */
const versionOf = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

/** The named schema that a place in a file of many belongs to; a place that belongs to none is its own. */
export function homeOf(document: JsonValue, tokens: readonly string[]): readonly string[] {
  const [first, second, , fourth] = tokens;
  if (first === 'definitions' || first === '$defs') return tokens.slice(0, 2);
  if (first !== 'components' || !findApiDocument(document)) return tokens;
  if (second === 'schemas') return tokens.slice(0, 3);
  return second === 'messages' && fourth === 'payload' ? tokens.slice(0, 4) : tokens;
}

/** Inside a multi-format schema of AsyncAPI the schema itself. */
export const schemaInside = (value: JsonValue | undefined, tokens: readonly string[]): readonly string[] =>
  isJsonObject(value) && typeof value['schemaFormat'] === 'string' && isSchema(value['schema'])
    ? [...tokens, 'schema']
    : tokens;

/** A member's name for people: of a message's payload the message's. */
export const memberName = (home: readonly string[]): string =>
  home.filter((token) => token !== 'payload' && token !== 'schema').at(-1) ?? 'schema';

/** Whether a multi-format schema or a message says that its payload is written in JSON Schema (or AsyncAPI's own form of it). */
export const isJsonSchemaFormat = (format: JsonValue | undefined): boolean =>
  format === undefined ||
  (typeof format === 'string' && /^application\/(schema|vnd\.aai\.asyncapi)(\+json|\+yaml|;|$)/.test(format));

export const follow = (value: JsonValue, tokens: readonly string[]): JsonValue | undefined =>
  tokens.reduce<JsonValue | undefined>((at, token) => (at === undefined ? undefined : findMember(at, token)), value);

/** The value with another one at a place that exists; what lies beside the way there is shared. */
export function withValue(value: JsonValue, tokens: readonly string[], replacement: JsonValue): JsonValue {
  const [token, ...rest] = tokens;
  if (token === undefined) return replacement;
  const inner = withValue(findMember(value, token) ?? null, rest, replacement);
  if (isJsonArray(value)) return value.map((item, at) => (String(at) === token ? inner : item));
  return jsonObject(isJsonObject(value) ? value : {}, { [token]: inner });
}
