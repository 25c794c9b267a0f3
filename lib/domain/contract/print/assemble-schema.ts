import type { Formula } from '../../containment/algebra/formula.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../schema/json.ts';
import { jsonText } from '../../schema/json-text.ts';
import { holdingsOf } from '../../schema/keywords.ts';
import { joinSchemas } from './join-schemas.ts';

/** A formula that is written out once and referred to. */
export interface Definition {
  readonly name: string;
  readonly formula: Formula;
  readonly isWeak: boolean;
  schema: JsonValue;
  /** Other definitions that apply at the same place of a record. */
  readonly here: Set<Definition>;
}

/** A placeholder for a definition until its uses are counted; compared by identity, as data may look like it. */
export type References = ReadonlyMap<JsonValue, Definition>;

/** A definition that is short or used once is written at its use; the rest goes to `$defs`. */
export function assembleSchema(root: JsonValue, references: References): JsonValue {
  const uses = countUses(root, references);
  const isInlined = (definition: Definition): boolean =>
    uses.get(definition) === 1 || isShort(definition.schema, references);
  const build = (schema: JsonValue): JsonValue => {
    const definition = references.get(schema);
    if (definition) return isInlined(definition) ? build(definition.schema) : { $ref: `#/$defs/${definition.name}` };
    return isJsonObject(schema) ? joinSchemas([mapSubschemas(schema, build)]) : schema;
  };
  const built = build(root);
  const kept = [...uses.keys()].filter((definition) => !isInlined(definition));
  if (kept.length === 0) return built;
  const $defs = Object.fromEntries(kept.map((definition) => [definition.name, build(definition.schema)]));
  return joinSchemas([built, { $defs }]);
}

function countUses(root: JsonValue, references: References): ReadonlyMap<Definition, number> {
  const uses = new Map<Definition, number>();
  const open = [root];
  for (let schema = open.pop(); schema !== undefined; schema = open.pop()) {
    const definition = references.get(schema);
    if (!definition) {
      open.push(...subschemasOf(schema));
      continue;
    }
    const known = uses.get(definition);
    uses.set(definition, (known ?? 0) + 1);
    if (known === undefined) open.push(definition.schema);
  }
  return uses;
}

const isShort = (schema: JsonValue, references: References): boolean =>
  !isJsonObject(schema) ||
  (!references.has(schema) && subschemasOf(schema).length === 0 && jsonText(schema).length <= MAX_SHORT);
const MAX_SHORT = 60;

function subschemasOf(schema: JsonValue): readonly JsonValue[] {
  const found: JsonValue[] = [];
  if (isJsonObject(schema))
    mapSubschemas(schema, (inner) => {
      found.push(inner);
      return inner;
    });
  return found;
}

function mapSubschemas(schema: JsonObject, change: (inner: JsonValue) => JsonValue): JsonObject {
  const result: Record<string, JsonValue> = {};
  for (const keyword of Object.keys(schema)) {
    const value = schema[keyword] ?? null;
    const [holding] = holdingsOf(keyword, '2020-12');
    if (holding === 'schema') result[keyword] = change(value);
    else if (holding === 'list' && isJsonArray(value)) result[keyword] = value.map(change);
    else if (holding === 'map' && isJsonObject(value)) result[keyword] = mapMembers(value, change);
    else result[keyword] = value;
  }
  return result;
}

/** The names of members are a stranger's: no prototype is behind them. */
function mapMembers(members: JsonObject, change: (inner: JsonValue) => JsonValue): JsonObject {
  const result: Record<string, JsonValue> = Object.create(null);
  for (const name of Object.keys(members)) result[name] = change(members[name] ?? null);
  return result;
}
