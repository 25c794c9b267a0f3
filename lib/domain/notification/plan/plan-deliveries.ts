import type { Announcement } from '../../announcement.ts';
import type { ChangeKind, Delivery } from '../../delivery.ts';

import type { Migration } from '../../migration/migration.ts';
import { channelsOf, factsOf } from '../channels.ts';
import { isToldIn } from './channels.ts';
import { announcementDeliveryId, channelPart } from './delivery-id.ts';
import { changeIn, pendingDelivery } from './pending-delivery.ts';

/** One quiet line in each thread that goes on: which version took whose place, and that the answers stand. */
export function planContinued(
  announcement: Announcement,
  adopted: readonly Delivery[],
  now: string,
): readonly Delivery[] {
  return adopted.map(({ channel, team, consumers }) => {
    const key = { announcementId: announcement.id, kind: 'continued' as const, channel, team };
    const [qualifier] = consumers ?? [];
    return pendingDelivery(
      {
        id: announcementDeliveryId(qualifier === undefined ? key : { ...key, qualifier }),
        kind: 'continued',
        channel,
        ...changeIn(announcement),
        team,
        ...(consumers ? { consumers } : {}),
      },
      now,
    );
  });
}

/**
 * The first messages of an announcement: where a thread of an earlier one goes on for some models of a channel, only the
 * others are told there, in a message that is about them.
 */
export function planFirsts(input: {
  readonly announcement: Announcement;
  readonly migrations: readonly Migration[];
  readonly adopted: readonly Delivery[];
  readonly now: string;
}): readonly Delivery[] {
  const { announcement, migrations, adopted, now } = input;
  return planDeliveries({ announcement, migrations, now, kind: 'announced' }).flatMap(
    (delivery): readonly Delivery[] => {
      const { kind, channel, team } = delivery;
      const { lasting, about } = factsOf(channel);
      if (!lasting || about === 'model') return [delivery];
      const meant = migrations.filter((one) => one.team === team && one.concern !== 'digest' && isToldIn(channel, one));
      const going = adopted.filter((one) => one.team === team && channelPart(one.channel) === channelPart(channel));
      const names = meant.map(({ consumer }) => consumer);
      const consumers = names.filter((name) => !going.some((one) => one.consumers?.includes(name) ?? true));
      if (consumers.length === names.length) return [delivery];
      if (consumers.length === 0) return [];
      // Another announcement's may go on here as well, so it is named by its own version.
      const qualifier = `new/${announcement.version}`;
      const id = announcementDeliveryId({ announcementId: announcement.id, kind, channel, team, qualifier });
      return [{ ...delivery, id, consumers }];
    },
  );
}

/**
 * Who is told of an announcement, and where: one message a team and Slack channel, however many of its models read the
 * subject, one event a team on SNS, which is also what remains where Slack fails, and an issue a model on GitHub. The
 * weekly digest tells the rest.
 */
export function planDeliveries(input: {
  readonly announcement: Announcement;
  readonly migrations: readonly Migration[];
  readonly kind: ChangeKind;
  readonly now: string;
  /** A late subscriber has a message of its own, beside the one that the rest of the team had. */
  readonly lateConsumer?: string;
  /** Reminders of one day are one message. */
  readonly day?: string;
}): readonly Delivery[] {
  const { announcement, kind, now, lateConsumer } = input;
  const told = input.migrations.filter(({ concern }) => concern !== 'digest');
  const places = new Map<string, Delivery>();
  for (const migration of told) {
    const { team } = migration;
    for (const channel of channelsOf(migration)) {
      const about = factsOf(channel).about === 'model' ? migration.consumer : lateConsumer;
      const qualifier = [about, input.day].filter((part) => part !== undefined).join('/');
      const id = announcementDeliveryId({
        announcementId: announcement.id,
        kind,
        channel,
        team,
        ...(qualifier === '' ? {} : { qualifier }),
      });
      const consumers = about === undefined ? {} : { consumers: [about] };
      places.set(id, pendingDelivery({ id, kind, channel, ...changeIn(announcement), team, ...consumers }, now));
    }
  }
  return [...places.values()];
}
