import type { Announcement } from '../../domain/announcement.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { factsOf } from '../../domain/notification/channels.ts';
import { isAbout } from '../../domain/notification/plan/channels.ts';
import { planUnheard } from '../../domain/notification/plan/plan-untold.ts';
import { allMigrations } from '../announcing/all-migrations.ts';
import { everyPage } from '../every-page.ts';
import type { Store } from '../ports/store.ts';
import { loadHelpers } from './load-helpers.ts';

/** What tells that a change is live over a model. */
export const isLoud = <D extends Pick<Delivery, 'kind'>>(delivery: D): delivery is D & { readonly kind: LoudKind } =>
  delivery.kind === 'emergency' || delivery.kind === 'exposed';
type LoudKind = 'emergency' | 'exposed';

/**
 * What follows where nothing that a team chose took the message that a change is live over a model, nor where it escalates
 * to: the administrators hear it in the organisation's channel. Made of what failed, so that a repeat tells nobody twice.
 */
export async function settleUnheard(
  failed: Delivery & { readonly kind: LoudKind },
  { announcement, store, now }: { readonly announcement: Announcement; readonly store: Store; readonly now: string },
): Promise<void> {
  const { team } = failed;
  if (!isOwn(failed)) return;
  const { fallback } = await loadHelpers(announcement, team, store);
  if (fallback === undefined) return;
  const listed = await everyPage((page) =>
    store.listDeliveriesOfAnnouncement(announcement.id, page, `${failed.kind}#`),
  );
  // Those of one telling were planned together.
  const same = listed.filter((one) => one.team === team && one.createdAt === failed.createdAt && isOwn(one));
  const told = (await allMigrations(store, announcement.id, team)).filter((one) => isAbout(failed, one));
  const unheard = told.filter((one) => same.every((other) => other.status === 'failed' || !isAbout(other, one)));
  const consumers = unheard.map(({ consumer }) => consumer);
  if (consumers.length === 0) return;
  const item = planUnheard({ announcement, failed, consumers, fallback, now });
  await store.ensure([{ put: 'delivery', item }]);
}

/** A person's channel that the team chose, or where it escalates to. */
const isOwn = ({ channel, audience }: Delivery): boolean =>
  factsOf(channel).chosen && (audience === undefined || audience === 'escalation');
