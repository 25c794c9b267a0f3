import type { Announcement } from '../../announcement.ts';
import { compareDates, dateText, isLater, isOver } from '../../date.ts';
import { type Hearing, isUntold, untoldBecause } from '../../migration/hearing.ts';
import type { Migration } from '../../migration/migration.ts';
import { isClosed } from '../../migration/state.ts';
import { channelsOf, type DeliveryChannel, factsOf, type Places } from '../../notification/channels.ts';
import type { Policy } from '../settings/policy.ts';
import { later, noticeEnd } from './notice.ts';

/**
 * Whether a model's team is told by what a channel took: a person's channel always; the topic, of which nobody knows who
 * listens, only where the team chose nothing else.
 */
export const tellsTeam = (channel: DeliveryChannel, places: Places): boolean =>
  factsOf(channel).chosen || !channelsOf(places).some((one) => factsOf(one).chosen);

/**
 * A migration as it stands once its team is told: nobody is past a date that they were not told of, so the date lies at
 * least the notice of an experimental model ahead, or the model's own where that is shorter. Not in an emergency.
 */
export function afterTold<M extends Migration>(
  migration: M,
  told: {
    readonly at: string;
    readonly by: Extract<Hearing, { name: 'told' }>['by'];
    readonly policy: Pick<Policy, 'notice'>;
    readonly announcement: Pick<Announcement, 'emergency'>;
  },
): M {
  if (!isUntold(migration)) return migration;
  const { at, by, policy, announcement } = told;
  const heard = { ...migration, hearing: { name: 'told', at, by } as const };
  if (announcement.emergency || migration.late || isClosed(migration)) return heard;
  const { experimental } = policy.notice;
  const [earliest = ''] = [experimental, policy.notice[migration.tier]]
    .map((one) => noticeEnd(one, at))
    .sort(compareDates);
  if (!isLater(earliest, migration.deadline)) return heard;
  return { ...heard, deadline: earliest, announcedDeadline: earliest };
}

/** What comes of a producer or an administrator letting a version pass over a model that was never told. */
export type PassUntold =
  | { readonly outcome: 'passed'; readonly hearing: Hearing }
  | { readonly outcome: 'unchanged' | 'refused'; readonly because: string };

/** Only once the model has held the release as long as it may: until then its channel may still be repaired. */
export function passUntold(
  migration: Pick<Migration, 'hearing' | 'state' | 'deadline'>,
  { by, reason, policy, now }: { by: string; reason: string; policy: Pick<Policy, 'holdUntold'>; now: string },
): PassUntold {
  const { hearing } = migration;
  if (hearing?.name === 'passed') return { outcome: 'unchanged', because: `${hearing.by} let it pass already` };
  if (!isUntold(migration)) return { outcome: 'refused', because: 'its team was told: its answer or its date decides' };
  if (isClosed(migration)) return { outcome: 'unchanged', because: 'it holds nothing any more' };
  const after = later(migration.deadline, policy.holdUntold);
  if (!isOver(after, now))
    return {
      outcome: 'refused',
      because: `it is held until ${dateText(after)} is over, so that its channel can be repaired: forewarn channels test`,
    };
  return { outcome: 'passed', hearing: { name: 'passed', at: now, by, reason, error: untoldBecause(migration) } };
}
