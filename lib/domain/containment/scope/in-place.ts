import { isJsonArray, isJsonObject } from '../../schema/json.ts';
import { ITEM_KEYWORDS } from './items.ts';
import { hasKeyword, keywordOf } from './keywords.ts';
import type { Spot } from './spot.ts';
import type { Spots } from './spots.ts';

/** Whoever knows the schemas of a comparison: the engine, the compiler. */
interface InSpots {
  readonly spots: Spots;
}

/** The schemas that apply to the same value whenever a schema does. */
export const certainly = (spot: Spot, { spots }: InSpots): readonly Spot[] => [
  ...spots.references(spot).map(({ target }) => target),
  ...spots.branches(spot, 'allOf'),
];

/** The subschemas that may apply to the same value. */
export function inPlace(spot: Spot, { spots }: InSpots): readonly Spot[] {
  const { node } = spot;
  if (spot.isLeaf) return [];
  const found: Spot[] = [];
  for (const { target } of spots.references(spot)) found.push(target);
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) found.push(...spots.branches(spot, keyword));
  for (const keyword of ['if', 'then', 'else']) if (hasKeyword(node, keyword)) found.push(spots.child(spot, keyword));
  for (const keyword of ['dependentSchemas', 'dependencies']) {
    const table = keywordOf(node, keyword);
    if (isJsonObject(table))
      for (const name of Object.keys(table))
        if (!isJsonArray(table[name])) found.push(spots.child(spot, keyword, name));
  }
  return found;
}

const NAMING = ['properties', 'patternProperties', 'additionalProperties', 'unevaluatedProperties'];

interface EvaluatesOptions extends InSpots {
  readonly keyword?: 'unevaluatedProperties' | 'unevaluatedItems';
}

/** Whether a schema, or one that applies in place within it, evaluates names or items. */
export function evaluates(spot: Spot, options: EvaluatesOptions, seen = new Set<Spot>()): boolean {
  if (seen.has(spot)) return false;
  seen.add(spot);
  const own = options.keyword === 'unevaluatedItems' ? ITEM_KEYWORDS : NAMING;
  return (
    own.some((keyword) => hasKeyword(spot.node, keyword)) ||
    inPlace(spot, options).some((inner) => evaluates(inner, options, seen))
  );
}
