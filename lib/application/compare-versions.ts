import { isTransitive, lensesOf } from '../domain/policy/compatibility-mode.ts';
import type { Policy } from '../domain/policy/policy.ts';
import type { ParsedSchema } from '../domain/schema/parse-schema.ts';
import type { Subject } from '../domain/subject.ts';
import type { Lens } from '../domain/verdict.ts';
import { loadSchema } from './load-schema.ts';
import type { Comparison, Judge, Store } from './ports.ts';

export interface Violation {
  readonly version: number;
  readonly lens: Lens;
}

/** A first schema is compared with nothing: it breaks nobody. */
export const FIRST: Comparison = {
  verdicts: { serving: { verdict: 'compatible' }, training: { verdict: 'compatible' } },
  changes: [],
};

/** Where a comparison leaves the subject's mode unsatisfied. An `undecided` refuses nothing. */
export const violationsOf = (comparison: Comparison, version: number, policy: Policy): readonly Violation[] =>
  lensesOf(policy.compatibility)
    .filter((lens) => comparison.verdicts[lens].verdict === 'breaking')
    .map((lens) => ({ version, lens }));

/**
 * Compares with every other version that is or was live, where the mode is transitive; else answers nothing at no cost.
 * Linear in the versions.
 */
export async function transitiveViolations(input: {
  readonly store: Store;
  readonly judge: Judge;
  readonly subject: Subject;
  readonly policy: Policy;
  readonly next: ParsedSchema;
}): Promise<readonly Violation[]> {
  const { store, judge, subject, policy, next } = input;
  if (!isTransitive(policy.compatibility)) return [];
  const violations: Violation[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.listVersions(subject.name, { limit: 100, ...(cursor ? { cursor } : {}) });
    for (const { version, status } of page.items) {
      if (version === subject.head || (status !== 'active' && status !== 'deprecated')) continue;
      const old = await loadSchema(store, subject.name, version);
      violations.push(...violationsOf(await judge.compare({ old, next, options: policy }), version, policy));
    }
    cursor = page.nextCursor;
  } while (cursor);
  return violations;
}
