import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../schema/json.ts';

// The meaning of `additionalProperties` depends on its siblings, and likewise `items` and `contains`.
const COUPLED: readonly (readonly string[])[] = [
  ['additionalProperties', 'properties', 'patternProperties'],
  ['items', 'prefixItems'],
  ['contains', 'minContains', 'maxContains'],
];

/** One schema for a conjunction: keywords that do not disturb each other side by side, the others under `allOf`. */
export function joinSchemas(parts: readonly JsonValue[]): JsonValue {
  const joined: Record<string, JsonValue> = {};
  const apart: JsonObject[] = [];
  // A set's iteration sees what is added meanwhile.
  const open = new Set(parts);
  for (const part of open) {
    if (part === false) return false;
    if (!isJsonObject(part)) continue;
    const { allOf = [], ...rest } = part;
    if (isJsonArray(allOf)) for (const inner of allOf) open.add(inner);
    if (Object.keys(rest).length === 0) continue;
    // A reference stays the object that it is: it may be written out later.
    if ('$ref' in part) apart.push(part);
    else if (disturbs(rest, joined)) apart.push(rest);
    else Object.assign(joined, rest);
  }
  if (apart.length === 0) return Object.keys(joined).length === 0 ? true : joined;
  const [first] = apart;
  return apart.length === 1 && first && Object.keys(joined).length === 0 ? first : { ...joined, allOf: apart };
}

function disturbs(part: JsonObject, joined: JsonObject): boolean {
  const taken = reach(joined);
  return [...reach(part)].some((keyword) => taken.has(keyword));
}

function reach(schema: JsonObject): ReadonlySet<string> {
  const keywords = new Set(Object.keys(schema));
  for (const [leading = '', ...others] of COUPLED)
    if (keywords.has(leading)) for (const other of others) keywords.add(other);
  return keywords;
}
