import type { Dialect } from '../../domain/schema/dialect.ts';
import { indexSchema } from '../../domain/schema/document.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/schema/json.ts';
import { subschemas } from '../../domain/schema/subschemas.ts';
import { type ApiDocument, withValue } from './api-document.ts';
import { withConditions } from './discriminator.ts';
import { jsonObject } from './json-object.ts';
import type { Part } from './part.ts';
import type { FilePlace, Place } from './source.ts';
import { UnsentMembers } from './unsent.ts';

/** What a schema of an API document is taken out of: its file, and whether clients send it. */
export interface Surroundings {
  readonly api: ApiDocument;
  readonly document: JsonValue;
  readonly isRequest: boolean;
}

/** A schema of an API document as JSON Schema says the same. */
export function toJsonSchema(
  schema: JsonObject | boolean,
  { api, document, isRequest }: Surroundings,
): JsonObject | boolean {
  if (api.kind !== 'openapi') return schema;
  // From 3.1 on `required` means what JSON Schema says: always.
  const sent =
    api.hasNullable && isJsonObject(document)
      ? UnsentMembers.of(document, isRequest ? 'readOnly' : 'writeOnly').without(schema)
      : schema;
  const own = (one: JsonObject): JsonObject => withConditions(api.hasNullable ? withNull(one) : one, document);
  return everywhere(sent, { own, dialect: api.dialect });
}

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
  const { type, nullable, $ref } = schema;
  return nullable === true && typeof type === 'string' && $ref === undefined
    ? jsonObject({ ...schema, type: [type, 'null'] })
    : schema;
}

/** Each `nullable` of an OpenAPI 3.0 schema that says nothing, since no `type` is beside it. */
export function findIdleNullables({ file, pointer, value }: Part, api: ApiDocument | undefined): readonly Place[] {
  if (!api?.hasNullable) return [];
  return indexSchema(value, api.dialect).locations.flatMap(({ schema, pointer: inside }) =>
    isJsonObject(schema) && schema['nullable'] === true && schema['type'] === undefined
      ? [file.locate(`${pointer}${inside}/nullable`)]
      : [],
  );
}

/** One warning for all of them: some documents have hundreds. */
export function warnOfIdleNullables([first, ...others]: readonly Place[]): readonly FilePlace[] {
  if (!first) return [];
  const more = others.length > 0 ? `, here and at ${others.length} more places` : '';
  return [
    {
      ...first,
      detail: `"nullable" adds null to the "type" beside it, and does nothing without one (OpenAPI 3.0.3)${more}`,
    },
  ];
}
