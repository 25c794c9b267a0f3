import type { Engine } from '../containment/engine.ts';
import { inPlace } from '../containment/in-place.ts';
import { itemLayout, keywordOf, namesOf } from '../containment/keywords.ts';
import type { Spot } from '../containment/spots.ts';
import { isJsonObject } from '../schema/json.ts';
import { extendPointer, pointerTokens } from '../schema/pointer.ts';

const MAX_FIELDS = 300;

/** All schemas that may apply at the same place of a record. */
export function atSamePlace(places: readonly Spot[], engine: Engine): ReadonlySet<Spot> {
  const seen = new Set(places);
  for (const spot of seen) for (const inner of inPlace(spot, engine)) seen.add(inner);
  return seen;
}

/** The schemas of a member, or of the items for `*`. */
export const stepInto = (places: Iterable<Spot>, token: string, { spots }: Engine): readonly Spot[] =>
  [...places].flatMap((spot) => {
    const { prefix, rest } = itemLayout(spot.node);
    if (token === '*') return [...prefix, ...(rest ? [rest] : [])].map((tokens) => spots.child(spot, ...tokens));
    if (namesOf(spot.node, 'properties').includes(token)) return [spots.child(spot, 'properties', token)];
    return isJsonObject(keywordOf(spot.node, 'additionalProperties'))
      ? [spots.child(spot, 'additionalProperties')]
      : [];
  });

/** Pointers of the members that a schema declares beneath a place, without going round in its recursion. */
export function declaredBeneath(pointer: string, root: Spot, engine: Engine): readonly string[] {
  let start: readonly Spot[] = [root];
  for (const token of pointerTokens(pointer)) start = stepInto(atSamePlace(start, engine), token, engine);
  const found: string[] = [];
  const open: { at: string; places: readonly Spot[]; above: ReadonlySet<Spot> }[] = [
    { at: pointer, places: start, above: new Set() },
  ];
  for (const { at, places, above } of open) {
    const here = atSamePlace(places, engine);
    if ([...here].some((spot) => above.has(spot))) continue;
    const inner = new Set([...above, ...here]);
    const tokens = new Set([...here].flatMap(({ node }) => namesOf(node, 'properties')));
    if ([...here].some(({ node }) => itemLayout(node).rest || itemLayout(node).prefix.length > 0)) tokens.add('*');
    for (const token of tokens) {
      const place = extendPointer(at, [token]);
      if (token !== '*') found.push(place);
      if (found.length >= MAX_FIELDS) return found;
      open.push({ at: place, places: stepInto(here, token, engine), above: inner });
    }
  }
  return found;
}
