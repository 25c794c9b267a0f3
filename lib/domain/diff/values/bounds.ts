import { ExactNumber, isJsonNumber, type JsonObject, type JsonValue } from '../../schema/json.ts';
import type { Pair } from '../pair/pair.ts';
import type { Finding } from '../rule.ts';
import type { SchemaNode } from '../schema-node.ts';
import { compareNumbers } from './compare-numbers.ts';

interface Bound {
  readonly value: number | ExactNumber;
  readonly isExclusive: boolean;
}
interface Bounds {
  readonly low: Bound | undefined;
  readonly high: Bound | undefined;
}

/** Two keywords that bound one quantity. `floor`: what the quantity has without the lower one, 0 for lengths and counts. */
interface Quantity {
  readonly name: string;
  readonly type: 'object' | 'array' | 'string' | 'number';
  readonly low: string;
  readonly high: string;
  readonly floor?: number;
}

/** Reports that the bounds of a quantity reach further than before, or less far, in one direction or both. */
export function findMovedBounds(pair: Pair, direction: 'widened' | 'narrowed', quantity: Quantity): readonly Finding[] {
  const { old, next } = pair;
  if (!old.canBe(quantity.type) || !next.canBe(quantity.type)) return [];
  const [before, after] = [boundsOf(old, quantity), boundsOf(next, quantity)];
  const [inner, outer] = direction === 'widened' ? [before, after] : [after, before];
  if (!reachesFurther(inner, outer)) return [];
  const keywords = [quantity.low, quantity.high, 'exclusiveMinimum', 'exclusiveMaximum'];
  return [
    {
      schemaPointer: next.pointerOf(...keywords.slice(0, quantity.type === 'number' ? 4 : 2)),
      before: toJson(before, quantity),
      after: toJson(after, quantity),
      what: `${quantity.name} ${direction} from ${interval(before)} to ${interval(after)}`,
    },
  ];
}

const reachesFurther = (inner: Bounds, outer: Bounds): boolean =>
  isLooser(inner.low, outer.low, 1) || isLooser(inner.high, outer.high, -1);

/** Whether `outer` admits values that `inner` does not; `sign` is 1 for lower bounds, -1 for upper ones. */
function isLooser(inner: Bound | undefined, outer: Bound | undefined, sign: 1 | -1): boolean {
  if (!inner) return false;
  if (!outer) return true;
  const order = sign * compareNumbers(outer.value, inner.value);
  return order < 0 || (order === 0 && inner.isExclusive && !outer.isExclusive);
}

function boundsOf(node: SchemaNode, quantity: Quantity): Bounds {
  return {
    low: tightest(node, { keyword: quantity.low, exclusive: 'exclusiveMinimum', sign: 1, quantity }),
    high: tightest(node, { keyword: quantity.high, exclusive: 'exclusiveMaximum', sign: -1, quantity }),
  };
}

interface Side {
  readonly keyword: string;
  readonly exclusive: string;
  readonly sign: 1 | -1;
  readonly quantity: Quantity;
}

function tightest(node: SchemaNode, { keyword, exclusive, sign, quantity }: Side): Bound | undefined {
  const isNumber = quantity.type === 'number';
  const plain = node.stated(keyword).flatMap(({ value, part }): Bound[] =>
    // Draft 4 says with a boolean beside it that the bound itself is excluded.
    isJsonNumber(value) ? [{ value, isExclusive: isNumber && part.schema[exclusive] === true }] : [],
  );
  const strict = (isNumber ? node.stated(exclusive) : []).flatMap(({ value }): Bound[] =>
    isJsonNumber(value) ? [{ value, isExclusive: true }] : [],
  );
  const bounds = [...plain, ...strict].filter(
    ({ value }) => sign < 0 || quantity.floor === undefined || compareNumbers(value, quantity.floor) > 0,
  );
  return bounds.reduce<Bound | undefined>(
    (best, bound) => (best === undefined || isLooser(bound, best, sign) ? bound : best),
    undefined,
  );
}

function toJson({ low, high }: Bounds, quantity: Quantity): JsonObject {
  const members: Record<string, JsonValue> = {};
  const exclusive = (keyword: string): string => `exclusive${keyword[0]?.toUpperCase()}${keyword.slice(1)}`;
  if (low) members[low.isExclusive ? exclusive(quantity.low) : quantity.low] = low.value;
  if (high) members[high.isExclusive ? exclusive(quantity.high) : quantity.high] = high.value;
  return members;
}

/** In interval notation: `[0, 10)`; without an end, an ellipsis. */
function interval({ low, high }: Bounds): string {
  if (!low && !high) return 'no limit';
  const from = low ? `${low.isExclusive ? '(' : '['}${text(low.value)}` : '(…';
  const to = high ? `${text(high.value)}${high.isExclusive ? ')' : ']'}` : '…)';
  return `${from}, ${to}`;
}

const text = (value: number | ExactNumber): string => (value instanceof ExactNumber ? value.text : String(value));
