import type { Announcement } from '../../announcement.ts';
import { defined } from '../../defined.ts';
import type { Delivery } from '../../delivery.ts';
import { later } from '../../policy/deadlines/notice.ts';
import type { Subject } from '../../subject.ts';
import type { ProducerMessage } from '../words/team-message.ts';
import { announcementDeliveryId } from './delivery-id.ts';
import { UNSENT_AFTER } from './plan-deliveries.ts';

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
  const channel = { kind: 'slack', channel: subject.channel } as const;
  const { id: announcementId, subject: name, version } = announcement;
  const team = subject.ownerTeam;
  // The overview and the team's own first message may stand in one channel.
  const suffix = kind === 'overview' ? qualifier : `producer${qualifier === undefined ? '' : `-${qualifier}`}`;
  return [
    {
      id: announcementDeliveryId({
        announcementId,
        kind,
        channel,
        team,
        ...defined({ qualifier: suffix }),
      }),
      kind,
      channel,
      subject: name,
      version,
      announcementId,
      team,
      audience: 'producer',
      status: at === undefined ? 'pending' : 'scheduled',
      attempts: 0,
      createdAt: now,
      dueAt: at ?? later(now, UNSENT_AFTER),
      revision: 1,
    },
  ];
}
