import type { Dialect } from '../../domain/schema/dialect.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/schema/json.ts';
import { subschemas } from '../../domain/schema/subschemas.ts';
import { type ApiDocument, withValue } from './api-document.ts';
import { withConditions } from './discriminator.ts';
import { jsonObject } from './json-object.ts';

/** A schema of an API document as JSON Schema says the same; `document` is the file around it. */
export const toJsonSchema = (
  api: ApiDocument,
  schema: JsonObject | boolean,
  document: JsonValue,
): JsonObject | boolean => {
  if (api.kind !== 'openapi') return schema;
  const own = (one: JsonObject): JsonObject => withConditions(api.hasNullable ? withNull(one) : one, document);
  return everywhere(schema, { own, dialect: api.dialect });
};

/** What is done to each schema is done to those inside it first. */
function everywhere(
  schema: JsonObject | boolean,
  way: { readonly own: (schema: JsonObject) => JsonObject; readonly dialect: Dialect },
): JsonObject | boolean {
  if (!isJsonObject(schema)) return schema;
  let copy: JsonObject = schema;
  for (const { tokens, schema: inner } of subschemas(schema, way.dialect))
    copy = withValue(copy, tokens, everywhere(inner, way)) as JsonObject;
  return way.own(copy);
}

/** `nullable` beside a `type` adds null to it, and does nothing else (OpenAPI 3.0.3). */
function withNull(schema: JsonObject): JsonObject {
  const { type, nullable, $ref } = schema as Readonly<Record<string, JsonValue | undefined>>;
  return nullable === true && typeof type === 'string' && $ref === undefined
    ? jsonObject({ ...schema, type: [type, 'null'] })
    : schema;
}
