import { renderKillSwitchEmail } from '../email/render-email-news.ts';
import type { KillSwitchMessage } from '../words/kill-switch-message.ts';
import { announcementUrl } from '../words/team-message.ts';
import { EVENT_TYPES } from './cloud-event.ts';
import { bounded, cut, type Envelope, envelope, type RenderedEvent } from './event-parts.ts';

const WITNESS = 1_500;

const RELEASE = 60;

/** One event for one model, whole in itself: a runbook need not ask anything more before it acts. */
export function renderKillSwitch(input: KillSwitchMessage & Envelope): RenderedEvent {
  const { use, team, subject, version, cause, registryUrl } = input;
  const { consumer, reason, dryRun } = use;
  const type = EVENT_TYPES.killSwitch;
  return {
    event: envelope({
      id: input.deliveryId,
      type,
      about: `${subject}/${version}`,
      at: input.at,
      registryUrl,
      data: { consumer, team, subject, version, reason, dryRun, ...(cause ? causeOf(cause, registryUrl) : {}) },
    }),
    attributes: { type, subject, severity: 'breaking', team, consumer: [consumer], dryRun: String(dryRun) },
    email: renderKillSwitchEmail(input),
  };
}

function causeOf(
  { announcement, migration }: NonNullable<KillSwitchMessage['cause']>,
  registryUrl: string,
): Readonly<Record<string, unknown>> {
  const { deadline, releases, state, witness } = migration;
  return {
    announcementId: announcement.id,
    live: announcement.live,
    state: state.name,
    deadline,
    releases: releases.slice(0, 10).map((release) => cut(release, RELEASE)),
    ...bounded('witness', witness, WITNESS),
    url: announcementUrl({ announcement, registryUrl }),
  };
}
