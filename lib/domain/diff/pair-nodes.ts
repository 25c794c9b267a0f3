import { distance } from 'fastest-levenshtein';
import type { SchemaDocument, SchemaLocation } from '../schema/document.ts';
import { extendPointer } from '../schema/pointer.ts';
import {
  additionalOf,
  type Condition,
  conditionsOf,
  dependenciesOf,
  itemsOf,
  patternsOf,
  propertiesOf,
  requiredOf,
} from './object-view.ts';
import { alignBranches, type UnionDifference } from './pair-branches.ts';
import { SchemaNode } from './schema-node.ts';
import { Shapes } from './shapes.ts';
import type { TypeSet } from './type-set.ts';

/** One name of an object, before and after; a side is absent where the name is neither declared nor required. */
export interface PropertyPair {
  readonly name: string;
  readonly before: SidedProperty | undefined;
  readonly after: SidedProperty | undefined;
  /** The new name of a property that went, where one of the same schema came. */
  readonly renamedTo?: string;
  readonly renamedFrom?: string;
}

export interface SidedProperty {
  readonly isRequired: boolean;
  readonly locations: readonly SchemaLocation[];
  /** Where it stands in its schema. */
  readonly pointer: string;
}

/** What a rule sees: one place of the record, as the old and the new schema describe it. */
export interface Pair {
  readonly old: SchemaNode;
  readonly next: SchemaNode;
  /** Record pointer; `*` stands for any array item and for any member of a map. */
  readonly pointer: string;
  readonly parent?: Pair;
  /** The types of the whole place, unions included; `undefined` is any type. */
  readonly types: { readonly before: TypeSet | undefined; readonly after: TypeSet | undefined };
  /** Inside a branch of a union or condition: what holds here need not hold for the place as a whole. */
  readonly isBranch: boolean;
  readonly properties: readonly PropertyPair[];
  readonly unions: readonly UnionDifference[];
  readonly conditions: ConditionDifference;
  readonly shapes: Shapes;
}

export interface ConditionDifference {
  readonly added: readonly Condition[];
  readonly removed: readonly Condition[];
}

export interface AlignedPairs {
  readonly pairs: readonly Pair[];
  /** The limit was reached: places beyond it were not compared. */
  readonly isTruncated: boolean;
}

const MAX_PAIRS = 20_000;

/**
 * Aligns two schemas place by place, breadth first, through references, `allOf`, nullable forms and matching branches.
 * What is written alike on both sides is left out with all beneath it. A reference that leads back to a pair above ends
 * there; a definition that is used in many places is visited in each, up to 20,000 pairs.
 */
export function pairNodes(old: SchemaDocument, next: SchemaDocument): AlignedPairs {
  const documents = { old, next };
  const walk: Walk = { whole: new Shapes(documents, 'whole'), shapes: new Shapes(documents, 'assertions') };
  const root = { old: new SchemaNode(old, [old.root]), next: new SchemaNode(next, [next.root]) };
  const open: Step[] = [{ ...root, pointer: '', isBranch: false }];
  const pairs: Pair[] = [];
  // An index, not a shift(): the queue of a wide schema is long.
  for (let at = 0; at < open.length; at++) {
    const step = open[at];
    if (!step || isRepeated(step)) continue;
    // The root is always visited: a change of draft alone shows nowhere else.
    if (step.parent && haveSameClasses(walk.whole, step.old.locations, step.next.locations)) continue;
    if (pairs.length >= MAX_PAIRS) return { pairs, isTruncated: true };
    const { pair, inner } = openPair(walk, step);
    pairs.push(pair);
    open.push(...inner);
  }
  return { pairs, isTruncated: false };
}

interface Walk {
  readonly whole: Shapes;
  readonly shapes: Shapes;
}

type Step = Pick<Pair, 'old' | 'next' | 'pointer' | 'parent' | 'isBranch'>;

function openPair({ shapes }: Walk, step: Step): { readonly pair: Pair; readonly inner: readonly Step[] } {
  const branches = alignBranches({ old: step.old, next: step.next, shapes });
  const { old, next } = branches;
  const conditions = matchConditions(shapes, conditionsOf(old), conditionsOf(next));
  const canBeObject = old.canBe('object') && next.canBe('object');
  const pair: Pair = {
    ...step,
    old,
    next,
    types: { before: step.old.types, after: step.next.types },
    properties: canBeObject ? matchProperties(shapes, old, next) : [],
    unions: branches.differences,
    conditions: conditions.difference,
    shapes,
  };
  const wholes: Beneath[] = [
    ...(canBeObject ? membersBeneath(pair) : []),
    ...(old.canBe('array') && next.canBe('array') ? itemsBeneath(pair) : []),
  ];
  const parts = [...branches.matched, ...conditions.matched].map(
    ([before, after]): Beneath => ({
      before: before ? [before] : [],
      after: after ? [after] : [],
      tokens: [],
      isBranch: true,
    }),
  );
  return { pair, inner: [...wholes, ...parts].map((beneath) => stepInto(pair, beneath)) };
}

interface Beneath {
  readonly before: readonly SchemaLocation[];
  readonly after: readonly SchemaLocation[];
  /** From the pair's record pointer. */
  readonly tokens: readonly string[];
  readonly isBranch?: boolean;
}

const stepInto = (parent: Pair, { before, after, tokens, isBranch = false }: Beneath): Step => ({
  old: new SchemaNode(parent.old.document, before, { pointer: parent.old.pointer }),
  next: new SchemaNode(parent.next.document, after, { pointer: parent.next.pointer }),
  pointer: extendPointer(parent.pointer, tokens),
  isBranch: isBranch || parent.isBranch,
  parent,
});

function membersBeneath({ old, next, properties }: Pair): readonly Beneath[] {
  const declared = properties.flatMap(({ name, before, after }) =>
    before && after ? [{ before: before.locations, after: after.locations, tokens: [name] }] : [],
  );
  const renamed = properties.flatMap(({ before, renamedTo }) => {
    const partner = properties.find((property) => property.name === renamedTo);
    return before && partner?.after
      ? [{ before: before.locations, after: partner.after.locations, tokens: [partner.name] }]
      : [];
  });
  const [patterns, otherPatterns] = [patternsOf(old), patternsOf(next)];
  const matching = [...patterns].flatMap(([pattern, before]) => {
    const after = otherPatterns.get(pattern);
    return after ? [{ before, after, tokens: ['*'] }] : [];
  });
  const [before, after] = [additionalOf(old), additionalOf(next)];
  const isMap = !before.isClosed && !after.isClosed && (before.isStated || after.isStated);
  const map = isMap ? [{ before: before.locations, after: after.locations, tokens: ['*'] }] : [];
  return [...declared, ...renamed, ...matching, ...map];
}

function itemsBeneath({ old, next }: Pair): readonly Beneath[] {
  const [before, after] = [itemsOf(old), itemsOf(next)];
  const length = Math.max(before.prefix.length, after.prefix.length);
  // Position `length` stands for the rest.
  return Array.from({ length: length + 1 }, (_, at) => at).flatMap((at) => {
    const [left, right] = [before, after].map((side) => {
      const position = side.prefix[at];
      if (position) return { locations: position, isClosed: false };
      return side.rest;
    });
    if (!left || !right || left.isClosed || right.isClosed) return [];
    return [{ before: left.locations, after: right.locations, tokens: ['*'] }];
  });
}

/** Whether each schema of one side is written like one of the other. */
export function haveSameClasses(
  shapes: Shapes,
  before: readonly SchemaLocation[],
  after: readonly SchemaLocation[],
): boolean {
  if (before.length !== after.length) return false;
  const [left, right] = [
    before.map((location) => shapes.classOf('old', location)),
    after.map((location) => shapes.classOf('next', location)),
  ];
  return !left.includes(undefined) && left.map(String).sort().join() === right.map(String).sort().join();
}

function isRepeated(step: Step): boolean {
  const key = keyOf(step);
  for (let above = step.parent; above; above = above.parent) if (keyOf(above) === key) return true;
  return false;
}

const PASSING = new Set(['$ref', 'allOf', '$schema', '$id', '$defs', 'definitions', '$comment']);

/** Names a pair by what its places say themselves, so that a way through a `$ref` more makes no other pair. */
function keyOf({ old, next }: Pick<Pair, 'old' | 'next'>): string {
  const sides = [old, next].map(({ parts }) =>
    parts
      .filter(({ schema }) => Object.keys(schema).some((keyword) => !PASSING.has(keyword)))
      .map(({ location }) => location.pointer)
      .join(' '),
  );
  return sides.join('\n');
}

function matchProperties(shapes: Shapes, old: SchemaNode, next: SchemaNode): readonly PropertyPair[] {
  const [before, after] = [sidesOf(old), sidesOf(next)];
  const names = [...new Set([...before.keys(), ...after.keys()])];
  // A property that only moved into a branch is the branch's business: it was neither removed nor added.
  const [hiddenBefore, hiddenAfter] = [namesInBranches(old), namesInBranches(next)];
  const pairs = names
    .map((name): PropertyPair => ({ name, before: before.get(name), after: after.get(name) }))
    .filter(({ name, ...side }) => side.before || !hiddenBefore.has(name))
    .filter(({ name, ...side }) => side.after || !hiddenAfter.has(name));
  const renames = findRenames(shapes, pairs);
  const origins = new Map([...renames].map(([from, to]) => [to, from]));
  return pairs.map((pair) => {
    const [renamedTo, renamedFrom] = [renames.get(pair.name), origins.get(pair.name)];
    if (!pair.after && renamedTo !== undefined) return { ...pair, renamedTo };
    return !pair.before && renamedFrom !== undefined ? { ...pair, renamedFrom } : pair;
  });
}

function sidesOf(node: SchemaNode): ReadonlyMap<string, SidedProperty> {
  const [declared, required] = [propertiesOf(node), requiredOf(node)];
  const names = new Set([...declared.keys(), ...required]);
  return new Map(
    [...names].map((name) => {
      const locations = declared.get(name) ?? [];
      const pointer = locations[0]?.pointer ?? node.pointerOf('required');
      return [name, { isRequired: required.has(name), locations, pointer }];
    }),
  );
}

/** Names that the branches of unions, conditions and dependent schemas declare. */
function namesInBranches(node: SchemaNode): ReadonlySet<string> {
  const branches = [
    ...node.unions.flatMap((union) => union.branches),
    ...conditionsOf(node).flatMap(({ then, otherwise }) => [then, otherwise].filter((branch) => branch !== undefined)),
    ...[...dependenciesOf(node).values()].flatMap(({ schemas }) => schemas),
  ];
  return new Set(branches.flatMap((branch) => [...propertiesOf(new SchemaNode(node.document, [branch])).keys()]));
}

/** Old name to new name, where a property went and one that is written alike came. */
function findRenames(shapes: Shapes, pairs: readonly PropertyPair[]): ReadonlyMap<string, string> {
  const gone = pairs.filter(({ before, after }) => before && before.locations.length > 0 && !after);
  const come = pairs.filter(({ before, after }) => after && after.locations.length > 0 && !before);
  const renames = new Map<string, string>();
  const taken = new Set<string>();
  const isAlike = (left: PropertyPair, right: PropertyPair): boolean =>
    haveSameClasses(shapes, left.before?.locations ?? [], right.after?.locations ?? []);
  for (const property of gone) {
    const candidates = come.filter((other) => !taken.has(other.name) && isAlike(property, other));
    const rivals = gone.filter((other) => other !== property && candidates[0] && isAlike(other, candidates[0]));
    const partner = candidates.length === 1 && rivals.length === 0 ? candidates[0] : nearest(property.name, candidates);
    if (!partner) continue;
    renames.set(property.name, partner.name);
    taken.add(partner.name);
  }
  return renames;
}

/** The candidate whose name shares at least half of its letters with `name`; many properties are plain strings. */
function nearest(name: string, candidates: readonly PropertyPair[]): PropertyPair | undefined {
  const ranked = candidates
    .map((candidate) => ({
      candidate,
      far: distance(name, candidate.name) / Math.max(name.length, candidate.name.length),
    }))
    .sort((left, right) => left.far - right.far);
  return ranked[0] && ranked[0].far <= 0.5 ? ranked[0].candidate : undefined;
}

interface MatchedConditions {
  readonly difference: ConditionDifference;
  readonly matched: readonly (readonly [SchemaLocation | undefined, SchemaLocation | undefined])[];
}

/** Conditions of the same `if` are compared branch by branch; the others were added or removed as a whole. */
function matchConditions(shapes: Shapes, before: readonly Condition[], after: readonly Condition[]): MatchedConditions {
  const added = [...after];
  const removed: Condition[] = [];
  const matched: (readonly [SchemaLocation | undefined, SchemaLocation | undefined])[] = [];
  for (const condition of before) {
    const at = added.findIndex((other) => shapes.isSame(condition.condition, other.condition));
    const partner = added[at];
    if (!partner) removed.push(condition);
    else {
      added.splice(at, 1);
      matched.push([condition.then, partner.then], [condition.otherwise, partner.otherwise]);
    }
  }
  return { difference: { added, removed }, matched: matched.filter(([left, right]) => left ?? right) };
}
