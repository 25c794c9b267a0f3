import type { Announcement } from '../../announcement.ts';
import { defined } from '../../defined.ts';
import type { Audience, Delivery } from '../../delivery.ts';
import type { Migration } from '../../migration/migration.ts';
import type { MigrationState } from '../../migration/state.ts';
import type { Subject } from '../../subject.ts';
import { channelsOf, type DeliveryChannel, factsOf, placeNamed } from '../channels.ts';

import { announcementDeliveryId, channelPart } from './delivery-id.ts';
import { changeIn, pendingDelivery } from './pending-delivery.ts';

/**
 * Who hears that models came to a new state together: the thread in each of their channels, their teams on SNS, and the
 * subject's channel, where the producer decides about requests and objections.
 */
export function planAnswered(input: {
  readonly announcement: Announcement;
  readonly subject: Pick<Subject, 'channel' | 'ownerTeam'>;
  /** As they stand after the move. */
  readonly migrations: readonly Migration[];
  /** Tells this move from others of the same models, e.g. the audit entry's id. */
  readonly qualifier: string;
  /** The engine that found what nobody answered; see `AnswerNote`. */
  readonly provedBy?: number;
  readonly now: string;
}): readonly Delivery[] {
  const { announcement, subject, migrations } = input;
  if (announcement.observed) return [];
  const places = new Map<string, Place>();
  const tell = (migration: Migration, place: Omit<Place, 'told' | 'state'>): void => {
    const { state } = migration;
    const { channel, team, audience } = place;
    const each = factsOf(channel).about === 'model' ? migration.consumer : '';
    const key = JSON.stringify([channelPart(channel), team, audience, state.name, each]);
    const known = places.get(key);
    places.set(key, { ...place, state: known?.state ?? state, told: [...(known?.told ?? []), migration.consumer] });
  };
  for (const migration of migrations) {
    const { team } = migration;
    for (const channel of channelsOf(migration)) tell(migration, { channel, team, audience: 'consumer' });
    if (subject.channel !== undefined) {
      const channel = placeNamed(subject.channel);
      tell(migration, { channel, team: subject.ownerTeam, audience: 'producer' });
    }
  }
  return [...places.values()].map((place) => deliveryTo(place, input));
}

interface Place {
  readonly channel: DeliveryChannel;
  readonly team: string;
  readonly audience: Audience;
  readonly state: MigrationState;
  /** Names of models. */
  readonly told: readonly string[];
}

function deliveryTo(
  { channel, team, audience, state, told }: Place,
  {
    announcement,
    qualifier,
    provedBy,
    now,
  }: { announcement: Announcement; qualifier: string; provedBy?: number; now: string },
): Delivery {
  const planned = {
    id: announcementDeliveryId({
      announcementId: announcement.id,
      kind: 'answered',
      channel,
      team,
      qualifier: [`${qualifier}-${audience}-${state.name}`, ...(factsOf(channel).about === 'model' ? told : [])].join(
        '/',
      ),
    }),
    kind: 'answered' as const,
    channel,
    ...changeIn(announcement),
    team,
    ...(audience === 'producer' ? { audience } : {}),
    consumers: told,
    answer: { consumers: told, state, ...defined({ provedBy }) },
  };
  return pendingDelivery(planned, now);
}
