import { canonicalJson, jsonEquals } from '../../schema/canonical.ts';
import type { SchemaLocation } from '../../schema/document.ts';
import type { JsonValue } from '../../schema/json.ts';
import { haveSameClasses, type Pair } from '../pair/pair.ts';
import { constraintSeverity, type Finding, show } from '../rule.ts';
import type { SchemaNode, Stated } from '../schema-node.ts';

/**
 * An annotation whose value differs, came or went: the outermost one, which its reader sees, or else one of those that
 * are below it at the same place, in what it refers to or in a conjunct.
 */
export function findChangedAnnotation({ old, next }: Pair, keyword: string): readonly Finding[] {
  const { before, after } = changedStatements(old, next, keyword);
  if (!before && !after) return [];
  return [
    {
      schemaPointer: (after ?? before)?.pointer ?? next.pointer,
      ...(before ? { before: before.value } : {}),
      ...(after ? { after: after.value } : {}),
      what: `${keyword} changed from ${show(before?.value)} to ${show(after?.value)}`,
    },
  ];
}

interface ChangedStatements {
  readonly before?: Stated;
  readonly after?: Stated;
}

function changedStatements(old: SchemaNode, next: SchemaNode, keyword: string): ChangedStatements {
  const outermost = [old.stated(keyword)[0], next.stated(keyword)[0]] as const;
  const [before, after] = isSaidAlike(...outermost)
    ? [statedFirstIn(old, next, keyword), statedFirstIn(next, old, keyword)]
    : outermost;
  return { ...(before ? { before } : {}), ...(after ? { after } : {}) };
}

const isSaidAlike = (before: Stated | undefined, after: Stated | undefined): boolean =>
  before && after ? jsonEquals(before.value, after.value) : before === after;

const statedFirstIn = (node: SchemaNode, other: SchemaNode, keyword: string): Stated | undefined => {
  const theirs = new Set(other.stated(keyword).map(({ value }) => canonicalJson(value)));
  return node.stated(keyword).find(({ value }) => !theirs.has(canonicalJson(value)));
};

/** A schema-valued assertion (`not`, `contains` ...) that is no longer written alike, came or went. */
export function findChangedConstraint(pair: Pair, keyword: string): readonly Finding[] {
  const { old, next, shapes } = pair;
  const [before, after] = [old.schemasAt(keyword), next.schemasAt(keyword)];
  if (haveSameClasses(shapes, before, after)) return [];
  const [left, right] = [schemaJson(before), schemaJson(after)];
  return [
    {
      schemaPointer: (right === undefined ? old : next).pointerOf(keyword),
      ...(left === undefined ? {} : { before: left }),
      ...(right === undefined ? {} : { after: right }),
      severity: constraintSeverity(left, right),
      what: `${keyword} ${left === undefined ? 'added' : right === undefined ? 'removed' : 'changed'}`,
    },
  ];
}

/** The schemas as a change holds them: the one, or a list of the conjuncts. */
export const schemaJson = (locations: readonly SchemaLocation[]): JsonValue | undefined =>
  locations.length > 1 ? locations.map(({ schema }) => schema) : locations[0]?.schema;

/** The schemas themselves, in their order: what a finding's `content` holds of them. */
export const schemasOf = (locations: readonly SchemaLocation[]): JsonValue => locations.map(({ schema }) => schema);
