import { defined } from '../../domain/defined.ts';
import { decideRetirement } from '../../domain/policy/publishing/retire-decision.ts';
import type { Source, Subject } from '../../domain/subject.ts';
import { policyOf } from '../effective-policy.ts';
import { getSubject } from '../load-schema.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import { type FieldReader, findReaders } from '../subscribing/find-readers.ts';
import { findSunset } from './compare-with-head.ts';

/** What retiring a subject would come to, or came to already. */
export interface ForeseenRetirement {
  readonly subject: string;
  readonly status: Subject['status'];
  /** Where its newest version came from: another repository may send it by now. */
  readonly source?: Source;
  /** `waits`: it was announced. */
  readonly wouldBe: 'retired' | 'announced' | 'waits' | 'refused';
  /** Whether a run that finds it gone should pass: nobody reads it, a sufficient date is named, or it was announced. */
  readonly passes: boolean;
  /** Why it would be refused. */
  readonly because?: string;
  /** The earliest date that all who subscribe have notice of. */
  readonly earliest?: string;
  readonly announcementId?: string;
  readonly readers: readonly FieldReader[];
}

/** Says what `retireSubject` would do, without writing; the same decision for a pull request and for the publish after it. */
export async function foreseeRetirement(
  request: { readonly subject: string; readonly sunset?: string },
  ports: { readonly store: Store; readonly clock: Clock },
): Promise<ForeseenRetirement> {
  const subject = await getSubject(ports.store, request.subject);
  const { name, retirement, status, source } = subject;
  const about = { subject: name, status, ...defined({ source }) };
  if (status === 'retired') return { ...about, wouldBe: 'retired', passes: true, readers: [] };
  const readers = await findReaders({ subject: name, field: '' }, ports);
  if (retirement !== undefined)
    return { ...about, wouldBe: 'waits', passes: true, announcementId: retirement, readers };
  const policy = await policyOf(ports.store, subject);
  const sunset = findSunset(request);
  const decision = decideRetirement({ subject, policy, sunset, now: ports.clock.now() });
  const isUnread = readers.every(({ stale }) => stale);
  switch (decision.outcome) {
    case 'retired':
      return { ...about, wouldBe: 'retired', passes: true, readers };
    case 'announced': {
      const { earliest } = decision.minimum;
      return { ...about, wouldBe: 'announced', passes: sunset !== undefined || isUnread, earliest, readers };
    }
    case 'refused': {
      const earliest = decision.code === 'notice-too-short' ? { earliest: decision.earliest } : {};
      return { ...about, wouldBe: 'refused', passes: false, because: decision.detail, ...earliest, readers };
    }
  }
}
