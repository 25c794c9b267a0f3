import type { Delivery, Migration, SlackReceipt } from '../domain/announcement.ts';
import { announcementDeliveryId } from '../domain/notification/delivery-id.ts';
import { renderSlack } from '../domain/notification/render-slack.ts';
import { renderSlackDigest } from '../domain/notification/render-slack-digest.ts';
import type { SlackRendering } from '../domain/notification/slack-blocks.ts';
import {
  countFailure,
  type DeliveryProgress,
  endDelivery,
  finishedProgress,
  moveDelivery,
  RATE_LIMITED,
} from './delivery-progress.ts';
import { loadDigest } from './load-digest.ts';
import { loadTeamMessage, type TellPorts } from './load-team-message.ts';
import type { SlackMessage, SlackNotifier, SlackOutcome } from './ports.ts';

export interface DeliverSlackPorts extends TellPorts {
  readonly slack: SlackNotifier;
}

/**
 * Sends one message to one channel, worded from the state as it is now. May run any number of times: what was sent stays
 * sent, and where an earlier attempt ended without an answer, the channel is searched for its message first.
 */
export async function deliverSlack(deliveryId: string, ports: DeliverSlackPorts): Promise<DeliveryProgress> {
  const { store } = ports;
  const delivery = await store.find('delivery', { id: deliveryId });
  if (!delivery) return { outcome: 'skipped' };
  const finished = finishedProgress(delivery);
  if (finished) return finished;
  const told = await wording(delivery, ports);
  const place = await findPlace(delivery, told?.migrations ?? [], ports);
  const found = place && isUncertain(delivery) ? await ports.slack.findSent(place) : undefined;
  if (typeof found === 'object') return await recordSent(delivery, found, ports);
  if (!told || !place) {
    await endDelivery(store, delivery, { status: 'skipped' });
    return { outcome: 'skipped' };
  }
  const { error: _, ...kept } = delivery;
  const mark = found === 'cannot-look' ? { possibleDuplicate: true } : {};
  const sending = await moveDelivery(store, kept, { status: 'sending', ...mark });
  if (sending === 'lost') return { outcome: 'retry', afterSeconds: 5, reason: 'another attempt is under way' };
  const outcome = await ports.slack.post({ ...told.rendering, ...place });
  return await record(sending, outcome, ports);
}

/** The message as things stand now, and whom a follow-up is about; `undefined` where nothing is left to say. */
async function wording(
  delivery: Delivery,
  ports: DeliverSlackPorts,
): Promise<{ readonly rendering: SlackRendering; readonly migrations: readonly Migration[] } | undefined> {
  if (delivery.kind === 'digest') {
    const [first, ...others] = (await loadDigest(delivery, ports))?.news ?? [];
    return first && { rendering: renderSlackDigest(first, others), migrations: [] };
  }
  const team = await loadTeamMessage(delivery, ports);
  return team && { rendering: renderSlack(team), migrations: team.migrations };
}

/** Whether an earlier attempt may have arrived: it was begun, and nothing says that it sent nothing. */
const isUncertain = ({ status, error }: Delivery): boolean => status === 'sending' && error !== RATE_LIMITED;

type Place = Pick<SlackMessage, 'channel' | 'notificationId' | 'threadTs'>;

/** The channel, and below which message; nowhere, if it would take back what nobody was told. */
async function findPlace(
  delivery: Delivery,
  migrations: readonly Migration[],
  ports: DeliverSlackPorts,
): Promise<Place | undefined> {
  const { channel, id: notificationId } = delivery;
  if (channel.kind !== 'slack') return undefined;
  const first = isFollowUp(delivery) ? await firstReceipt(delivery, migrations, ports) : undefined;
  if (first) return { channel: first.channelId, notificationId, threadTs: first.ts };
  return THREAD_ONLY.has(delivery.kind) ? undefined : { channel: channel.channel, notificationId };
}

/** What stands in the channel itself; all else is told below the first message. */
const ON_ITS_OWN: ReadonlySet<Delivery['kind']> = new Set(['announced', 'digest', 'emergency']);
const isFollowUp = ({ kind }: Delivery): boolean => !ON_ITS_OWN.has(kind);
/** What is nothing to those who were never told of the change. */
const THREAD_ONLY: ReadonlySet<Delivery['kind']> = new Set(['withdrawn', 'live']);

/** Where the first message stands: the team's, or that of a model which subscribed later and had one of its own. */
async function firstReceipt(
  { channel, announcementId = '', team }: Delivery,
  migrations: readonly Migration[],
  { store }: DeliverSlackPorts,
): Promise<SlackReceipt | undefined> {
  const own = { announcementId, kind: 'announced' as const, channel, team };
  const late = migrations.slice(0, 1).map(({ consumer }) => ({ ...own, qualifier: consumer }));
  for (const of of [own, ...late]) {
    const first = await store.find('delivery', { id: announcementDeliveryId(of) });
    if (first?.receipt && 'ts' in first.receipt) return first.receipt;
  }
  return undefined;
}

async function record(delivery: Delivery, result: SlackOutcome, ports: DeliverSlackPorts): Promise<DeliveryProgress> {
  const { store } = ports;
  switch (result.outcome) {
    case 'sent':
      return await recordSent(delivery, result.receipt, ports);
    case 'refused':
      await endDelivery(store, delivery, { status: 'failed', error: result.error });
      return { outcome: 'refused', error: result.error };
    case 'rate-limited':
      // Lost, another attempt knows better; else the next one need not look for what was never sent.
      await moveDelivery(store, delivery, { error: RATE_LIMITED });
      return { outcome: 'retry', afterSeconds: result.retryAfterSeconds, reason: RATE_LIMITED };
    case 'unknown':
      return await countFailure(store, delivery, result.error);
  }
}

async function recordSent(
  delivery: Delivery,
  receipt: SlackReceipt,
  { store, clock }: DeliverSlackPorts,
): Promise<DeliveryProgress> {
  await endDelivery(store, delivery, { status: 'sent', receipt, sentAt: clock.now() });
  return { outcome: 'sent', receipt };
}
