import { endOf, utcDay } from '../../domain/date.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { factsOf } from '../../domain/notification/channels.ts';
import { planDeliveries } from '../../domain/notification/plan/plan-deliveries.ts';
import { reminderPlace, remindersIdAt, withReminder } from '../../domain/notification/plan/plan-reminders.ts';
import { withDue } from '../../domain/policy/deadlines/due.ts';
import { isToldOn } from '../../domain/policy/deadlines/exposure.ts';
import { hoursFor, type QuietHours } from '../../domain/policy/deadlines/hours.ts';
import type { Policy } from '../../domain/policy/settings/policy.ts';
import type { Store, Write } from '../ports/store.ts';
import { type Facts, type Step, unlessPresent } from './deadline-step.ts';

/** Reminds the team of an open migration. In Slack the reminders of one channel and day are one message. */
export async function remind(facts: Facts, store: Store): Promise<Step> {
  const { migration, announcement, now, policy, team } = facts;
  const hours = hoursFor(announcement, team);
  const moved = afterToday(withDue(migration, policy, now, hours), { policy, now, hours });
  if (isToldOn(migration, now, team?.hours)) return { action: 'migration.reminded', moved, writes: [] };
  const planned = planDeliveries({
    announcement,
    migrations: [withoutMention(migration, isLast(moved))],
    kind: 'reminder',
    now,
    day: hours.always ? (migration.dueAt ?? now) : (migration.dueAt ?? now).slice(0, 10),
  });
  // An emergency does not wait for others; else the day's message in Slack gathers.
  const own = hours.always ? planned : planned.filter(({ channel }) => !factsOf(channel).gathers);
  const gathered = hours.always ? [] : await joinReminders(facts, isLast(moved), store);
  return { action: 'migration.reminded', moved, writes: [...(await unlessPresent(own, store)), ...gathered] };
}

/** In an emergency nothing gathers: a reminder that comes late is the one of its day, also for another of that day. */
function afterToday(
  moved: Migration,
  { policy, now, hours }: { readonly policy: Policy; readonly now: string; readonly hours: QuietHours },
): Migration {
  const { dueAt = endOf(moved.deadline) } = moved;
  const isToday = hours.always && utcDay(dueAt) === utcDay(now) && dueAt < endOf(moved.deadline);
  return isToday ? withDue(moved, policy, dueAt, hours) : moved;
}

/** Nothing but the date itself is due after it. */
const isLast = ({ dueAt, deadline }: Migration): boolean => dueAt === endOf(deadline);

function withoutMention(migration: Migration, keep: boolean): Migration {
  if (keep || !migration.slack) return migration;
  return { ...migration, slack: { channel: migration.slack.channel } };
}

async function joinReminders(facts: Facts, last: boolean, store: Store): Promise<readonly Write[]> {
  const { migration, announcement, now, team } = facts;
  const place = reminderPlace(migration, hoursFor(announcement, team), now);
  if (!place) return [];
  for (let part = 1; ; part++) {
    const known = await store.find('delivery', { id: remindersIdAt(place, part) });
    const joined = withReminder({ place, part, known, announcementId: announcement.id, isLast: last, now });
    if (joined === 'joined') return [];
    if (joined !== 'closed')
      return [{ put: 'delivery', item: joined, expect: known?.revision ?? 'absent', was: known }];
  }
}
