import { extendPointer } from '../../schema/pointer.ts';
import type { Budget } from '../budget.ts';
import type { Result } from './result.ts';

/** A record that fails in more places is explained by these. */
const MAX_PLACES = 1_000;

/**
 * Pointers to where a value fails, the deepest first. Results are shared, so this follows links and looks at each result
 * once for each place in the value. Throws `OutOfBudget`.
 */
export function failingPlaces(root: Result, budget: Budget): readonly string[] {
  const places = new Set<string>();
  const seen = new Map<Result, Set<string>>();
  const open = [{ result: root, at: '' }];
  for (const { result, at } of open) {
    if (result.valid !== false || places.size >= MAX_PLACES) continue;
    const visited = seen.get(result) ?? new Set();
    if (visited.has(at)) continue;
    seen.set(result, visited.add(at));
    const causes = result.causes ?? [];
    budget.spend(1 + causes.length);
    for (const pointer of result.failing ?? []) places.add(at + pointer);
    for (const cause of causes)
      open.push({ result: cause.result, at: cause.at === undefined ? at : extendPointer(at, [String(cause.at)]) });
  }
  const depth = (pointer: string): number => pointer.split('/').length;
  return [...places].sort((a, b) => depth(b) - depth(a));
}
