import type { Delivery } from '../../domain/delivery.ts';
import { renderSlackTest } from '../../domain/notification/events/render-channel-test.ts';
import { renderProducer } from '../../domain/notification/slack/render-producer.ts';
import { renderReminders, renderSlack } from '../../domain/notification/slack/render-slack.ts';
import { renderSlackDigest } from '../../domain/notification/slack/render-slack-digest.ts';
import { asReply, type SlackRendering } from '../../domain/notification/slack/slack-blocks.ts';
import type { TeamMessage } from '../../domain/notification/words/team-message.ts';
import type { SlackNotifier, SlackOutcome } from '../ports/slack.ts';
import { firstRendering, type Thread, updateFirstMessages } from './first-messages.ts';
import { loadDigest } from './load-digest.ts';
import { isWorthTelling, loadProducerMessage, loadTeamMessage, type TellPorts } from './load-team-message.ts';
import { isLoud } from './settle-unheard.ts';

export interface WordingPorts extends TellPorts {
  readonly slack: SlackNotifier;
}

/** A message as things stand now, and below which one it belongs. */
export interface Worded extends Thread {
  readonly rendering: SlackRendering;
}
type Refusal = Exclude<SlackOutcome, { outcome: 'sent' }>;

/**
 * Words a delivery from the current state. A follow-up first brings the messages before it up to date, so that what
 * stands above a note is never older than the note. `undefined` where nothing is left to say.
 */
export async function wordForSlack(delivery: Delivery, ports: WordingPorts): Promise<Worded | Refusal | undefined> {
  if (delivery.kind === 'test') return { rendering: renderSlackTest({ delivery, registryUrl: ports.registry.url }) };
  if (delivery.kind === 'digest') {
    const digest = await loadDigest(delivery, ports);
    return digest && { rendering: renderSlackDigest(digest) };
  }
  if (delivery.kind === 'reminder' && delivery.announcementIds) return await wordReminders(delivery, ports);
  const rendering = await noteOf(delivery, ports);
  if (delivery.kind === 'announced' || delivery.kind === 'overview') return rendering && { rendering };
  // Also where the note has nothing left to say: what it was to tell of happened, and stands in the first message.
  const thread = await updateFirstMessages(delivery, ports);
  if ('outcome' in thread) return thread;
  // Where nothing was said there is nothing that goes on elsewhere.
  if (delivery.kind === 'moved' && !thread.first) return undefined;
  return rendering && (await below(thread, rendering, ports));
}

/** A follow-up in its thread; where no first message stands any more it has the buttons itself. */
async function below(thread: Thread, rendering: SlackRendering, { slack }: WordingPorts): Promise<Worded> {
  const { first, others = [] } = thread;
  if (!first) return { rendering };
  const links = await Promise.all(others.map((receipt) => slack.permalink(receipt)));
  return {
    rendering: asReply(
      rendering,
      links.filter((link) => link !== undefined),
    ),
    first,
  };
}

async function noteOf(delivery: Delivery, ports: WordingPorts): Promise<SlackRendering | undefined> {
  if (delivery.audience === 'producer' || (delivery.audience === 'administrator' && !isLoud(delivery))) {
    const producer = await loadProducerMessage(delivery, ports);
    return producer && isWorthTelling(producer) ? renderProducer(producer) : undefined;
  }
  const team = await loadTeamMessage(delivery, ports);
  if (!team) return undefined;
  // A channel to which a team escalates has no message that is kept true.
  const isKept = delivery.kind === 'announced' && delivery.audience !== 'escalation';
  return isKept ? await firstRendering(delivery, ports) : renderSlack(team);
}

/** A day's reminders: of a single change in its thread, of several in one message with links to their threads. */
async function wordReminders(delivery: Delivery, ports: WordingPorts): Promise<Worded | Refusal | undefined> {
  const reminders: { readonly team: TeamMessage; readonly thread: Thread }[] = [];
  for (const announcementId of delivery.announcementIds ?? []) {
    const one: Delivery = { ...delivery, announcementId };
    const team = await loadTeamMessage(one, ports);
    if (!team) continue;
    const thread = await updateFirstMessages(one, ports);
    if ('outcome' in thread) return thread;
    reminders.push({ team, thread });
  }
  const [only] = reminders;
  if (only && reminders.length === 1) return await below(only.thread, renderSlack(only.team), ports);
  if (!only) return undefined;
  const linked = [];
  for (const { team, thread } of reminders)
    linked.push({ team, thread: thread.first && (await ports.slack.permalink(thread.first)) });
  return { rendering: renderReminders(linked, only.team.mention) };
}
