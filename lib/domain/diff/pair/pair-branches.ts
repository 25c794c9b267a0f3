import type { SchemaDocument, SchemaLocation } from '../../schema/document.ts';
import { SchemaNode, type Union } from '../schema-node.ts';
import { intersectTypes, type TypeSet, withoutNull } from '../values/type-set.ts';
import { type Matching, matchBranches } from './match-branches.ts';
import { propertiesOf } from './object-view.ts';
import type { Shapes } from './shapes.ts';

/** The change of one union: its branches that the other side lacks. */
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
  const { old, next } = sides;
  const { pairs, before, after } = pairUnions(sides);
  const matched = pairs.flatMap(([left, right]) => matchIn(sides, left.branches, right.branches).matched);
  const [onlyBefore, onlyAfter] = [before[0], after[0]];
  if (onlyAfter && after.length === 1 && before.length === 0) return { ...absorb(sides, 'next', onlyAfter), matched };
  if (onlyBefore && before.length === 1 && after.length === 0) return { ...absorb(sides, 'old', onlyBefore), matched };
  const different: (readonly [SchemaLocation, SchemaLocation])[] = [];
  const differences = Array.from({ length: Math.max(before.length, after.length) }, (_, at): UnionDifference => {
    const pair = { before: before[at], after: after[at] };
    const branches = matchIn(sides, pair.before?.branches ?? [], pair.after?.branches ?? []);
    different.push(...branches.matched);
    return { ...pair, added: branches.added, removed: branches.removed, isAbsorbed: false };
  });
  return { old, next, differences, matched: [...matched, ...different] };
}

const matchIn = (
  { old, next, shapes }: Sides,
  before: readonly SchemaLocation[],
  after: readonly SchemaLocation[],
): Matching => matchBranches({ old: old.document, next: next.document, shapes }, before, after);

interface PairedUnions {
  /** Unions that assert the same: their forms may still differ in what no validator asserts. */
  readonly pairs: readonly (readonly [Union, Union])[];
  readonly before: readonly Union[];
  readonly after: readonly Union[];
}

function pairUnions({ old, next, shapes }: Sides): PairedUnions {
  const after = [...next.unions];
  const pairs: (readonly [Union, Union])[] = [];
  const before = old.unions.filter((union) => {
    const at = after.findIndex((other) => isSameUnion(shapes, union, other));
    const partner = after[at];
    if (partner) {
      after.splice(at, 1);
      pairs.push([union, partner]);
    }
    return !partner;
  });
  return { pairs, before, after };
}

function absorb(sides: Sides, side: 'old' | 'next', union: Union): Omit<BranchAlignment, 'matched'> {
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
  if (!chosen) return { old, next, differences: [difference] };
  const options = { pointer: holder.pointer, chosen: new Map([[union.pointer, chosen]]) };
  const narrowed = new SchemaNode(holder.document, holder.locations, options);
  const nodes = side === 'next' ? { old: plain, next: narrowed } : { old: narrowed, next: plain };
  return { ...nodes, differences: [difference] };
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
