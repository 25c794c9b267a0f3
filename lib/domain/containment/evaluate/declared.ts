import { isJsonArray, isJsonObject, type JsonValue } from '../../schema/json.ts';
import type { Budget } from '../budget.ts';
import { hasKeyword } from '../scope/keywords.ts';
import { namedBy } from '../scope/named-by.ts';
import type { Result } from './result.ts';

/** Whether every member at every described place is declared (see `Closure`), by the evaluation of the value itself. */
export function isDeclared(value: JsonValue, result: Result, budget: Budget): boolean {
  result.isDeclared ??= isDeclaredBy(value, [result], budget);
  return result.isDeclared;
}

/** `results` are of schemas that all are at the place of the value: what one of them declares, all do. */
function isDeclaredBy(value: JsonValue, results: readonly Result[], budget: Budget): boolean {
  if (typeof value !== 'object' || value === null) return true;
  const here = withInPlace(results);
  budget.spend(here.length);
  // The whole value is in the schema, with everything in it.
  if (here.some(({ scoped }) => hasKeyword(scoped.node, 'const') || hasKeyword(scoped.node, 'enum'))) return true;
  if (isJsonObject(value) && !areNamesDeclared(Object.keys(value), here)) return false;
  const inside = new Map<string | number, Result[]>();
  for (const { inside: parts } of here)
    for (const { at, result } of parts ?? []) {
      const known = inside.get(at);
      if (known) known.push(result);
      else inside.set(at, [result]);
    }
  for (const [at, found] of inside) {
    const part = partOf(value, at);
    const [first] = found;
    const whole = first && found.length === 1 ? isDeclared(part, first, budget) : isDeclaredBy(part, found, budget);
    if (!whole) return false;
  }
  return true;
}

const partOf = (value: JsonValue, at: string | number): JsonValue =>
  (isJsonArray(value) && typeof at === 'number' ? value[at] : isJsonObject(value) ? value[at] : undefined) ?? null;

function withInPlace(results: readonly Result[]): readonly Result[] {
  const found = new Set<Result>(results);
  for (const { inPlace } of found) for (const inner of inPlace ?? []) found.add(inner);
  return [...found].filter(({ scoped }) => isJsonObject(scoped.node.schema));
}

function areNamesDeclared(names: readonly string[], here: readonly Result[]): boolean {
  if (here.some(({ allNames }) => allNames)) return true;
  if (!here.some(({ scoped }) => hasKeyword(scoped.node, 'properties') || hasKeyword(scoped.node, 'patternProperties')))
    return true;
  const open = names.filter((name) => !here.some((result) => result.names?.has(name)));
  if (open.length === 0) return true;
  const named = new Set(here.flatMap(({ scoped }) => namedBy(scoped)));
  return open.every((name) => named.has(name));
}
