import type { NamePatterns } from '../../containment/strings/name-patterns.ts';
import type { SchemaLocation } from '../../schema/document.ts';
import type { SchemaNode } from '../schema-node.ts';
import type { TypeSet } from '../values/type-set.ts';
import { type Condition, conditionsOf } from './object-view.ts';
import { alignBranches, type UnionDifference } from './pair-branches.ts';
import { type Crossing, matchProperties, type PropertyPair } from './pair-properties.ts';
import type { Shapes } from './shapes.ts';

/** The input of a rule: the old and the new schema at one place, wherever in the record that is. */
export interface Pair {
  readonly old: SchemaNode;
  readonly next: SchemaNode;
  /** The types of the whole place, unions included; `undefined` is any type. */
  readonly types: { readonly before: TypeSet | undefined; readonly after: TypeSet | undefined };
  readonly properties: readonly PropertyPair[];
  readonly crossings: readonly Crossing[];
  readonly unions: readonly UnionDifference[];
  readonly conditions: ConditionDifference;
  readonly shapes: Shapes;
}

interface ConditionDifference {
  readonly added: readonly Condition[];
  readonly removed: readonly Condition[];
}

/** Branches that belong together; a side may say nothing. */
export type MatchedBranch = readonly [SchemaLocation | undefined, SchemaLocation | undefined];

interface Sides {
  readonly old: SchemaNode;
  readonly next: SchemaNode;
  readonly shapes: Shapes;
  readonly patterns: NamePatterns;
}

/** Compares two nodes as far as one place goes; `branches` are to be compared at the same place. */
export function alignNodes(sides: Sides): { readonly pair: Pair; readonly branches: readonly MatchedBranch[] } {
  const { shapes, patterns } = sides;
  const { old, next, differences, matched } = alignBranches(sides);
  const ofAbsorbed = differences.filter(({ isAbsorbed }) => isAbsorbed);
  const absorbed = {
    old: ofAbsorbed.flatMap(({ removed }) => removed),
    next: ofAbsorbed.flatMap(({ added }) => added),
  };
  const conditions = matchConditions(shapes, conditionsOf(old), conditionsOf(next));
  const canBeObject = old.canBe('object') && next.canBe('object');
  const pair: Pair = {
    old,
    next,
    types: { before: sides.old.types, after: sides.next.types },
    ...(canBeObject ? matchProperties({ old, next, shapes, patterns, absorbed }) : { properties: [], crossings: [] }),
    unions: differences,
    conditions: conditions.difference,
    shapes,
  };
  return { pair, branches: [...matched, ...conditions.matched] };
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

interface MatchedConditions {
  readonly difference: ConditionDifference;
  readonly matched: readonly MatchedBranch[];
}

/** Conditions of the same `if` are compared branch by branch; the others were added or removed as a whole. */
function matchConditions(shapes: Shapes, before: readonly Condition[], after: readonly Condition[]): MatchedConditions {
  const added = [...after];
  const removed: Condition[] = [];
  const matched: MatchedBranch[] = [];
  for (const condition of before) {
    const at = added.findIndex((other) => shapes.isSame(condition.condition, other.condition));
    const partner = added[at];
    if (!partner) removed.push(condition);
    else {
      added.splice(at, 1);
      matched.push(
        [condition.condition, partner.condition],
        [condition.then, partner.then],
        [condition.otherwise, partner.otherwise],
      );
    }
  }
  return { difference: { added, removed }, matched: matched.filter(([left, right]) => left ?? right) };
}
