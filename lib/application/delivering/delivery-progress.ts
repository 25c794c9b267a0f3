import { wholeText } from '../../domain/bounded.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { factsOf } from '../../domain/notification/channels.ts';
import { secondsBetween } from '../../domain/policy/deadlines/notice.ts';
import type { Receipt } from '../../domain/receipt.ts';
import type { ChannelOutcome } from '../ports/channel.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import { markTold, type ToldPorts } from './mark-told.ts';
import { sendAgain } from './send-again.ts';
import { settleFailed } from './settle-failed.ts';

/** What became of one attempt to deliver; the handler turns it into what the queue understands. */
export type DeliveryProgress =
  | {
      readonly outcome: 'sent';
      readonly receipt?: Receipt;
      /** Of an announcement's first message, sent just now: how long it was under way. */
      readonly secondsSincePublish?: number;
    }
  /** Nothing is left to say. */
  | { readonly outcome: 'skipped' }
  /** The other side will never take it: kept as failed in the table, trying again would change nothing. */
  | { readonly outcome: 'refused'; readonly error: string }
  /** Its own failures are used up: it belongs among the dead letters. */
  | { readonly outcome: 'exhausted'; readonly error: string }
  | { readonly outcome: 'retry'; readonly afterSeconds: number; readonly reason: string };

/** A delivery's own failures; a wait that the other side asks for is none. */
export const MAX_ATTEMPTS = 5;

/** Kept beside `sending`: the last attempt is known to have sent nothing, so there is nothing to look for. */
const RATE_LIMITED = 'ratelimited';

/**
 * What a finished delivery answers when its message comes again, after all that follows from a failure; `undefined` while
 * there is something to do.
 */
export async function progressOfFinished(
  delivery: Delivery,
  ports: ProgressPorts,
): Promise<DeliveryProgress | undefined> {
  await settleFailed(delivery, ports.clock.now(), ports);
  return finishedProgress(delivery);
}

function finishedProgress({ status, receipt, attempts, error }: Delivery): DeliveryProgress | undefined {
  switch (status) {
    case 'sent':
      return { outcome: 'sent', ...(receipt ? { receipt } : {}) };
    case 'skipped':
      return { outcome: 'skipped' };
    case 'failed':
      return { outcome: attempts >= MAX_ATTEMPTS ? 'exhausted' : 'refused', error: error ?? 'unknown' };
    // Only the sweep closes a digest; sent before, it would miss what still joins it.
    case 'scheduled':
      return { outcome: 'skipped' };
    case 'pending':
    case 'sending':
      return undefined;
  }
}

/** Moves a delivery on, or finds that another one did; `lost` is for the caller to decide about. */
async function moveDelivery(store: Store, delivery: Delivery, to: Partial<Delivery>): Promise<Delivery | 'lost'> {
  const { again: _, ...rest } = delivery;
  const moved = { ...rest, ...to, revision: delivery.revision + 1 };
  return (await store.update('delivery', moved, delivery.revision)) === 'lost' ? 'lost' : moved;
}

type Ending = Partial<Delivery> & Pick<Delivery, 'status'>;

/**
 * Records how a delivery ended. It has happened, so it is written whatever the revision became meanwhile: the sweep moves
 * it when it requeues.
 */
async function endDelivery(store: Store, delivery: Delivery, ending: Ending): Promise<Delivery> {
  let current: Delivery | undefined = delivery;
  for (let tries = 0; current && tries < 3; tries++) {
    const { dueAt: _due, error: _error, thread: _thread, again: _again, ...rest } = current;
    const ended = { ...rest, ...ending, revision: current.revision + 1 };
    if ((await store.update('delivery', ended, current.revision)) === 'committed') return ended;
    current = await store.find('delivery', { id: delivery.id });
    if (current && finishedProgress(current)) return current;
  }
  throw new Error(
    `Delivery ${delivery.id} ended as ${ending.status}, but its item keeps changing; it will be tried again`,
  );
}

/** It will not be taken: written down first, so that whoever comes again knows what is left to follow from it. */
async function fail(delivery: Delivery, failure: Partial<Delivery>, ports: ProgressPorts): Promise<void> {
  const ended = await endDelivery(ports.store, delivery, { status: 'failed', ...failure });
  await settleFailed(ended, ports.clock.now(), ports);
}

/** Counts a failure of the delivery's own: another try after a growing pause, until they are used up. */
async function countFailure(delivery: Delivery, error: string, ports: ProgressPorts): Promise<DeliveryProgress> {
  const { store } = ports;
  const attempts = delivery.attempts + 1;
  const kept = wholeText(error.slice(0, 500));
  if (attempts >= MAX_ATTEMPTS) {
    await fail(delivery, { attempts, error: kept }, ports);
    return { outcome: 'exhausted', error: kept };
  }
  // Never `pending` again: the table's stream would hand it to the queue a second time.
  await moveDelivery(store, delivery, { status: 'sending', attempts, error: kept });
  return { outcome: 'retry', afterSeconds: 5 * 2 ** attempts, reason: kept };
}

/** Whether an earlier attempt may have arrived: it was begun, and nothing says that it sent nothing. */
export const isUncertain = ({ status, error }: Delivery): boolean => status === 'sending' && error !== RATE_LIMITED;

export interface ProgressPorts extends ToldPorts {
  readonly clock: Clock;
}

/** What a channel said to a delivery's own message. */
export async function recordOutcome(
  delivery: Delivery,
  result: ChannelOutcome<Receipt>,
  ports: ProgressPorts,
): Promise<DeliveryProgress> {
  const { store } = ports;
  switch (result.outcome) {
    case 'sent':
      return await recordSent(delivery, result.receipt, ports);
    case 'refused':
      await fail(delivery, { error: result.error }, ports);
      return { outcome: 'refused', error: result.error };
    case 'rate-limited':
      // Lost, another attempt knows better; else the next one need not look for what was never sent.
      await moveDelivery(store, delivery, { error: RATE_LIMITED });
      return { outcome: 'retry', afterSeconds: result.retryAfterSeconds, reason: RATE_LIMITED };
    case 'unknown':
      return await countFailure(delivery, result.error, ports);
  }
}

/** What a channel said to bringing up to date what stands there, before anything of this delivery's own was sent. */
export async function recordUpdate(
  delivery: Delivery,
  result: Exclude<ChannelOutcome<Receipt>, { outcome: 'sent' }>,
  ports: ProgressPorts,
): Promise<DeliveryProgress> {
  // Nothing is written for a wait: a delivery that is still `pending` would be forwarded once more.
  if (result.outcome === 'rate-limited')
    return { outcome: 'retry', afterSeconds: result.retryAfterSeconds, reason: RATE_LIMITED };
  return await recordOutcome(delivery, result, ports);
}

export async function recordSent(
  delivery: Delivery,
  receipt: Receipt,
  ports: ProgressPorts,
): Promise<DeliveryProgress> {
  const { store, clock } = ports;
  const sentAt = clock.now();
  await markTold(delivery, sentAt, ports);
  // The topic is always there.
  if (delivery.kind === 'test' && factsOf(delivery.channel).chosen) await sendAgain(delivery, ports);
  await endDelivery(store, delivery, { status: 'sent', receipt, sentAt });
  return await sentProgress(store, delivery, { receipt, sentAt });
}

/** Nothing is left to say. */
export async function recordSkipped(delivery: Delivery, { store }: ProgressPorts): Promise<DeliveryProgress> {
  await endDelivery(store, delivery, { status: 'skipped' });
  return { outcome: 'skipped' };
}

/** `sending` before the call, so that a crash in between is known as an unknown outcome; what it says is what is to be done instead. */
export async function beginSending(
  delivery: Delivery,
  { store }: ProgressPorts,
  mark: Partial<Delivery> = {},
): Promise<Delivery | Extract<DeliveryProgress, { outcome: 'retry' }>> {
  const { error: _error, thread: _thread, ...kept } = delivery;
  const sending = await moveDelivery(store, kept, { status: 'sending', ...mark });
  return sending === 'lost' ? { outcome: 'retry', afterSeconds: 5, reason: 'another attempt is under way' } : sending;
}

/** What a delivery that was sent just now answers; a repeat answers `finishedProgress` and measures nothing. */
async function sentProgress(
  store: Store,
  delivery: Delivery,
  { receipt, sentAt }: { readonly receipt: Receipt; readonly sentAt: string },
): Promise<DeliveryProgress> {
  const { kind, announcementId, consumers } = delivery;
  // A late subscriber's is no measure of the publish.
  if (kind !== 'announced' || announcementId === undefined || consumers !== undefined)
    return { outcome: 'sent', receipt };
  const announcement = await store.find('announcement', { id: announcementId });
  return {
    outcome: 'sent',
    receipt,
    ...(announcement ? { secondsSincePublish: secondsBetween(announcement.createdAt, sentAt) } : {}),
  };
}
