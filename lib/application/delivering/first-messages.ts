import type { Delivery } from '../../domain/delivery.ts';
import { announcementDeliveryId, heirId, messagesPrefix } from '../../domain/notification/plan/delivery-id.ts';
import { renderProducer } from '../../domain/notification/slack/render-producer.ts';
import { renderSlack } from '../../domain/notification/slack/render-slack.ts';
import type { SlackRendering } from '../../domain/notification/slack/slack-blocks.ts';
import type { SlackReceipt } from '../../domain/receipt.ts';
import type { SlackNotifier, SlackOutcome } from '../ports/slack.ts';
import { loadFirstMessage, loadProducerMessage, type TellPorts } from './load-team-message.ts';

export interface Thread {
  /** Where a follow-up belongs; absent where no first message stands any more. */
  readonly first?: SlackReceipt;
  /** Further first messages that it is about: models that came later have their own. */
  readonly others?: readonly SlackReceipt[];
}

/**
 * A first message, a team's or the producer's, as it must read now, from nothing but the state; `undefined` where there
 * is no such message.
 */
export async function firstRendering(first: Delivery, ports: TellPorts): Promise<SlackRendering | undefined> {
  if (first.kind === 'overview') {
    const producer = await loadProducerMessage(first, ports);
    return producer && renderProducer({ ...producer, kind: 'overview' });
  }
  const team = await loadFirstMessage(first, ports);
  return team && renderSlack(team);
}

/**
 * Brings every first message about a follow-up's announcement in its channel up to date, and says in whose thread the
 * follow-up belongs. Doing so twice changes nothing; a message that was deleted is no failure.
 */
export async function updateFirstMessages(
  followUp: Delivery,
  ports: TellPorts & { readonly slack: SlackNotifier },
): Promise<Thread | Exclude<SlackOutcome, { outcome: 'sent' }>> {
  const standing: { readonly first: Delivery; readonly receipt: SlackReceipt }[] = [];
  for (const first of await findFirsts(followUp, ports)) {
    const { receipt } = first;
    const rendering = receipt && 'ts' in receipt ? await firstRendering(first, ports) : undefined;
    if (!receipt || !('ts' in receipt) || !rendering) continue;
    const message = { ...rendering, channel: receipt.channelId, notificationId: first.id };
    const outcome = await ports.slack.update(message, receipt);
    if (outcome.outcome === 'sent') standing.push({ first, receipt });
    else if (outcome.outcome !== 'refused' || !outcome.gone) return outcome;
  }
  const about = followUp.consumers ?? followUp.answer?.consumers;
  const own = standing.find(({ first }) => about?.every((name) => first.consumers?.includes(name)));
  const { receipt } = own ?? standing[0] ?? {};
  if (!receipt) return {};
  const others = own ? [] : standing.slice(1).map((other) => other.receipt);
  return { first: receipt, ...(others.length > 0 ? { others } : {}) };
}

/** The team's first message, then those that some of its models have of their own; for the producer, the overview. */
async function findFirsts(followUp: Delivery, { store }: TellPorts): Promise<readonly Delivery[]> {
  const { announcementId, channel, team, audience } = followUp;
  if (announcementId === undefined || audience === 'escalation' || audience === 'administrator') return [];
  if (audience === 'producer') {
    const id = announcementDeliveryId({ announcementId, channel, team, kind: 'overview' });
    const overview = await store.find('delivery', { id });
    return overview ? [overview] : [];
  }
  const found: Delivery[] = [];
  let cursor: string | undefined;
  do {
    const page = { limit: 100, ...(cursor ? { cursor } : {}) };
    const listed = await store.listDeliveriesOfAnnouncement(
      announcementId,
      page,
      messagesPrefix({ kind: 'announced', channel, team }),
    );
    for (const first of listed.items)
      if (first.team === team && first.audience === undefined) found.push(await currentFirst(first, store));
    cursor = listed.nextCursor;
  } while (cursor);
  return found;
}

/**
 * What a message says now where a later announcement has taken over: its words are no longer those of the earlier one. The
 * first message itself where none has.
 */
export async function currentFirst(first: Delivery, store: TellPorts['store']): Promise<Delivery> {
  const announcement = await store.find('announcement', { id: first.announcementId ?? '' });
  if (announcement?.supersededBy === undefined) return first;
  const heir = await store.find('delivery', { id: heirId(first.id, announcement.supersededBy) });
  return heir?.adopted ? await currentFirst(heir, store) : first;
}
