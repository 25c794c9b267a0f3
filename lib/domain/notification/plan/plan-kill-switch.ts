import type { Announcement } from '../../announcement.ts';
import type { Delivery } from '../../delivery.ts';
import { type KillSwitch, type KillSwitchReason, OWN_TOPIC } from '../../kill-switch.ts';
import type { Migration } from '../../migration/migration.ts';
import type { DeliveryChannel } from '../channels.ts';
import { announcementDeliveryId, killSwitchTrialId } from './delivery-id.ts';
import { pendingDelivery } from './pending-delivery.ts';

/**
 * The event that a model's runbook acts upon, where its team registered one for that reason; only a proven or possible break
 * trips it, never a question. Its id is made of the moment (`since`), so that what happens again is told again.
 */
export function planKillSwitch(input: {
  readonly announcement: Announcement;
  readonly migration: Migration;
  readonly killSwitch: KillSwitch | undefined;
  readonly reason: KillSwitchReason;
  readonly since: string;
  readonly now: string;
}): Delivery | undefined {
  const { announcement, migration, killSwitch, reason, since, now } = input;
  if (!killSwitch?.on.includes(reason) || migration.concern !== 'breaking' || announcement.observed) return undefined;
  const { consumer, team, subject, version, announcementId } = migration;
  const channel = channelTo(killSwitch);
  const qualifier = `${consumer}/${reason}/${since}`;
  const planned = {
    id: announcementDeliveryId({ announcementId, kind: 'kill-switch', channel, team, qualifier }),
    kind: 'kill-switch' as const,
    channel,
    subject,
    version,
    announcementId,
    team,
    consumers: [consumer],
    killSwitch: { consumer, reason, dryRun: false },
  };
  return pendingDelivery(planned, now);
}

/** The same event, marked as a trial; `about` is what it speaks of. */
export function planTrial(input: {
  readonly consumer: { readonly name: string; readonly team: string; readonly killSwitch: KillSwitch };
  readonly reason: KillSwitchReason;
  readonly about: { readonly subject: string; readonly version: number; readonly announcementId?: string };
  readonly id: string;
  readonly now: string;
}): Delivery {
  const { consumer, reason, about, id, now } = input;
  const { name, team, killSwitch } = consumer;
  const planned = {
    id: killSwitchTrialId({ team, consumer: name, id }),
    kind: 'kill-switch' as const,
    channel: channelTo(killSwitch),
    ...about,
    team,
    consumers: [name],
    killSwitch: { consumer: name, reason, dryRun: true },
  };
  return pendingDelivery(planned, now);
}

const channelTo = ({ target }: KillSwitch): DeliveryChannel<'sns'> =>
  target === OWN_TOPIC ? { kind: 'sns' } : { kind: 'sns', target };
