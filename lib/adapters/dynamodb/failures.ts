import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { DomainError } from '../../domain/errors.ts';

const PASSING = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'InternalServerError',
  'ServiceUnavailable',
  'TransactionInProgressException',
  'TransactionConflictException',
  'TimeoutError',
]);
/** Node's codes for a connection that broke; the SDK has tried again by then. */
const BROKEN = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);
/** Reasons of a cancelled transaction. */
const LOSSES = new Set(['ConditionalCheckFailed', 'TransactionConflict']);
const PASSING_REASONS = new Set(['ThrottlingError', 'ProvisionedThroughputExceeded']);

/** Awaits the database's answer; throws a DomainError `unavailable` for what passes by itself, else what it threw. */
export async function answered<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw isPassing(error) ? unavailable(error) : error;
  }
}

/** Whether a conditional write was lost: its condition did not hold, or another transaction held an item. */
export function committedOrLost(answer: Promise<unknown>): Promise<'committed' | 'lost'> {
  const outcome = answer.then(
    () => 'committed' as const,
    (error: unknown) => {
      if (isLoss(error)) return 'lost' as const;
      throw error;
    },
  );
  return answered(outcome);
}

/** Like `committedOrLost` for a put of something new, if only its existence is a loss, and a conflict passes. */
export function putOrThere(answer: Promise<unknown>): Promise<unknown> {
  const outcome = answer.catch((error: unknown) => {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  });
  return answered(outcome);
}

function isLoss(error: unknown): boolean {
  if (error instanceof ConditionalCheckFailedException || error instanceof TransactionConflictException) return true;
  const reasons = reasonsOf(error);
  // A reason that no repetition would repair, e.g. ValidationError, must surface.
  const isKnown = reasons.every((reason) => LOSSES.has(reason) || PASSING_REASONS.has(reason));
  return isKnown && reasons.some((reason) => LOSSES.has(reason));
}

function isPassing(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if (PASSING.has(error.name) || ('$fault' in error && error.$fault === 'server')) return true;
  if ('code' in error && BROKEN.has(String(error.code))) return true;
  const reasons = reasonsOf(error);
  return reasons.length > 0 && reasons.every((reason) => PASSING_REASONS.has(reason));
}

function reasonsOf(error: unknown): readonly string[] {
  if (!(error instanceof TransactionCanceledException)) return [];
  return (error.CancellationReasons ?? []).flatMap(({ Code }) => (Code && Code !== 'None' ? [Code] : []));
}

function unavailable(error: Error): DomainError {
  const failure = new DomainError(
    'unavailable',
    `The database could not answer (${error.name}); try again in a moment`,
  );
  failure.cause = error;
  return failure;
}
