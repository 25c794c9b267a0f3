import { canonicalJson } from '../../domain/schema/canonical.ts';
import type { JsonValue } from '../../domain/schema/json.ts';
import { type Draft, draftOf } from './assertions.ts';

/**
 * Writes a list of branches without what is in it twice: validators evaluate each reference again, and definitions
 * that each list the next one twice take them time without end. Gives what has to be said beside it.
 */
export function writeBranches(draft: Draft, keyword: string, branches: readonly JsonValue[]): readonly JsonValue[] {
  const counts = new Map<string, number>();
  const texts = branches.map((branch) => canonicalJson(branch));
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const isFirst = (_: JsonValue, at: number): boolean => texts.indexOf(texts[at] ?? '') === at;
  if (counts.size === branches.length || !['allOf', 'anyOf', 'oneOf'].includes(keyword)) {
    draft[keyword] = branches;
    return [];
  }
  if (keyword !== 'oneOf') {
    draft[keyword] = branches.filter(isFirst);
    return [];
  }
  // A branch that is listed twice is never the only one to hold.
  const once = branches.filter((_, at) => counts.get(texts[at] ?? '') === 1);
  if (once.length === 0) return [draftOf({ not: draftOf() })];
  draft[keyword] = once;
  const twice = branches.filter((branch, at) => isFirst(branch, at) && !once.includes(branch));
  return [draftOf({ not: draftOf({ anyOf: twice }) })];
}
