import { isJsonObject } from '../../schema/json.ts';
import { inPlace } from '../scope/in-place.ts';
import { itemLayout } from '../scope/items.ts';
import { keywordOf, namesOf } from '../scope/keywords.ts';
import type { Spot } from '../scope/spot.ts';
import type { Spots } from '../scope/spots.ts';

/** More at one place make no difference worth its cost. */
const MAX_SCHEMAS = 24;

/** All schemas that may apply at the same place. */
export function applicableTo(schemas: readonly Spot[], spots: Spots): readonly Spot[] {
  const seen = new Set(schemas);
  for (const spot of seen) {
    if (seen.size > MAX_SCHEMAS) break;
    for (const inner of inPlace(spot, { spots })) seen.add(inner);
  }
  return [...seen];
}

/** The schemas of a member; of patterns all, since a guess that is wrong costs one more try. */
export const memberSchemas = (schemas: readonly Spot[], name: string, spots: Spots): readonly Spot[] =>
  schemas.flatMap((spot) => {
    const table = keywordOf(spot.node, 'properties');
    if (isJsonObject(table) && Object.hasOwn(table, name)) return [spots.child(spot, 'properties', name)];
    const patterns = namesOf(spot.node, 'patternProperties');
    if (patterns.length > 0) return patterns.map((pattern) => spots.child(spot, 'patternProperties', pattern));
    return isJsonObject(keywordOf(spot.node, 'additionalProperties'))
      ? [spots.child(spot, 'additionalProperties')]
      : [];
  });

/** The schemas of an item. */
export const itemSchemas = (schemas: readonly Spot[], at: number, spots: Spots): readonly Spot[] =>
  schemas.flatMap((spot) => {
    const { prefix, rest } = itemLayout(spot.node);
    const tokens = prefix[at] ?? rest;
    return tokens ? [spots.child(spot, ...tokens)] : [];
  });
