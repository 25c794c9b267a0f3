import type { Announcement } from '../../domain/announcement.ts';
import type { Consumer, Subscription } from '../../domain/consumer.ts';
import { defined } from '../../domain/defined.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { withDue } from '../../domain/policy/deadlines/due.ts';
import { hoursFor } from '../../domain/policy/deadlines/hours.ts';
import { DEPRECATION_RULES } from '../../domain/policy/publishing/promise.ts';
import type { Subject } from '../../domain/subject.ts';
import { arrivalAt } from '../deploying/gate-opening.ts';
import { policyFor } from '../effective-policy.ts';
import type { Store, Write } from '../ports/store.ts';
import type { JudgingPorts } from '../ports/write-ports.ts';
import { acknowledgeApproved } from '../publishing/acknowledge-approved.ts';
import { allApprovals } from '../publishing/all-approvals.ts';
import { isUnsubscribed } from '../subscribing/unsubscribe.ts';
import { causesOf } from './announcement-causes.ts';
import { exposedSince } from './expose.ts';
import { newMigration } from './new-migration.ts';
import { openedWrites, renewed } from './opened-writes.ts';

/**
 * The migrations and messages that a late subscriber has missed, each write conditional on its announcement staying as
 * it is. It has no more time than the others, and what is open it does not close. `planning`: one is being planned at this moment, which would race with this look; come again.
 */
export async function openMissing(input: {
  readonly subject: Subject;
  readonly subscription: Subscription;
  readonly consumer: Consumer;
  readonly now: string;
  readonly ports: JudgingPorts;
}): Promise<'planning' | { readonly writes: readonly Write[]; readonly opened: readonly string[] }> {
  const { subject, subscription, consumer, now, ports } = input;
  const announcements = await openAnnouncements(subject, ports.store);
  if (announcements.some(({ status }) => status === 'planning')) return 'planning';
  const team = await ports.store.find('team', { name: consumer.team });
  const writes: Write[] = [];
  const opened: string[] = [];
  for (const announcement of announcements) {
    const key = { announcementId: announcement.id, team: consumer.team, consumer: consumer.name };
    const known = await ports.store.find('migration', key);
    if (known && !isUnsubscribed(known)) continue;
    const policy = await policyFor(announcement, subject, ports.store);
    const impact = await (await causesOf(announcement, policy, ports))(subscription);
    if (impact.concern === 'none' || impact.concern === 'digest') continue;
    // Of what is live and concerned nobody, only what is still to go is news to a newcomer.
    if (announcement.status === 'closed' && announcement.live && impact.concern !== 'deprecation') continue;
    const arrival = await arrivalAt(announcement, { policy, now }, ports.store);
    const fresh = newMigration({
      ...{ announcement, impact, policy, consumer, team, at: now },
      ...defined({ late: arrival }),
    });
    // Whoever subscribes anew may have approved the change while it subscribed before.
    const approvals = await allApprovals(ports.store, subject.name);
    const answered = acknowledgeApproved(fresh, { announcement, impact, approvals, policy, team });
    // Its first message says that the change is live already; from then on it is told day by day.
    const exposed = exposedSince(answered, announcement, { since: now, toldAt: now });
    const due = exposed === answered ? answered : withDue(exposed, policy, now, hoursFor(announcement, team));
    const afresh = { ...due, revision: (known?.revision ?? 0) + 1 };
    const again = known && (await renewed(afresh, { known, announcement, now }, ports.store));
    const { migration, before } = again ?? { migration: afresh };
    const opening = { was: announcement, announcement: arrival?.announcement ?? announcement, subject };
    const isHeard = before !== undefined && before.heard.size > 0;
    const opens = { migration: isHeard ? openAgain(migration) : migration, known, now };
    writes.push(...openedWrites({ ...opening, ...opens, ...defined({ before }) }));
    opened.push(announcement.id);
  }
  return { writes, opened };
}

/** Its thread or issue goes on, and says why it is open again. */
const openAgain = (migration: Migration): Migration =>
  migration.state.name === 'notified'
    ? { ...migration, state: { ...migration.state, reopened: 'it subscribes again' } }
    : migration;

/** By the versions, whose listing is consistent: an index might not show yet what was announced a moment ago. */
async function openAnnouncements(subject: Subject, store: Store): Promise<readonly Announcement[]> {
  const found: Announcement[] = [];
  const retirement = subject.retirement && (await store.find('announcement', { id: subject.retirement }));
  if (retirement && isOpen(retirement, subject)) found.push(retirement);
  let cursor: string | undefined;
  do {
    const page = await store.listVersions(subject.name, { limit: 100, ...(cursor ? { cursor } : {}) });
    for (const { announcementId, status } of page.items) {
      if (!announcementId || status === 'withdrawn' || status === 'retired') continue;
      const announcement = await store.find('announcement', { id: announcementId });
      if (announcement && isOpen(announcement, subject)) found.push(announcement);
    }
    cursor = page.nextCursor;
  } while (cursor);
  return found;
}

// A proposal that broke nobody registered is closed only once it is live: until then a newcomer may be its first reader.
// A field that nobody read when it was deprecated goes all the same.
const isOpen = ({ status, live, generation, changes }: Announcement, subject: Subject): boolean => {
  if (status === 'planning' || status === 'open') return true;
  if (status !== 'closed') return false;
  return live ? changes.some(({ ruleId }) => DEPRECATION_RULES.has(ruleId)) : generation === subject.generation;
};
