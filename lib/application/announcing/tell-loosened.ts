import type { Announcement } from '../../domain/announcement.ts';
import { isClosed } from '../../domain/migration/state.ts';
import { planDeliveries } from '../../domain/notification/plan/plan-deliveries.ts';
import { planProducer } from '../../domain/notification/plan/plan-producer.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import { allMigrations } from './all-migrations.ts';

export const isLooseningUntold = ({ status, loosened }: Announcement): boolean =>
  status === 'open' && loosened?.told === false;

/**
 * Tells the teams that still have to answer, and the producer, that an administrator loosened what an announcement goes by.
 * Keys are made of the moment, so a repeat tells nobody twice.
 */
export async function tellLoosened(
  announcement: Announcement,
  { store, clock }: { readonly store: Store; readonly clock: Clock },
): Promise<'done' | 'lost'> {
  const { loosened, dueAt, ...rest } = announcement;
  if (!loosened || !isLooseningUntold(announcement)) return 'done';
  const all = await allMigrations(store, announcement.id);
  const migrations = all.filter((migration) => !isClosed(migration));
  const subject = await store.find('subject', { name: announcement.subject });
  const of = { announcement, kind: 'loosened' as const, now: clock.now() };
  const deliveries = [
    ...planDeliveries({ ...of, migrations, day: loosened.at }),
    ...planProducer({ ...of, subject, qualifier: loosened.at }),
  ];
  if (deliveries.length > 0) await store.ensure(deliveries.map((item) => ({ put: 'delivery' as const, item })));
  // Of the end of a subject, of what is live and of what is judged again, it is due for more than this.
  const isDue = announcement.retires !== undefined || announcement.live || announcement.rejudging !== undefined;
  const told: Announcement = {
    ...rest,
    loosened: { ...loosened, told: true },
    ...(isDue && dueAt !== undefined ? { dueAt } : {}),
    revision: announcement.revision + 1,
  };
  return (await store.update('announcement', told, announcement.revision)) === 'lost' ? 'lost' : 'done';
}
