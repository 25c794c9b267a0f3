import { hidesRefSiblings } from '../../domain/schema/dialect.ts';
import { indexSchema, type SchemaDocument, type SchemaLocation } from '../../domain/schema/document.ts';
import { ExactNumber, isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../domain/schema/json.ts';
import { isAsserting, isInert } from '../../domain/schema/keywords.ts';
import type { ParsedSchema } from '../../domain/schema/parse-schema.ts';
import { extendPointer } from '../../domain/schema/pointer.ts';

export type InlinedSchema =
  | { readonly ok: true; readonly schema: JsonObject | boolean }
  | { readonly ok: false; readonly reason: string };

/** Places after inlining: a small schema whose references multiply may stand for a huge one. */
const MAX_PLACES = 5_000;

// What json-schema-diff 1.0.0 understands (its KEYWORDS.md); it ignores everything else, and would describe wrong sets.
const COPIED = new Set([
  ...['type', 'maximum', 'minimum', 'exclusiveMaximum', 'exclusiveMinimum', 'maxLength', 'minLength'],
  ...['maxItems', 'minItems', 'maxProperties', 'minProperties', 'required'],
]);
const SCHEMAS = new Set(['items', 'additionalProperties', 'not']);
const LISTS = new Set(['allOf', 'anyOf', 'oneOf']);
// What says nothing by itself; `format` rejects nothing in that tool's eyes.
const SILENT = new Set(['then', 'else', 'format']);

/**
 * Writes a schema without references, in the words that json-schema-diff knows, as draft 7. Refused with the reason where
 * the schema is recursive, uses other assertions, or grows beyond 5,000 places.
 */
export function inlineSchema({ value, dialect }: ParsedSchema): InlinedSchema {
  if (typeof value !== 'boolean' && !isJsonObject(value))
    throw new TypeError('a parsed schema is an object or a boolean');
  const document = indexSchema(value, dialect);
  try {
    return { ok: true, schema: new Inliner(document).write(document.root) };
  } catch (error) {
    if (error instanceof OutsideFragment) return { ok: false, reason: error.message };
    throw error;
  }
}

/** Leaves the recursion at once; never leaves this file. */
class OutsideFragment extends Error {}

class Inliner {
  readonly #document: SchemaDocument;
  readonly #open = new Set<string>();
  #places = 0;

  constructor(document: SchemaDocument) {
    this.#document = document;
  }

  write(location: SchemaLocation): JsonObject | boolean {
    const { schema, pointer } = location;
    if (++this.#places > MAX_PLACES)
      throw new OutsideFragment(`it has more than ${MAX_PLACES} places without references`);
    if (!isJsonObject(schema)) return schema;
    if (this.#open.has(pointer)) throw new OutsideFragment(`it is recursive at ${pointer || 'its root'}`);
    this.#open.add(pointer);
    const written = this.#writeObject(location, schema);
    this.#open.delete(pointer);
    return written;
  }

  #writeObject(location: SchemaLocation, schema: JsonObject): JsonObject | boolean {
    const { dialect } = location.resource;
    const target = typeof schema['$ref'] === 'string' ? this.#document.resolve(location, schema['$ref']) : undefined;
    if (!target && schema['$ref'] !== undefined) throw unsupported('a reference to a meta-schema', location);
    if (target && hidesRefSiblings(dialect)) return this.write(target);
    const members = Object.entries(schema)
      .filter(([keyword]) => !isInert(keyword, dialect))
      .flatMap(([keyword, value]) => this.#writeKeyword(location, keyword, value));
    const own = withNumericExclusives(Object.fromEntries(members));
    if (!target) return own;
    return Object.keys(own).length === 0 ? this.write(target) : { allOf: [own, this.write(target)] };
  }

  #writeKeyword(
    location: SchemaLocation,
    keyword: string,
    value: JsonValue,
  ): readonly (readonly [string, JsonValue])[] {
    if (COPIED.has(keyword)) {
      if (value instanceof ExactNumber) throw new OutsideFragment(`it has the number ${value.text}, beyond a double`);
      return [[keyword, value]];
    }
    if (SCHEMAS.has(keyword)) {
      if (isJsonArray(value)) throw unsupported(`${keyword} as a list`, location);
      return [[keyword, this.#inner(location, [keyword])]];
    }
    if (LISTS.has(keyword) && isJsonArray(value))
      return [[keyword, value.map((_, at) => this.#inner(location, [keyword, String(at)]))]];
    if (keyword === 'properties' && isJsonObject(value)) {
      const names = Object.keys(value).map((name) => [name, this.#inner(location, [keyword, name])] as const);
      return [[keyword, Object.fromEntries(names)]];
    }
    if (isAsserting(keyword) && keyword !== '$ref' && !SILENT.has(keyword)) throw unsupported(keyword, location);
    return [];
  }

  #inner(location: SchemaLocation, tokens: readonly string[]): JsonObject | boolean {
    const inner = this.#document.child(location, tokens);
    if (!inner) throw new TypeError(`no schema at ${extendPointer(location.pointer, tokens)}`);
    return this.write(inner);
  }
}

const unsupported = (keyword: string, { pointer }: SchemaLocation): OutsideFragment =>
  new OutsideFragment(`it uses ${keyword} at ${pointer || 'its root'}, which json-schema-diff does not read`);

/** Draft 4 says with a boolean beside a bound that the bound itself is excluded. */
function withNumericExclusives(schema: Readonly<Record<string, JsonValue>>): JsonObject {
  const written: Record<string, JsonValue> = { ...schema };
  for (const [bound, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    if (typeof written[exclusive] !== 'boolean') continue;
    const limit = written[bound];
    if (written[exclusive] && limit !== undefined) {
      written[exclusive] = limit;
      delete written[bound];
    } else delete written[exclusive];
  }
  return written;
}
