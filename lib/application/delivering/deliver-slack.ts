import type { Delivery, DeliveryTo } from '../../domain/delivery.ts';
import type { SlackMessage } from '../ports/slack.ts';
import { deliverer } from './deliver.ts';
import {
  beginSending,
  isUncertain,
  type ProgressPorts,
  recordOutcome,
  recordSent,
  recordSkipped,
  recordUpdate,
} from './delivery-progress.ts';
import { type Worded, type WordingPorts, wordForSlack } from './slack-wording.ts';

export type DeliverSlackPorts = WordingPorts & ProgressPorts;

/**
 * Sends one message to one channel, worded from the state as it is now. May run any number of times: what was sent stays
 * sent, and where an earlier attempt ended without an answer, the channel is searched for its message first.
 */
export const deliverSlack = deliverer('slack', async (delivery, ports: DeliverSlackPorts) => {
  const told = await wordForSlack(delivery, ports);
  if (told && 'outcome' in told) return await recordUpdate(delivery, told, ports);
  const place = findPlace(delivery, told);
  const begun = isUncertain(delivery) ? placeBegun(delivery) : undefined;
  const found = begun && (await ports.slack.findSent(begun));
  if (typeof found === 'object') return await recordSent(delivery, found, ports);
  if (!told || !place) return await recordSkipped(delivery, ports);
  const sending = await beginSending(delivery, ports, {
    ...(told.first ? { thread: told.first } : {}),
    ...(found === 'cannot-look' ? { possibleDuplicate: true } : {}),
  });
  if ('outcome' in sending) return sending;
  return await recordOutcome(sending, await ports.slack.post({ ...told.rendering, ...place }), ports);
});

type Place = Pick<SlackMessage, 'channel' | 'notificationId' | 'threadTs'>;

/** The channel, and below which message; nowhere, if it would take back what nobody was told. */
function findPlace(
  { channel, id: notificationId, kind }: DeliveryTo<'slack'>,
  told: Worded | undefined,
): Place | undefined {
  const first = told?.first;
  if (first) return { channel: first.channelId, notificationId, threadTs: first.ts };
  return THREAD_ONLY.has(kind) ? undefined : { channel: channel.channel, notificationId };
}

/** Where the attempt was made whose outcome is unknown. */
function placeBegun({ channel, id: notificationId, thread }: DeliveryTo<'slack'>): Place {
  if (thread) return { channel: thread.channelId, notificationId, threadTs: thread.ts };
  return { channel: channel.channel, notificationId };
}

/** What is nothing to those who were never told of the change. */
const THREAD_ONLY: ReadonlySet<Delivery['kind']> = new Set(['withdrawn', 'live']);
