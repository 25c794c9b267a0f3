import type { Announcement } from '../../domain/announcement.ts';
import type { Approval } from '../../domain/approval.ts';
import type { AuditEntry } from '../../domain/audit.ts';
import { defined } from '../../domain/defined.ts';
import { latestOf } from '../../domain/migration/carry-over.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { planAnswered } from '../../domain/notification/plan/plan-answered.ts';
import { withDue } from '../../domain/policy/deadlines/due.ts';
import { hoursFor } from '../../domain/policy/deadlines/hours.ts';
import { type Rejudgement, rejudge } from '../../domain/policy/publishing/rejudge.ts';
import type { Policy } from '../../domain/policy/settings/policy.ts';
import type { Subject } from '../../domain/subject.ts';
import type { Keys } from '../ports/entities.ts';
import type { Store, Write } from '../ports/store.ts';
import { acknowledgeApproved } from '../publishing/acknowledge-approved.ts';
import type { Impact } from '../publishing/assess-consumers.ts';
import { withLive } from '../publishing/version-writes.ts';
import { isUnsubscribed } from '../subscribing/unsubscribe.ts';
import { exposedSince } from './expose.ts';
import { SYSTEM } from './move-migration.ts';
import { newMigration } from './new-migration.ts';
import { openedWrites, renewed } from './opened-writes.ts';

/** One model of an announcement that is judged again, as things stand when it is looked at. */
export interface ModelFacts {
  readonly announcement: Announcement;
  readonly subject: Subject;
  readonly policy: Policy;
  readonly impact: Impact;
  readonly known: Migration | undefined;
  readonly rejudgement: Rejudgement;
  /** Its migration as the newer engine has it; absent where nothing follows. */
  readonly migration?: Migration;
  /** Of one that is announced anew. */
  readonly before?: Awaited<ReturnType<typeof renewed>>['before'];
}

/**
 * What a newer engine's verdict makes of one model: read afresh, decided, and not written. `undefined` where the model is
 * gone, or was judged by that engine already.
 */
export async function lookAtModel(
  of: Pick<ModelFacts, 'announcement' | 'subject' | 'policy' | 'impact'> & {
    readonly approvals: readonly Approval[];
    readonly now: string;
  },
  store: Store,
): Promise<ModelFacts | undefined> {
  const { announcement, subject, policy, impact, approvals, now } = of;
  const { subscription, judged } = impact;
  const consumer = await store.find('consumer', { name: subscription.consumer });
  if (!consumer) return undefined;
  const key: Keys['migration'] = { announcementId: announcement.id, team: consumer.team, consumer: consumer.name };
  const [known, team] = await Promise.all([store.find('migration', key), store.find('team', { name: consumer.team })]);
  if (known?.judged && known.judged.engine >= judged.engine) return undefined;
  const rejudgement = rejudge(known && !isUnsubscribed(known) ? known : undefined, impact);
  const facts = { announcement, subject, policy, impact, known, rejudgement };
  if (rejudgement.action === 'keep' || rejudgement.action === 'later') return facts;
  const fresh = newMigration({ announcement, impact, policy, consumer, team, at: now });
  if (rejudgement.action === 'announce' || !known) {
    const answered = acknowledgeApproved(fresh, { announcement, impact, approvals, policy, team });
    const exposed = exposedSince(answered, announcement, { since: now, toldAt: now });
    const due = exposed === answered ? answered : withDue(exposed, policy, now, hoursFor(announcement, team));
    const revision = (known?.revision ?? 0) + 1;
    const opened = { ...due, revision };
    return {
      ...facts,
      ...(known ? await renewed(opened, { known, announcement, now }, store) : { migration: opened }),
    };
  }
  const found =
    rejudgement.action === 'close' ? proved(known, fresh, now) : broken(known, fresh, rejudgement.date, now);
  const exposed = found.exposure ? found : exposedSince(found, announcement, { since: now });
  const migration = withDue(exposed, policy, now, hoursFor(announcement, team));
  return { ...facts, migration: { ...migration, revision: known.revision + 1 } };
}

/** Who proved what nobody answered: the engine. */
const ENGINE = 'engine';
const safeBy = (engine: number): string => `proved safe by engine ${engine}`;

/** What was undecided is safe: nothing is left to answer, nor to wait for. */
function proved(known: Migration, { judged }: Migration, now: string): Migration {
  const { undecided: _, reason: __, ...rest } = known;
  const state = { name: 'not-affected', at: now, by: ENGINE, reason: safeBy(judged?.engine ?? 0) } as const;
  return { ...rest, verdict: 'compatible', state, ...defined({ judged }) };
}

/** What was undecided has a record; a date that it had only ever moves to a later one. */
function broken(known: Migration, fresh: Migration, date: 'kept' | 'full', now: string): Migration {
  const { undecided: _, reason: __, ...rest } = known;
  const { verdict, kind, witness, pointers, judged, changes, changeCount } = fresh;
  const isLater = date === 'full';
  const [deadline, announcedDeadline] = [known.deadline, known.announcedDeadline].map((had) =>
    isLater ? latestOf(had, fresh.deadline) : had,
  );
  return {
    ...rest,
    ...{ verdict, pointers, changes, changeCount, concern: 'breaking' },
    ...(kind ? { kind } : {}),
    ...defined({ witness, judged }),
    deadline: deadline ?? known.deadline,
    announcedDeadline: announcedDeadline ?? known.announcedDeadline,
    // A date that was missed was one for a look; now there is one for a migration.
    ...(isLater && known.state.name === 'overdue' && known.state.request === undefined
      ? { state: { name: 'notified', at: now } as const }
      : {}),
  };
}

/** All that one model's new verdict writes, in one transaction; its messages have keys made of the engine. */
export function rejudgedWrites(facts: ModelFacts & { readonly migration: Migration }, now: string): readonly Write[] {
  const { announcement, subject, impact, known, migration, rejudgement } = facts;
  if (rejudgement.action === 'announce' || !known) {
    const { before } = facts;
    const opening = { was: announcement, announcement, subject, migration, known, now };
    return [...openedWrites({ ...opening, ...defined({ before }) }), ...liveAgain(announcement, subject)];
  }
  const { engine } = impact.judged;
  const told = planAnswered({
    ...{ announcement, subject, migrations: [migration], now },
    qualifier: `engine-${engine}-${migration.consumer}`,
    ...(rejudgement.action === 'prove' ? { provedBy: engine } : {}),
  });
  return [
    { put: 'migration', item: migration, expect: known.revision, was: known },
    ...told.map((item) => ({ put: 'delivery' as const, item, expect: 'any' as const })),
  ];
}

/** A version that went live since it broke nobody is among those that a later one may take back. */
function liveAgain({ id, live, status, kind }: Announcement, subject: Subject): readonly Write[] {
  if (!live || status === 'open' || kind !== 'breaking' || subject.live?.includes(id)) return [];
  const item = { ...subject, live: withLive(subject, id), revision: subject.revision + 1 };
  return [{ put: 'subject', item, expect: subject.revision, was: subject }];
}

export function rejudgedAudit(
  facts: ModelFacts & { readonly migration: Migration },
  at: { readonly id: string; readonly now: string },
): AuditEntry {
  const { announcement, known, migration, rejudgement, impact } = facts;
  return {
    id: at.id,
    at: at.now,
    action: 'migration.rejudged',
    principal: SYSTEM,
    subject: announcement.subject,
    consumer: migration.consumer,
    announcementId: announcement.id,
    detail: {
      action: rejudgement.action,
      engine: impact.judged.engine,
      before: known?.verdict ?? 'none',
      after: migration.verdict,
      state: migration.state.name,
      deadline: migration.deadline,
    },
  };
}
