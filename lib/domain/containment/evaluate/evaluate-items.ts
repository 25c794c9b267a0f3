import { isJsonArray, type JsonValue } from '../../schema/json.ts';
import { evaluatesContained, itemLayout } from '../scope/items.ts';
import { countOf, hasKeyword, keywordOf } from '../scope/keywords.ts';
import type { Check } from './check.ts';
import { addInside, addItem } from './result.ts';

/** The keywords that apply to an array and its items. */
export function checkItems(check: Check): void {
  const { node, result, value } = check;
  if (!isJsonArray(value)) return;
  check.look(value.length);
  if (value.length < (countOf(node, 'minItems') ?? 0)) check.fail();
  if (value.length > (countOf(node, 'maxItems') ?? Number.POSITIVE_INFINITY)) check.fail();
  if (keywordOf(node, 'uniqueItems') === true && new Set(value.map((item) => check.keys.of(item))).size < value.length)
    check.fail();
  if (check.isOver) return;
  const { prefix, rest } = itemLayout(node);
  for (const [index, item] of value.entries()) {
    const tokens = prefix[index] ?? rest;
    if (tokens) check.mergeInside(check.child(tokens, item), index);
    if (check.isOver) return;
  }
  result.items = Math.max(result.items, rest ? Number.POSITIVE_INFINITY : prefix.length);
  if (hasKeyword(node, 'contains')) checkContains(check, value);
  if (!hasKeyword(node, 'unevaluatedItems')) return;
  for (const [index, item] of value.entries())
    if (index >= result.items && !result.someItems?.has(index))
      check.mergeInside(check.child(['unevaluatedItems'], item), index);
  result.items = Number.POSITIVE_INFINITY;
}

function checkContains(check: Check, value: readonly JsonValue[]): void {
  const { node, result } = check;
  let [sure, open] = [0, 0];
  for (const [index, item] of value.entries()) {
    const inner = check.child(['contains'], item);
    if (inner.valid === undefined) open++;
    if (!inner.valid) continue;
    sure++;
    addInside(result, index, inner);
    if (evaluatesContained(check.result.scoped)) addItem(result, index);
  }
  const min = countOf(node, 'minContains') ?? 1;
  const max = countOf(node, 'maxContains') ?? Number.POSITIVE_INFINITY;
  if (sure + open < min || sure > max) check.fail();
  else if (sure < min || sure + open > max) check.doubt();
}
