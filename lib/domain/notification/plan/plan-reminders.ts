import type { Delivery } from '../../delivery.ts';
import type { Migration } from '../../migration/migration.ts';
import { localDay, type QuietHours, sendingMoment } from '../../policy/deadlines/hours.ts';
import { type DeliveryChannel, mentionIn } from '../channels.ts';
import { remindersDeliveryId } from './delivery-id.ts';
import { scheduledDelivery } from './pending-delivery.ts';
import { isGathering } from './plan-digests.ts';

/** The day of a channel on which its reminders are one message, and when that is sent. */
export interface ReminderPlace {
  readonly team: string;
  readonly channel: DeliveryChannel<'slack'>;
  readonly day: string;
  readonly dueAt: string;
}

export function reminderPlace(
  { team, slack }: Pick<Migration, 'team' | 'slack'>,
  hours: QuietHours,
  now: string,
): ReminderPlace | undefined {
  if (!slack) return undefined;
  const dueAt = sendingMoment(now, hours);
  return { team, channel: { kind: 'slack', ...slack }, day: localDay(dueAt, hours), dueAt };
}

/** The id of a channel's reminders of that day. */
export const remindersIdAt = ({ team, channel, day }: ReminderPlace, part: number): string =>
  remindersDeliveryId({ team, channel, day, part });

/**
 * A day's reminders with one more announcement. `isLast`: no other reminder comes before this one's date, so the owning group
 * is mentioned. `joined`: they tell of it already. `closed`: they are on their way, and another message has to.
 */
export function withReminder(input: {
  readonly place: ReminderPlace;
  readonly part: number;
  readonly known: Delivery | undefined;
  readonly announcementId: string;
  readonly isLast: boolean;
  readonly now: string;
}): Delivery | 'joined' | 'closed' {
  const { place, part, known, announcementId, isLast, now } = input;
  const ids = known?.announcementIds ?? [];
  const { mention, ...channel } = place.channel;
  const mentioned = isLast && mention !== undefined ? { mention } : {};
  if (known && ids.includes(announcementId)) {
    const says = mentionIn(known.channel) !== undefined;
    if (known.status !== 'scheduled' || says || mentioned.mention === undefined) return 'joined';
    return { ...known, channel: { ...known.channel, ...mentioned }, revision: known.revision + 1 };
  }
  if (known && !isGathering(known)) return 'closed';
  if (known)
    return {
      ...known,
      channel: { ...known.channel, ...mentioned },
      announcementIds: [...ids, announcementId],
      revision: known.revision + 1,
    };
  return scheduledDelivery(
    {
      id: remindersIdAt(place, part),
      kind: 'reminder',
      channel: { ...channel, ...mentioned },
      announcementIds: [announcementId],
      team: place.team,
    },
    { now, dueAt: place.dueAt },
  );
}
