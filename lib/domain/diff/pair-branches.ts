import type { SchemaDocument, SchemaLocation } from '../schema/document.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../schema/json.ts';
import { propertiesOf } from './object-view.ts';
import { SchemaNode, type Union } from './schema-node.ts';
import type { Shapes } from './shapes.ts';
import { intersectTypes, type TypeSet, withoutNull } from './type-set.ts';

/** What happened to one union: its branches that the other side lacks. */
export interface UnionDifference {
  readonly before: Union | undefined;
  readonly after: Union | undefined;
  readonly added: readonly SchemaLocation[];
  readonly removed: readonly SchemaLocation[];
  /** The side without a union is one branch of the other side's: `X` became `anyOf: [X, Y]`. */
  readonly isAbsorbed: boolean;
}

export interface BranchAlignment {
  readonly old: SchemaNode;
  readonly next: SchemaNode;
  readonly differences: readonly UnionDifference[];
  readonly matched: readonly (readonly [SchemaLocation, SchemaLocation])[];
}

interface Sides {
  readonly old: SchemaNode;
  readonly next: SchemaNode;
  readonly shapes: Shapes;
}

/** Aligns the `anyOf` and `oneOf` of two nodes, branch by branch. */
export function alignBranches(sides: Sides): BranchAlignment {
  const { old, next, shapes } = sides;
  const before = old.unions.filter((union) => !next.unions.some((other) => isSameUnion(shapes, union, other)));
  const after = next.unions.filter((union) => !old.unions.some((other) => isSameUnion(shapes, other, union)));
  const [onlyBefore, onlyAfter] = [before[0], after[0]];
  if (onlyAfter && after.length === 1 && before.length === 0) return absorb(sides, 'next', onlyAfter);
  if (onlyBefore && before.length === 1 && after.length === 0) return absorb(sides, 'old', onlyBefore);
  const matched: (readonly [SchemaLocation, SchemaLocation])[] = [];
  const differences = Array.from({ length: Math.max(before.length, after.length) }, (_, at): UnionDifference => {
    const pair = { before: before[at], after: after[at] };
    const branches = matchBranches(sides, pair.before?.branches ?? [], pair.after?.branches ?? []);
    matched.push(...branches.matched);
    return { ...pair, added: branches.added, removed: branches.removed, isAbsorbed: false };
  });
  return { old, next, differences, matched };
}

function absorb(sides: Sides, side: 'old' | 'next', union: Union): BranchAlignment {
  const { old, next } = sides;
  const [holder, plain] = side === 'next' ? [next, old] : [old, next];
  const chosen = chooseBranch(sides, side, union);
  const others = union.branches.filter((branch) => branch !== chosen);
  const difference: UnionDifference = {
    before: side === 'old' ? union : undefined,
    after: side === 'next' ? union : undefined,
    added: side === 'next' ? others : [],
    removed: side === 'old' ? others : [],
    isAbsorbed: chosen !== undefined,
  };
  if (!chosen) return { old, next, differences: [difference], matched: [] };
  const options = { pointer: holder.pointer, chosen: new Map([[union.pointer, chosen]]) };
  const narrowed = new SchemaNode(holder.document, holder.locations, options);
  const nodes = side === 'next' ? { old: plain, next: narrowed } : { old: narrowed, next: plain };
  return { ...nodes, differences: [difference], matched: [] };
}

/** The branch that the plain side was: written alike, else the only one of its types, else the one with most of its names. */
function chooseBranch({ old, next, shapes }: Sides, side: 'old' | 'next', union: Union): SchemaLocation | undefined {
  const plain = side === 'next' ? old : next;
  const [location] = plain.locations;
  const alike = union.branches.find((branch) =>
    location && plain.locations.length === 1
      ? side === 'next'
        ? shapes.isSame(location, branch)
        : shapes.isSame(branch, location)
      : false,
  );
  if (alike || !plain.types) return alike;
  const holder = side === 'next' ? next : old;
  const ofItsTypes = union.branches.filter((branch) => {
    const { types } = new SchemaNode(holder.document, [branch]);
    return types !== undefined && intersectTypes(withoutNull(types), plain.types)?.size !== 0;
  });
  return ofItsTypes.length === 1 ? ofItsTypes[0] : nearestByNames(plain, ofItsTypes, holder.document);
}

function nearestByNames(
  plain: SchemaNode,
  branches: readonly SchemaLocation[],
  document: SchemaDocument,
): SchemaLocation | undefined {
  const names = [...propertiesOf(plain).keys()];
  const ranked = branches
    .map((branch) => {
      const declared = propertiesOf(new SchemaNode(document, [branch]));
      return { branch, shared: names.filter((name) => declared.has(name)).length };
    })
    .sort((left, right) => right.shared - left.shared);
  const [best, second] = ranked;
  return best && best.shared > (second?.shared ?? 0) ? best.branch : undefined;
}

interface Matching {
  readonly matched: readonly (readonly [SchemaLocation, SchemaLocation])[];
  readonly added: readonly SchemaLocation[];
  readonly removed: readonly SchemaLocation[];
}

type Key = (node: SchemaNode, location: SchemaLocation) => string | undefined;

/** By what is written alike first, then by discriminant, name and types; a last one on each side is a pair as well. */
function matchBranches(
  { old, next, shapes }: Sides,
  before: readonly SchemaLocation[],
  after: readonly SchemaLocation[],
): Matching {
  const sameClass = pairUp(
    before.map((location) => ({ location, key: keyOfClass(shapes.classOf('old', location)) })),
    after.map((location) => ({ location, key: keyOfClass(shapes.classOf('next', location)) })),
    false,
  );
  // Branches that are written alike hold nothing to compare.
  let open = { removed: sameClass.removed, added: sameClass.added };
  const matched: (readonly [SchemaLocation, SchemaLocation])[] = [];
  for (const key of [keyOfDiscriminant, keyOfName, keyOfTypes] satisfies readonly Key[]) {
    const step = pairUp(
      open.removed.map((location) => ({ location, key: key(new SchemaNode(old.document, [location]), location) })),
      open.added.map((location) => ({ location, key: key(new SchemaNode(next.document, [location]), location) })),
      true,
    );
    matched.push(...step.matched);
    open = step;
  }
  const [lastBefore, lastAfter] = [open.removed[0], open.added[0]];
  if (lastBefore && lastAfter && open.removed.length === 1 && open.added.length === 1)
    return { matched: [...matched, [lastBefore, lastAfter]], added: [], removed: [] };
  return { matched, added: open.added, removed: open.removed };
}

interface Keyed {
  readonly location: SchemaLocation;
  readonly key: string | undefined;
}

/** `isStrict`: a key must be unique on both sides to make a pair. */
function pairUp(before: readonly Keyed[], after: readonly Keyed[], isStrict: boolean): Matching {
  const waiting = groupByKey(after);
  const counts = groupByKey(before);
  const matched: (readonly [SchemaLocation, SchemaLocation])[] = [];
  const removed: SchemaLocation[] = [];
  const taken = new Set<SchemaLocation>();
  for (const { location, key } of before) {
    const candidates = key === undefined ? undefined : waiting.get(key);
    const isUnique = candidates?.length === 1 && counts.get(key ?? '')?.length === 1;
    const partner = candidates && (!isStrict || isUnique) ? candidates.shift() : undefined;
    if (partner) {
      matched.push([location, partner]);
      taken.add(partner);
    } else removed.push(location);
  }
  return { matched, removed, added: after.map(({ location }) => location).filter((location) => !taken.has(location)) };
}

function groupByKey(keyed: readonly Keyed[]): Map<string, SchemaLocation[]> {
  const groups = new Map<string, SchemaLocation[]>();
  for (const { location, key } of keyed) {
    if (key === undefined) continue;
    const known = groups.get(key);
    if (known) known.push(location);
    else groups.set(key, [location]);
  }
  return groups;
}

const keyOfClass = (found: number | undefined): string | undefined => (found === undefined ? undefined : String(found));

/** The properties that only one value fits, e.g. `{kind: {const: card}}`. */
const keyOfDiscriminant: Key = (node) => {
  const fixed = [...propertiesOf(node)].flatMap(([name, locations]) => {
    const value = locations.map(({ schema }) => (isJsonObject(schema) ? soleValue(schema) : undefined)).find(isString);
    return value === undefined ? [] : [`${JSON.stringify(name)}:${JSON.stringify(value)}`];
  });
  return fixed.length > 0 ? fixed.sort().join(',') : undefined;
};

function soleValue(schema: { readonly [name: string]: JsonValue }): JsonValue | undefined {
  if (schema['const'] !== undefined) return schema['const'];
  const values = schema['enum'];
  return isJsonArray(values) && values.length === 1 ? values[0] : undefined;
}

const isString = (value: JsonValue | undefined): value is string => typeof value === 'string';

const keyOfName: Key = (node, { schema }) => {
  const reference = isJsonObject(schema) ? schema['$ref'] : undefined;
  const title = node.first('title');
  if (typeof title === 'string') return `title ${title}`;
  return typeof reference === 'string' ? `name ${reference.slice(reference.lastIndexOf('/') + 1)}` : undefined;
};

const keyOfTypes: Key = ({ types }) => (types ? namesOf(types) : undefined);
const namesOf = (types: TypeSet): string => [...types].sort().join(',');

function isSameUnion(shapes: Shapes, old: Union, next: Union): boolean {
  if (old.kind !== next.kind || old.branches.length !== next.branches.length) return false;
  const classes = [
    old.branches.map((branch) => shapes.classOf('old', branch)),
    next.branches.map((branch) => shapes.classOf('next', branch)),
  ];
  if (classes.flat().includes(undefined)) return false;
  const [before, after] = classes.map((side) => side.map(String).sort().join());
  return before === after;
}

/** Whether a branch is of types that the other side does not have at all: then the type rules speak of it. */
export function bringsTypes(document: SchemaDocument, branch: SchemaLocation, others: TypeSet | undefined): boolean {
  const { types } = new SchemaNode(document, [branch]);
  return types !== undefined && others !== undefined && intersectTypes(types, others)?.size === 0;
}
