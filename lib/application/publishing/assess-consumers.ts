import type { Subscription } from '../../domain/consumer.ts';
import { placesRead } from '../../domain/contract/constrained.ts';
import { changesRead } from '../../domain/contract/read-paths.ts';
import { defined } from '../../domain/defined.ts';
import type { Change } from '../../domain/diff/change.ts';
import { DomainError } from '../../domain/errors.ts';
import { type Attention, attentionOf, isUnexplained } from '../../domain/policy/publishing/attention.ts';
import { canonicalJson } from '../../domain/schema/canonical.ts';
import { fromPlain } from '../../domain/schema/json.ts';
import type { ParsedSchema } from '../../domain/schema/parse-schema.ts';
import type { ConsumerVerdict, JudgedBy, Undecided } from '../../domain/verdict.ts';
import { loadSchema } from '../load-schema.ts';
import type { Judge, JudgeOptions } from '../ports/judge.ts';
import type { Store } from '../ports/store.ts';
import { judgedBy } from './judged-by.ts';

/** What a version does to one consumer, and why it hears of it. */
export interface Impact extends Attention {
  readonly subscription: Subscription;
  readonly verdict: ConsumerVerdict;
  /** Those changes that lie where it reads, or of which its expectations say something. */
  readonly changes: readonly Change[];
  readonly judged: JudgedBy;
}

/** Why a migration is opened: what a version does to a reader, or that its subject ends, which no record need prove. */
export interface Cause extends Omit<Impact, 'verdict' | 'judged'> {
  readonly judged?: JudgedBy;
  readonly verdict: ConsumerVerdict | { readonly status: 'ended' };
}

export interface Assessment {
  readonly store: Store;
  readonly judge: Judge;
  readonly subject: string;
  readonly next: ParsedSchema;
  /** The version that consumers have to live with today; none before the first goes live. */
  readonly head: { readonly version: number; readonly schema: ParsedSchema } | undefined;
  readonly changes: readonly Change[];
  readonly options: JudgeOptions;
}

/**
 * Gives each *distinct* contract one verdict, however many consumers share it. The function keeps what it learnt between
 * its calls, so that a page of subscriptions costs its new contracts only.
 */
export function createAssessor(assessment: Assessment): (subscription: Subscription) => Promise<Impact> {
  const { store, judge, subject, next, head, options } = assessment;
  const trained = new Map<number, Promise<ParsedSchema>>();
  const verdicts = new Map<string, Promise<ConsumerVerdict>>();

  const schemaOf = async (version: number): Promise<ParsedSchema> => {
    if (head?.version === version) return head.schema;
    return await remember(trained, version, () => loadSchema(store, subject, version));
  };
  const contractOf = async ({ trainedOn, reads, strict, expectations }: Subscription) => ({
    trained: await schemaOf(trainedOn),
    reads,
    strict,
    ...defined({ expectations }),
  });
  const decide = async (subscription: Subscription): Promise<ConsumerVerdict> => {
    const contract = await contractOf(subscription);
    return await judge.serve({ next, ...(head ? { head: head.schema } : {}), contract, options });
  };
  // Asked only where a verdict is undecided, and what the head is to the contract matters.
  const before = new Map<string, Promise<ConsumerVerdict>>();
  const wasUndecided = async (subscription: Subscription, verdict: ConsumerVerdict): Promise<boolean> => {
    if (!head || verdict.status !== 'undecided') return false;
    const former = await remember(before, contractKey(subscription), async () =>
      judge.serve({ next: head.schema, contract: await contractOf(subscription), options }),
    );
    return former.status === 'undecided' && isSameDoubt(former, verdict);
  };
  return async (subscription) => {
    const verdict = await remember(verdicts, contractKey(subscription), () => decide(subscription));
    const { reads, expectations, tier } = subscription;
    const touching = changesRead(assessment.changes, placesRead(reads, expectations));
    const changes = { all: assessment.changes, touching };
    const known =
      verdict.status === 'undecided' && isUnexplained(changes) && (await wasUndecided(subscription, verdict));
    const attention = attentionOf({ verdict, tier, changes, wasUndecided: known });
    return { subscription, verdict, changes: touching, judged: judgedBy(judge, options), ...attention };
  };
}

/** A limit of time has no place, and is another one each time. */
const isSameDoubt = (former: Undecided, now: Undecided): boolean =>
  former.cause === undefined && former.reason === now.reason && former.pointer === now.pointer;

/**
 * A limit of time is no verdict: nobody is told of one, and what was to be written waits. Throws `unavailable`, which
 * queues and callers try again.
 */
export function requireJudged({ verdict, subscription: { consumer, subject } }: Impact): void {
  if (verdict.status !== 'undecided' || verdict.cause !== 'time') return;
  throw new DomainError('unavailable', `${consumer} was not judged in time as a reader of ${subject}; try again`);
}

/** Equal for consumers whose contracts are equal: the order in which fields are named does not matter. */
function contractKey({ trainedOn, reads, strict, expectations }: Subscription): string {
  const fields = reads
    .map((read) => canonicalJson(fromPlain({ ...read, handles: [...(read.handles ?? [])].sort() })))
    .sort();
  return canonicalJson(fromPlain({ trainedOn, strict, fields, expectations: expectations ?? null }));
}

async function remember<K, V>(known: Map<K, Promise<V>>, key: K, make: () => Promise<V>): Promise<V> {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return await found;
}
