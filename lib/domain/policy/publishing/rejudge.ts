import type { Migration } from '../../migration/migration.ts';
import type { MigrationStateName } from '../../migration/state.ts';
import type { ConsumerVerdict } from '../../verdict.ts';
import { type Attention, isDated } from './attention.ts';

/** A model's verdict of before, as its migration has it. */
export type JudgedBefore = Pick<Migration, 'verdict' | 'concern' | 'undecided' | 'state'>;

/** What another engine says of the same model now. */
export interface JudgedNow extends Attention {
  readonly verdict: Pick<ConsumerVerdict, 'status'> & { readonly cause?: 'time' };
}

/**
 * What follows for one model once a newer engine has judged an announcement that is open. `announce`: it hears of it for
 * the first time, or as of something new, with its full notice from now. `prove`: what was undecided has a record now;
 * `date` says whether it keeps its date or has the notice of a break. `close`: what was undecided is proved safe. `later`: no
 * verdict was reached in time. `keep`: nothing follows.
 */
export type Rejudgement =
  | { readonly action: 'announce' }
  | { readonly action: 'prove'; readonly date: 'kept' | 'full' }
  | { readonly action: 'close' }
  | { readonly action: 'later' }
  | { readonly action: 'keep'; readonly because: KeptBecause };

/**
 * `same`: no other verdict, or none that asks for more. `answered`: its team's word stands. `record-stands`: a record that
 * validators confirmed is not taken back by a search that finds none. `other-question`: the change asks something else of
 * it. `broken-before`: the live version breaks it already, so that nothing is proved safe.
 */
type KeptBecause = 'same' | 'answered' | 'record-stands' | 'other-question' | 'broken-before';

/** The one place where that is decided. `before`: absent where the model has no migration, or closed it by unsubscribing. */
export function rejudge(before: JudgedBefore | undefined, now: JudgedNow): Rejudgement {
  const { verdict } = now;
  if (verdict.status === 'undecided' && verdict.cause === 'time') return { action: 'later' };
  if (before?.state.name === 'withdrawn') return keep('answered');
  const wasDated = before !== undefined && isDated(before) && before.verdict !== 'compatible';
  if (!before || !wasDated) return isBreak(now) || isOpenQuestion(now) ? { action: 'announce' } : keep('same');
  if (before.verdict === 'breaking') return keep(verdict.status === 'compatible' ? 'record-stands' : 'same');
  if (isBreak(now)) return proved(before);
  if (verdict.status === 'undecided') return isRaised(before, now) ? { action: 'announce' } : keep('same');
  if (verdict.status !== 'compatible') return keep('broken-before');
  if (ANSWERED.has(before.state.name) || isAsking(before)) return keep('answered');
  return now.concern === 'question' || now.concern === 'deprecation' ? keep('other-question') : { action: 'close' };
}

const isBreak = ({ verdict }: JudgedNow): boolean => verdict.status === 'newly-broken';
const isOpenQuestion = (now: JudgedNow): boolean => now.verdict.status === 'undecided' && isDated(now);

/** What only asked for a look, and was not answered, has to be waited for as a break is. */
const isRaised = (before: JudgedBefore, now: JudgedNow): boolean =>
  before.undecided === 'asked' && now.undecided === 'held' && !ANSWERED.has(before.state.name);

/** Whoever said that the model came through said so of the change itself; who found it safe hears of the record. */
function proved({ state, undecided }: JudgedBefore): Rejudgement {
  if (state.name === 'migrated' || state.name === 'waived') return keep('answered');
  return { action: 'prove', date: undecided === 'asked' && state.name !== 'not-affected' ? 'full' : 'kept' };
}

/** People said something that a verdict does not take back. */
const ANSWERED: ReadonlySet<MigrationStateName> = new Set([
  'acknowledged',
  'extension-requested',
  'granted',
  'objected',
  'not-affected',
  'migrated',
  'waived',
]);
const isAsking = ({ state }: JudgedBefore): boolean => state.name === 'overdue' && state.request !== undefined;

const keep = (because: KeptBecause): Rejudgement => ({ action: 'keep', because });
