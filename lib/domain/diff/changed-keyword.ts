import { jsonEquals } from '../schema/canonical.ts';
import type { SchemaLocation } from '../schema/document.ts';
import type { JsonValue } from '../schema/json.ts';
import { haveSameClasses, type Pair } from './pair.ts';
import { constraintSeverity, type Finding, show } from './rule.ts';

/** An annotation whose value differs, came or went. */
export function findChangedAnnotation({ old, next }: Pair, keyword: string): readonly Finding[] {
  const [before, after] = [old.first(keyword), next.first(keyword)];
  if (before === undefined ? after === undefined : after !== undefined && jsonEquals(before, after)) return [];
  return [
    {
      schemaPointer: (after === undefined ? old : next).pointerOf(keyword),
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
      what: `${keyword} changed from ${show(before)} to ${show(after)}`,
    },
  ];
}

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
