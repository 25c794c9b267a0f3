import type { Engine } from '../containment/engine.ts';
import { inPlace } from '../containment/scope/in-place.ts';
import { itemLayout } from '../containment/scope/items.ts';
import { keywordOf, listsName, namesOf } from '../containment/scope/keywords.ts';
import { namedBy } from '../containment/scope/named-by.ts';
import type { SchemaInScope } from '../containment/scope/schema-in-scope.ts';
import { isJsonObject } from '../schema/json.ts';
import { extendPointer, pointerTokens } from '../schema/pointer.ts';

const MAX_FIELDS = 300;

/** A place of records that a schema describes. */
export interface DescribedPlace {
  readonly pointer: string;
  /** All schemas that may apply there. */
  readonly here: ReadonlySet<SchemaInScope>;
  /** The place that it is a member or an item of. */
  readonly parent?: DescribedPlace;
}

/** All schemas that may apply at the same place of a record. */
export function atSamePlace(places: readonly SchemaInScope[], engine: Engine): ReadonlySet<SchemaInScope> {
  const seen = new Set(places);
  for (const scoped of seen) for (const inner of inPlace(scoped, engine)) seen.add(inner);
  return seen;
}

/** The schemas of a member, or of the items for `*`. */
export const stepInto = (places: Iterable<SchemaInScope>, token: string, { graph }: Engine): readonly SchemaInScope[] =>
  [...places].flatMap((scoped) => {
    if (token === '*') return itemTokens(scoped).map((tokens) => graph.child(scoped, ...tokens));
    if (listsName(scoped.node, 'properties', token)) return [graph.child(scoped, 'properties', token)];
    const rest = REST.find((keyword) => isJsonObject(keywordOf(scoped.node, keyword)));
    return rest === undefined ? [] : [graph.child(scoped, rest)];
  });

/** The schemas of the members that a schema does not name, nearest first. */
const REST = ['additionalProperties', 'unevaluatedProperties'];

/** The keywords of a schema that describe its items. */
function itemTokens({ node }: SchemaInScope): readonly (readonly string[])[] {
  const { prefix, rest } = itemLayout(node);
  const others = isJsonObject(keywordOf(node, 'unevaluatedItems')) ? [['unevaluatedItems']] : [];
  return [...prefix, ...(rest ? [rest] : []), ...others];
}

/** The schemas that describe a place, without those that apply in place within them. */
export function schemasAt(pointer: string, root: SchemaInScope, engine: Engine): readonly SchemaInScope[] {
  let places: readonly SchemaInScope[] = [root];
  for (const token of pointerTokens(pointer)) places = stepInto(atSamePlace(places, engine), token, engine);
  return places;
}

/** The place and all that a schema declares below it, from the top, without going round in its recursion. */
function placesFrom(pointer: string, root: SchemaInScope, engine: Engine): Generator<DescribedPlace> {
  return walk(pointer, root, engine, (here, above) => [...here].some((scoped) => above.has(scoped)));
}

/** The places of a schema, those alone that other schemas describe than any place nearer to the top. */
export function distinctPlaces(root: SchemaInScope, engine: Engine): Generator<DescribedPlace> {
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
  root: SchemaInScope,
  engine: Engine,
  isKnown: (here: ReadonlySet<SchemaInScope>, above: ReadonlySet<SchemaInScope>) => boolean,
): Generator<DescribedPlace> {
  const top: DescribedPlace = { pointer, here: atSamePlace(schemasAt(pointer, root, engine), engine) };
  yield top;
  const open: { place: DescribedPlace; above: ReadonlySet<SchemaInScope> }[] = [{ place: top, above: new Set() }];
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

function tokensOf(here: ReadonlySet<SchemaInScope>): ReadonlySet<string> {
  const tokens = new Set([...here].flatMap((scoped) => [...namesOf(scoped.node, 'properties'), ...namedBy(scoped)]));
  if ([...here].some((scoped) => itemTokens(scoped).length > 0)) tokens.add('*');
  return tokens;
}

/** Pointers of the members that a schema declares below a place. */
export function declaredBeneath(pointer: string, root: SchemaInScope, engine: Engine): readonly string[] {
  const found: string[] = [];
  for (const { pointer: at, parent } of placesFrom(pointer, root, engine)) {
    if (parent && !at.endsWith('/*')) found.push(at);
    if (found.length >= MAX_FIELDS) break;
  }
  return found;
}
