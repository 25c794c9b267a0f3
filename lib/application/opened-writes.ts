import type { Announcement, Migration } from '../domain/announcement.ts';
import { planDeliveries } from '../domain/notification/plan-deliveries.ts';
import { planProducer } from '../domain/notification/plan-producer.ts';
import type { Subject } from '../domain/subject.ts';
import type { Write } from './ports.ts';
import { isUnsubscribed } from './unsubscribe.ts';

/**
 * What opens a migration once the readers of an announcement have been told: the migration, a first message of its own, the
 * producer's overview, and the announcement with one more model, conditional on its staying as it was.
 */
export function openedWrites(of: {
  readonly was: Announcement;
  /** As it is to stand, with nothing counted yet. */
  readonly announcement: Announcement;
  readonly subject: Subject;
  readonly migration: Migration;
  readonly known: Migration | undefined;
  readonly now: string;
}): readonly Write[] {
  const { was, announcement, subject, migration, known, now } = of;
  const { consumer } = migration;
  const told = { announcement, migrations: [migration], now };
  const deliveries = planDeliveries({ ...told, kind: 'announced', lateConsumer: consumer });
  // The overview that the producer has is brought up to date, or there is none yet.
  const first = announcement.affected === 0;
  const as = first ? { kind: 'overview' as const } : { kind: 'answered' as const, qualifier: `late-${consumer}` };
  const overview = planProducer({ announcement, subject, now, ...as }).map((delivery) =>
    first ? delivery : { ...delivery, consumers: [consumer] },
  );
  return [
    { put: 'announcement', item: counted(announcement, known), expect: was.revision, was },
    { put: 'migration', item: migration, expect: known?.revision ?? 'absent', was: known },
    ...[...deliveries, ...overview].map((item) => ({ put: 'delivery' as const, item, expect: 'any' as const })),
  ];
}

const counted = (announcement: Announcement, known: Migration | undefined): Announcement => ({
  ...announcement,
  status: 'open',
  affected: announcement.affected + (known && known.concern !== 'digest' && !isUnsubscribed(known) ? 0 : 1),
  revision: announcement.revision + 1,
});
