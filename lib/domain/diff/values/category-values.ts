import { canonicalJson } from '../../schema/canonical.ts';
import { isJsonArray, type JsonValue } from '../../schema/json.ts';
import type { Pair } from '../pair/pair.ts';
import type { Stated } from '../schema-node.ts';

/** The keywords that people write for a set of categories that may grow: no validator asserts them. */
export const CATEGORY_KEYWORDS: readonly string[] = ['x-extensible-enum', 'x-enum'];

export interface CategoryDifference {
  readonly keyword: string;
  readonly added: readonly JsonValue[];
  readonly removed: readonly JsonValue[];
  readonly pointer: string;
}

/** By keyword, the values that came and went if both sides list some. */
export function categoryDifferences({ old, next }: Pair, keywords: readonly string[]): readonly CategoryDifference[] {
  return keywords.flatMap((keyword) => {
    const [before, after] = [old.stated(keyword), next.stated(keyword)].map(listed);
    if (!before || !after) return [];
    const added = [...after].flatMap(([text, value]) => (before.has(text) ? [] : [value]));
    const removed = [...before].flatMap(([text, value]) => (after.has(text) ? [] : [value]));
    const pointer = next.pointerOf(keyword);
    return added.length + removed.length === 0 ? [] : [{ keyword, added, removed, pointer }];
  });
}

function listed(stated: readonly Stated[]): ReadonlyMap<string, JsonValue> | undefined {
  const lists = stated.map(({ value }) => value).filter(isJsonArray);
  return lists.length === 0 ? undefined : new Map(lists.flat().map((value) => [canonicalJson(value), value]));
}
