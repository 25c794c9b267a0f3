import type { SchemaLocation } from '../schema/document.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../schema/json.ts';
import { REFERENCE_KEYWORDS } from '../schema/keywords.ts';
import type { ParsedSchema } from '../schema/parse-schema.ts';
import { pointerTokens } from '../schema/pointer.ts';
import { subschemas } from '../schema/subschemas.ts';

/** On a place of a schema: no value of it is ever shown. */
export const SENSITIVE = 'x-sensitive';

/** The schemas of one place of a record, or that nothing of it may be shown. */
type Place = readonly SchemaLocation[] | 'hidden';

/**
 * Which places of a record are sensitive, by any of some schemas of one subject: what one version marks is hidden in the
 * comparison with the next one, too.
 */
export class Sensitivity {
  readonly #schemas: readonly ParsedSchema[];
  /** The policy says it of everything. */
  readonly #everything: boolean;

  constructor(schemas: readonly ParsedSchema[], everything: boolean) {
    this.#schemas = everything ? [] : schemas.filter(({ canonical }) => canonical.includes(`"${SENSITIVE}"`));
    this.#everything = everything;
  }

  /** Nothing is: then there is nothing to look for. */
  get isNone(): boolean {
    return !this.#everything && this.#schemas.length === 0;
  }

  isHidden(pointer: string): boolean {
    return this.#at(pointer) === 'hidden';
  }

  /** A record's value at a place, with every sensitive part of it generated anew: of its type, and nothing else. */
  hideIn(value: JsonValue, pointer: string): JsonValue {
    return hide(value, this.#at(pointer));
  }

  #at(pointer: string): Place {
    let place = this.#everything ? 'hidden' : placeOf(this.#schemas.map(({ document }) => document.root));
    for (const token of pointerTokens(pointer)) place = inside(place, token);
    return place;
  }
}

/** A value of the same type that says nothing else: nothing of the old value is in it. */
export function generated(value: JsonValue): JsonValue {
  if (typeof value === 'string') return '(hidden)';
  if (typeof value === 'boolean') return false;
  if (value === null) return null;
  if (isJsonArray(value)) return [];
  return isJsonObject(value) ? {} : 0;
}

function hide(value: JsonValue, place: Place): JsonValue {
  if (place === 'hidden') return generated(value);
  if (place.length === 0) return value;
  if (isJsonArray(value)) return value.map((item, at) => hide(item, inside(place, String(at))));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, hide(member, inside(place, name))]));
}

/** Where a token of a record's pointer leads: each schema that may be meant, so that too much is hidden and never too little. */
function inside(place: Place, token: string): Place {
  if (place === 'hidden') return 'hidden';
  const isItem = token === '*' || /^\d+$/.test(token);
  return placeOf(
    place.flatMap((location) =>
      childrenOf(location).flatMap(([child, [keyword = '', name = '']]) => {
        if (keyword === 'properties') return name === token ? [child] : [];
        return OF_MEMBERS.has(keyword) || (isItem && OF_ITEMS.has(keyword)) ? [child] : [];
      }),
    ),
  );
}

const OF_MEMBERS: ReadonlySet<string> = new Set(['patternProperties', 'additionalProperties', 'unevaluatedProperties']);
const OF_ITEMS: ReadonlySet<string> = new Set([
  'items',
  'prefixItems',
  'additionalItems',
  'contains',
  'unevaluatedItems',
]);
/** Say something of the very value that their schema is of. */
const IN_PLACE: ReadonlySet<string> = new Set([
  ...['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'extends'],
  ...['dependentSchemas', 'dependencies'],
]);

/** The schemas of a place with all that they refer to or are made of. */
function placeOf(starts: readonly SchemaLocation[]): Place {
  const known = new Set<SchemaLocation>();
  const open = [...starts];
  for (let location = open.pop(); location; location = open.pop()) {
    if (known.has(location)) continue;
    known.add(location);
    const { schema, document } = location;
    if (!isJsonObject(schema)) continue;
    if (schema[SENSITIVE] === true) return 'hidden';
    for (const keyword of REFERENCE_KEYWORDS) {
      const reference = schema[keyword];
      const target = typeof reference === 'string' ? document.resolve(location, reference) : undefined;
      if (target) open.push(target);
    }
    for (const [child, [keyword = '']] of childrenOf(location)) if (IN_PLACE.has(keyword)) open.push(child);
  }
  return [...known];
}

function childrenOf(location: SchemaLocation): readonly (readonly [SchemaLocation, readonly string[]])[] {
  const { schema, resource, document } = location;
  if (!isJsonObject(schema)) return [];
  return subschemas(schema, resource.dialect).flatMap(({ tokens }) => {
    const child = document.child(location, tokens);
    return child ? [[child, tokens] as const] : [];
  });
}
