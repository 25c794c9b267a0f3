import { isTransitive } from '../../domain/policy/publishing/compatibility-mode.ts';
import { findViolations, type Violation } from '../../domain/policy/publishing/violations.ts';
import type { Policy } from '../../domain/policy/settings/policy.ts';
import type { ParsedSchema } from '../../domain/schema/parse-schema.ts';
import type { Subject } from '../../domain/subject.ts';
import { loadSchema } from '../load-schema.ts';
import type { Comparison, Judge } from '../ports/judge.ts';
import type { Store } from '../ports/store.ts';

/** A first schema is compared with nothing: it breaks nobody. */
export const FIRST: Comparison = {
  verdicts: { serving: { verdict: 'compatible' }, training: { verdict: 'compatible' } },
  changes: [],
};

/** Where a comparison leaves the subject's mode unsatisfied. */
export const violationsOf = (comparison: Comparison, version: number, policy: Policy): readonly Violation[] =>
  findViolations(comparison, policy.compatibility).map((violation) => ({ version, ...violation }));

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
