import { defined } from '../defined.ts';
import { keysOf } from '../keys-of.ts';
import type { MigrationEvent } from './transition.ts';

/** The answers that people give about a migration, in Slack, by command or over HTTP. Dates are UTC ISO 8601. */
export type Answer =
  | { readonly answer: 'acknowledge' }
  | { readonly answer: 'not-affected'; readonly reason: string }
  | { readonly answer: 'extend'; readonly until: string; readonly reason: string }
  | { readonly answer: 'object'; readonly reason: string }
  | { readonly answer: 'migrated' }
  | { readonly answer: 'waive'; readonly reason: string }
  | { readonly answer: 'grant'; readonly until?: string }
  | { readonly answer: 'deny'; readonly reason?: string }
  /** Let the version pass over a model whose team was never told. */
  | { readonly answer: 'pass-untold'; readonly reason: string };
export type AnswerName = Answer['answer'];

/** Whose word it is: the model's team, the subject's owner, or an administrator in place of either. */
export const ANSWERS = {
  acknowledge: 'consumer',
  'not-affected': 'consumer',
  extend: 'consumer',
  object: 'consumer',
  migrated: 'consumer',
  waive: 'consumer',
  grant: 'producer',
  deny: 'producer',
  'pass-untold': 'producer',
} as const satisfies Record<AnswerName, 'consumer' | 'producer'>;
export const ANSWER_NAMES = keysOf(ANSWERS);

/**
 * The event of an answer to the change itself. `allowedUntil`: the latest date that the subject's policy grants at once.
 * `liveSince`: since when it is live, if it is.
 */
export function eventOf(
  answer: Exclude<Answer, { answer: 'pass-untold' }>,
  by: string,
  { allowedUntil, liveSince }: { readonly allowedUntil: string; readonly liveSince: string | undefined },
): MigrationEvent {
  switch (answer.answer) {
    case 'acknowledge':
      return { name: 'acknowledge', by, ...defined({ liveSince }) };
    case 'not-affected':
      return { name: 'declare-not-affected', by, reason: answer.reason };
    case 'extend':
      return { name: 'request-extension', by, until: answer.until, reason: answer.reason, allowedUntil };
    case 'object':
      return { name: 'object', by, reason: answer.reason };
    case 'migrated':
      return { name: 'declare-migrated', by };
    case 'waive':
      return { name: 'waive', by, reason: answer.reason };
    case 'grant':
      return { name: 'grant', by, ...defined({ until: answer.until }) };
    case 'deny':
      return { name: 'deny', by, ...defined({ reason: answer.reason }) };
  }
}
