import type { Delivery, SlackReceipt } from '../domain/announcement.ts';
import {
  countFailure,
  type DeliveryProgress,
  endDelivery,
  finishedProgress,
  moveDelivery,
  RATE_LIMITED,
  sentProgress,
} from './delivery-progress.ts';
import type { SlackMessage, SlackOutcome } from './ports.ts';
import { type Worded, type WordingPorts, wordForSlack } from './slack-wording.ts';

export type DeliverSlackPorts = WordingPorts;

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
  const told = await wordForSlack(delivery, ports);
  if (told && 'outcome' in told) return await recordUpdate(delivery, told, ports);
  const place = findPlace(delivery, told);
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

/** Whether an earlier attempt may have arrived: it was begun, and nothing says that it sent nothing. */
const isUncertain = ({ status, error }: Delivery): boolean => status === 'sending' && error !== RATE_LIMITED;

type Place = Pick<SlackMessage, 'channel' | 'notificationId' | 'threadTs'>;

/** The channel, and below which message; nowhere, if it would take back what nobody was told. */
function findPlace({ channel, id: notificationId, kind }: Delivery, told: Worded | undefined): Place | undefined {
  if (channel.kind !== 'slack') return undefined;
  const first = told?.first;
  if (first) return { channel: first.channelId, notificationId, threadTs: first.ts };
  return THREAD_ONLY.has(kind) ? undefined : { channel: channel.channel, notificationId };
}

/** What is nothing to those who were never told of the change. */
const THREAD_ONLY: ReadonlySet<Delivery['kind']> = new Set(['withdrawn', 'live']);

/** What Slack said to bringing the first message up to date, before anything of this delivery's own was sent. */
async function recordUpdate(
  delivery: Delivery,
  result: Exclude<SlackOutcome, { outcome: 'sent' }>,
  ports: DeliverSlackPorts,
): Promise<DeliveryProgress> {
  // Nothing is written for a wait: a delivery that is still `pending` would be forwarded once more.
  if (result.outcome === 'rate-limited')
    return { outcome: 'retry', afterSeconds: result.retryAfterSeconds, reason: RATE_LIMITED };
  return await record(delivery, result, ports);
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
  const sentAt = clock.now();
  await endDelivery(store, delivery, { status: 'sent', receipt, sentAt });
  return await sentProgress(store, delivery, { receipt, sentAt });
}
