import { isJsonArray, isJsonObject, type JsonValue } from '../../schema/json.ts';
import type { SchemaGraph } from '../scope/schema-graph.ts';
import type { SchemaInScope } from '../scope/schema-in-scope.ts';
import { applicableTo, itemSchemas, memberSchemas } from './applicable.ts';
import { replace } from './shrink.ts';

export interface LiftOptions {
  readonly from: SchemaInScope;
  readonly isWitness: (value: JsonValue) => boolean;
  readonly graph: SchemaGraph;
}

const MAX_TRIES = 100;
const MAX_PLACES = 1_000;

/** An object or array in the record; `from` is the number of the place that holds it. */
interface Place {
  readonly part: JsonValue;
  readonly holder: number;
  readonly key: string | number;
  readonly schemas: ReadonlySet<SchemaInScope>;
}

/**
 * A search through recursive schemas goes down the first way that leads on, and finds a record many levels deep. Puts
 * what is deep inside in the place of what is around it, if one schema describes both, as long as the record
 * stays a witness.
 */
export function liftParts(value: JsonValue, { from, isWitness, graph }: LiftOptions): JsonValue {
  let whole = value;
  let tries = 0;
  for (let lifted = true; lifted && tries < MAX_TRIES; ) {
    lifted = false;
    const places = placesOf(whole, from, graph);
    for (const { outer, inner } of nested(places)) {
      if (++tries > MAX_TRIES) break;
      const candidate = putInto(places, outer, places[inner]?.part ?? null);
      if (!isWitness(candidate)) continue;
      whole = candidate;
      lifted = true;
      break;
    }
  }
  return whole;
}

/** The containers of a record, each after the one that holds it. */
function placesOf(value: JsonValue, from: SchemaInScope, graph: SchemaGraph): readonly Place[] {
  const places: Place[] = [];
  const add = (part: JsonValue, at: Pick<Place, 'holder' | 'key'>, schemas: readonly SchemaInScope[]): void => {
    const isContainer = typeof part === 'object' && part !== null && (isJsonArray(part) || isJsonObject(part));
    if (isContainer && places.length < MAX_PLACES)
      places.push({ part, ...at, schemas: new Set(applicableTo(schemas, graph)) });
  };
  add(value, { holder: -1, key: '' }, [from]);
  // Places are added while they are read.
  for (const [at, { part, schemas }] of places.entries()) {
    const here = [...schemas];
    if (isJsonArray(part))
      part.forEach((item, key) => {
        add(item, { holder: at, key }, itemSchemas(here, key, graph));
      });
    else if (isJsonObject(part))
      for (const key of Object.keys(part)) add(part[key] ?? null, { holder: at, key }, memberSchemas(here, key, graph));
  }
  return places;
}

interface Nested {
  readonly outer: number;
  readonly inner: number;
}

/** Pairs of a place and one inside it that share a schema: the outermost first, and for each the innermost. */
function nested(places: readonly Place[]): readonly Nested[] {
  const found: Nested[] = [];
  for (const [inner, { part, schemas, holder }] of places.entries())
    for (let outer = holder; outer >= 0; outer = places[outer]?.holder ?? -1) {
      const around = places[outer];
      if (around && isJsonArray(part) === isJsonArray(around.part) && intersects(schemas, around.schemas))
        found.push({ outer, inner });
    }
  return found.sort((a, b) => a.outer - b.outer || b.inner - a.inner);
}

function intersects(left: ReadonlySet<SchemaInScope>, right: ReadonlySet<SchemaInScope>): boolean {
  for (const scoped of left) if (right.has(scoped)) return true;
  return false;
}

/** The record with something else at one place. */
function putInto(places: readonly Place[], at: number, part: JsonValue): JsonValue {
  let whole = part;
  for (let place = places[at]; place && place.holder >= 0; place = places[place.holder])
    whole = replace(places[place.holder]?.part ?? null, place.key, whole);
  return whole;
}
