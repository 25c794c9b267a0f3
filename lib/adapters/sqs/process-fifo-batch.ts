import type { SQSBatchItemFailure, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';

/** What a handler says of one message; whatever it throws is a failure whose next try the queue times itself. */
export type MessageOutcome =
  | 'done'
  /** Not now: keep it, and what stands behind it in its group, for so many seconds. */
  | { readonly retryAfterSeconds: number }
  /** Never: let the queue count it out to the dead letters. */
  | 'dead';

export interface FifoBatch {
  readonly handle: (record: SQSRecord) => Promise<MessageOutcome>;
  /** Without it, a message that failed comes back when the queue's own visibility timeout has passed. */
  readonly postpone?: (record: SQSRecord, seconds: number) => Promise<void>;
  /**
   * Receives after which a message that only waits is taken off the queue: each wait counts as a receive, and patience
   * must not end among the dead letters. Its delivery stays unsent in the table, where the sweep finds it.
   */
  readonly handOverAfter?: number;
  readonly onError: (error: unknown, record: SQSRecord) => void;
}

// SQS keeps a message invisible for at most twelve hours; an hour is as long as an announcement should hold its breath.
const LONGEST_WAIT_SECONDS = 3_600;

/**
 * Works through a FIFO batch: groups side by side, each in its order, and none beyond its first failure. Powertools' FIFO
 * processor does that too, but cannot give the messages that stay a time of their own. They all get the same one: while
 * any message of a group is invisible, SQS hands out none of that group, so the order holds.
 */
export async function processFifoBatch(event: SQSEvent, batch: FifoBatch): Promise<SQSBatchResponse> {
  const groups = new Map<string, SQSRecord[]>();
  for (const record of event.Records) {
    const group = record.attributes.MessageGroupId ?? '';
    groups.set(group, [...(groups.get(group) ?? []), record]);
  }
  const failures = await Promise.all([...groups.values()].map((records) => processGroup(records, batch)));
  return { batchItemFailures: failures.flat() };
}

async function processGroup(records: readonly SQSRecord[], batch: FifoBatch): Promise<readonly SQSBatchItemFailure[]> {
  for (const [at, record] of records.entries()) {
    const outcome = await outcomeOf(record, batch);
    if (outcome === 'done' || (typeof outcome === 'object' && isHandedOver(record, batch))) continue;
    const kept = records.slice(at);
    if (outcome !== 'failed') await postponeAll(kept, outcome, batch);
    return kept.map(({ messageId }) => ({ itemIdentifier: messageId }));
  }
  return [];
}

async function outcomeOf(record: SQSRecord, batch: FifoBatch): Promise<MessageOutcome | 'failed'> {
  try {
    return await batch.handle(record);
  } catch (error) {
    batch.onError(error, record);
    return 'failed';
  }
}

const isHandedOver = (record: SQSRecord, { handOverAfter }: FifoBatch): boolean =>
  handOverAfter !== undefined && Number(record.attributes.ApproximateReceiveCount) >= handOverAfter;

async function postponeAll(
  records: readonly SQSRecord[],
  outcome: 'dead' | { readonly retryAfterSeconds: number },
  { postpone, onError }: FifoBatch,
): Promise<void> {
  if (!postpone) return;
  const wanted = outcome === 'dead' ? 0 : Math.max(1, Math.ceil(outcome.retryAfterSeconds));
  for (const record of records) {
    try {
      await postpone(record, Math.min(wanted, LONGEST_WAIT_SECONDS));
    } catch (error) {
      // The message stays invisible for the queue's own time instead: later than wished, but not lost.
      onError(error, record);
    }
  }
}
