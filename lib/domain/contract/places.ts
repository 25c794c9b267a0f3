import type { Engine } from '../containment/engine.ts';
import { inPlace } from '../containment/scope/in-place.ts';
import { itemLayout } from '../containment/scope/items.ts';
import { keywordOf, listsName, namesOf } from '../containment/scope/keywords.ts';
import { namedBy } from '../containment/scope/named-by.ts';
import type { Spot } from '../containment/scope/spot.ts';
import { isJsonObject } from '../schema/json.ts';
import { extendPointer, pointerTokens } from '../schema/pointer.ts';

const MAX_FIELDS = 300;

/** A place of records that a schema describes. */
export interface DescribedPlace {
  readonly pointer: string;
  /** All schemas that may apply there. */
  readonly here: ReadonlySet<Spot>;
  /** The place that it is a member or an item of. */
  readonly parent?: DescribedPlace;
}

/** All schemas that may apply at the same place of a record. */
export function atSamePlace(places: readonly Spot[], engine: Engine): ReadonlySet<Spot> {
  const seen = new Set(places);
  for (const spot of seen) for (const inner of inPlace(spot, engine)) seen.add(inner);
  return seen;
}

/** The schemas of a member, or of the items for `*`. */
export const stepInto = (places: Iterable<Spot>, token: string, { spots }: Engine): readonly Spot[] =>
  [...places].flatMap((spot) => {
    if (token === '*') return itemTokens(spot).map((tokens) => spots.child(spot, ...tokens));
    if (listsName(spot.node, 'properties', token)) return [spots.child(spot, 'properties', token)];
    const rest = REST.find((keyword) => isJsonObject(keywordOf(spot.node, keyword)));
    return rest === undefined ? [] : [spots.child(spot, rest)];
  });

/** What describes the members that a schema does not name, nearest first. */
const REST = ['additionalProperties', 'unevaluatedProperties'];

/** The keywords of a schema that describe its items. */
function itemTokens({ node }: Spot): readonly (readonly string[])[] {
  const { prefix, rest } = itemLayout(node);
  const others = isJsonObject(keywordOf(node, 'unevaluatedItems')) ? [['unevaluatedItems']] : [];
  return [...prefix, ...(rest ? [rest] : []), ...others];
}

/** The schemas that describe a place, without those that apply in place within them. */
export function schemasAt(pointer: string, root: Spot, engine: Engine): readonly Spot[] {
  let places: readonly Spot[] = [root];
  for (const token of pointerTokens(pointer)) places = stepInto(atSamePlace(places, engine), token, engine);
  return places;
}

/** The place and all that a schema declares beneath it, from the top, without going round in its recursion. */
function placesFrom(pointer: string, root: Spot, engine: Engine): Generator<DescribedPlace> {
  return walk(pointer, root, engine, (here, above) => [...here].some((spot) => above.has(spot)));
}

/** The places of a schema, those alone that other schemas describe than any place nearer to the top. */
export function distinctPlaces(root: Spot, engine: Engine): Generator<DescribedPlace> {
  const seen = new Set<string>();
  return walk('', root, engine, (here) => {
    const key = [...here]
      .map(({ id }) => id)
      .sort((a, b) => a - b)
      .join();
    if (seen.has(key)) return true;
    seen.add(key);
    return false;
  });
}

function* walk(
  pointer: string,
  root: Spot,
  engine: Engine,
  isKnown: (here: ReadonlySet<Spot>, above: ReadonlySet<Spot>) => boolean,
): Generator<DescribedPlace> {
  const top: DescribedPlace = { pointer, here: atSamePlace(schemasAt(pointer, root, engine), engine) };
  yield top;
  const open: { place: DescribedPlace; above: ReadonlySet<Spot> }[] = [{ place: top, above: new Set() }];
  for (const { place, above } of open) {
    const { here } = place;
    if (isKnown(here, above)) continue;
    const inner = new Set([...above, ...here]);
    for (const token of tokensOf(here)) {
      engine.budget.spend(1);
      const next: DescribedPlace = {
        pointer: extendPointer(place.pointer, [token]),
        here: atSamePlace(stepInto(here, token, engine), engine),
        parent: place,
      };
      yield next;
      open.push({ place: next, above: inner });
    }
  }
}

function tokensOf(here: ReadonlySet<Spot>): ReadonlySet<string> {
  const tokens = new Set([...here].flatMap((spot) => [...namesOf(spot.node, 'properties'), ...namedBy(spot)]));
  if ([...here].some((spot) => itemTokens(spot).length > 0)) tokens.add('*');
  return tokens;
}

/** Pointers of the members that a schema declares beneath a place. */
export function declaredBeneath(pointer: string, root: Spot, engine: Engine): readonly string[] {
  const found: string[] = [];
  for (const { pointer: at, parent } of placesFrom(pointer, root, engine)) {
    if (parent && !at.endsWith('/*')) found.push(at);
    if (found.length >= MAX_FIELDS) break;
  }
  return found;
}
