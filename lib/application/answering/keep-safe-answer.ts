import type { Approval } from '../../domain/approval.ts';
import { utcDay } from '../../domain/date.ts';
import { changeFingerprint } from '../../domain/diff/change.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { later } from '../../domain/policy/deadlines/notice.ts';
import { isAsserting } from '../../domain/policy/publishing/asserting.ts';
import { isDated } from '../../domain/policy/publishing/attention.ts';
import type { Policy } from '../../domain/policy/settings/policy.ts';
import type { Store, Write } from '../ports/store.ts';

/**
 * Keeps what a team said of something undecided: it looked, and its model can take it. Under each change that it may be
 * about, so that later versions with the same change find it, as they find an approval. Where not all of the changes are
 * known, nothing is kept: the word would be given for what nobody looked at.
 */
export async function safeAnswerWrites(
  moved: readonly Migration[],
  { policy, now, store }: { readonly policy: Pick<Policy, 'approval'>; readonly now: string; readonly store: Store },
): Promise<readonly Write[]> {
  const writes: Write[] = [];
  for (const migration of moved) {
    const { subject, consumer, team, verdict, state, changes, changeCount } = migration;
    if (state.name !== 'not-affected' || verdict !== 'undecided' || !isDated(migration)) continue;
    if (changeCount > changes.length) continue;
    const { by, reason } = state;
    for (const change of new Set(changes.filter(isAsserting).map((one) => changeFingerprint(subject, one)))) {
      const known = await store.find('approval', { subject, change, consumer });
      const item: Approval = {
        subject,
        change,
        consumer,
        team,
        until: later(utcDay(now), policy.approval),
        reason,
        answer: 'not-affected',
        by,
        at: now,
        revision: (known?.revision ?? 0) + 1,
      };
      writes.push({ put: 'approval', item, expect: known?.revision ?? 'absent', was: known });
    }
  }
  return writes;
}
