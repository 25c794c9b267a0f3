import { canonicalJson } from '../../schema/canonical.ts';
import { isJsonArray, type JsonValue } from '../../schema/json.ts';
import type { Pair } from '../pair/pair.ts';
import type { SchemaNode } from '../schema-node.ts';
import { shareTypes } from './type-change.ts';

/** The values that a place is limited to, without null, by their canonical text. */
export interface FiniteValues {
  readonly values: ReadonlyMap<string, JsonValue>;
  /** Limited by `const` alone. */
  readonly isConstant: boolean;
}

export interface FiniteSides {
  readonly before: FiniteValues | undefined;
  readonly after: FiniteValues | undefined;
}

/** Both sides' values; neither if the types have nothing in common, since then every value changed. */
export const finiteSides = (pair: Pair): FiniteSides =>
  shareTypes(pair)
    ? { before: finiteValues(pair.old), after: finiteValues(pair.next) }
    : { before: undefined, after: undefined };

/** The values of `left` that `right` lacks; none if both are constants, which change as a whole. */
export function valuesOnlyIn(left: FiniteValues | undefined, right: FiniteValues | undefined): readonly JsonValue[] {
  if (!left || !right || (left.isConstant && right.isConstant)) return [];
  return [...left.values].filter(([text]) => !right.values.has(text)).map(([, value]) => value);
}

function finiteValues(node: SchemaNode): FiniteValues | undefined {
  const lists = [
    ...node.stated('enum').map(({ value }) => (isJsonArray(value) ? value : [])),
    ...node.stated('const').map(({ value }) => [value]),
  ];
  const [first, ...others] = lists.map((list) => new Map(list.map((value) => [canonicalJson(value), value])));
  if (!first) return undefined;
  // Whether null is among them is the nullability rules' business.
  const shared = [...first].filter(([text]) => text !== 'null' && others.every((other) => other.has(text)));
  return { values: new Map(shared), isConstant: node.stated('enum').length === 0 };
}
