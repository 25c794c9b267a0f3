import type { Announcement } from '../../announcement.ts';
import { defined } from '../../defined.ts';
import type { Delivery } from '../../delivery.ts';
import type { Subject } from '../../subject.ts';
import { placeNamed } from '../channels.ts';
import type { ProducerMessage } from '../words/team-message.ts';
import { announcementDeliveryId } from './delivery-id.ts';
import { changeIn, pendingDelivery, scheduledDelivery } from './pending-delivery.ts';

/**
 * What the producer is told of an announcement, in the subject's channel; nothing where it has none, or where the subject is
 * only observed. `qualifier` tells apart what is said more than once.
 */
export function planProducer(input: {
  readonly announcement: Announcement;
  readonly subject: Pick<Subject, 'channel' | 'ownerTeam'> | undefined;
  readonly kind: ProducerMessage['kind'];
  readonly now: string;
  readonly qualifier?: string;
  /** When it is sent, in the team's working hours; absent: at once. */
  readonly at?: string;
}): readonly Delivery[] {
  const { announcement, subject, kind, now, qualifier, at } = input;
  if (subject?.channel === undefined || announcement.observed) return [];
  const channel = placeNamed(subject.channel);
  const team = subject.ownerTeam;
  // The overview and the team's own first message may stand in one channel.
  const suffix = kind === 'overview' ? qualifier : `producer${qualifier === undefined ? '' : `-${qualifier}`}`;
  const key = { announcementId: announcement.id, kind, channel, team };
  const id = announcementDeliveryId({ ...key, ...defined({ qualifier: suffix }) });
  const planned = { id, channel, ...changeIn(announcement), team, audience: 'producer' as const };
  return [
    at === undefined
      ? pendingDelivery({ ...planned, kind }, now)
      : scheduledDelivery({ ...planned, kind }, { now, dueAt: at }),
  ];
}
