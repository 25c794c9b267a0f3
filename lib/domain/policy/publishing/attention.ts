import type { AnnouncementKind } from '../../announcement.ts';
import type { Change } from '../../diff/change.ts';
import type { Migration } from '../../migration/migration.ts';
import type { UndecidedKind } from '../../migration/undecided-kind.ts';
import type { ConsumerVerdict } from '../../verdict.ts';
import type { Policy, Tier } from '../settings/policy.ts';
import { isAsserting } from './asserting.ts';
import { DEPRECATION_RULES } from './promise.ts';
import { QUESTION_RULES } from './publish-decision.ts';

/** Why one consumer hears of a version; `none`: it does not. */
type Concern = AnnouncementKind | 'none';

/** `undecided`: only with a verdict of that name. */
export interface Attention {
  readonly concern: Concern;
  readonly undecided?: UndecidedKind;
}

/** The changes between the head and a version, as one reader sees them. */
export interface SeenChanges {
  /** All of them. */
  readonly all: readonly Change[];
  /** Those at, above or below what it reads. */
  readonly touching: readonly Change[];
}

/** What one version asks of one reader, whatever it was before: the one place where this is decided. */
export function attentionOf(input: {
  readonly verdict: ConsumerVerdict;
  readonly tier: Tier;
  readonly changes: SeenChanges;
  /** Whether the head is undecided for it as well, for the same reason at the same place. */
  readonly wasUndecided: boolean;
}): Attention {
  const { verdict, tier, changes, wasUndecided } = input;
  if (verdict.status === 'newly-broken') return { concern: 'breaking' };
  const news = newsIn(changes.touching);
  if (verdict.status !== 'undecided') return { concern: news };
  const undecided = undecidedKind({ tier, changes, wasUndecided });
  switch (undecided) {
    case 'held':
      return { concern: 'breaking', undecided };
    case 'asked':
      return { concern: 'question', undecided };
    case 'told':
      return { concern: news === 'none' ? 'digest' : news, undecided };
    case 'known':
    case 'untouched':
      return { concern: news, undecided };
  }
}

function undecidedKind({
  tier,
  changes,
  wasUndecided,
}: Omit<Parameters<typeof attentionOf>[0], 'verdict'>): UndecidedKind {
  const asserting = changes.touching.filter(isAsserting);
  if (asserting.some(({ severity }) => severity.serving === 'breaking')) return 'held';
  // Containment could not decide, and no rule says what there was to decide: nobody knows whom it concerns.
  if (isUnexplained(changes)) return wasUndecided ? 'known' : 'held';
  if (asserting.length === 0) return 'untouched';
  return tier === 'critical' ? 'asked' : 'told';
}

/**
 * Whether nothing that changed says anything of a record. Only then it matters that the head was undecided already: where
 * something asserting touches the reader, the old doubt is no answer to it, since where a doubt comes from is not its extent.
 */
export const isUnexplained = ({ all }: SeenChanges): boolean => !all.some(isAsserting);

/** What there is to hear of changes that break nothing. */
function newsIn(touching: readonly Change[]): Concern {
  if (touching.some(({ ruleId }) => DEPRECATION_RULES.has(ruleId))) return 'deprecation';
  if (touching.some(({ ruleId }) => QUESTION_RULES.has(ruleId))) return 'question';
  return touching.some(({ severity }) => severity.serving === 'dangerous') ? 'digest' : 'none';
}

type Told = Pick<Migration, 'concern' | 'verdict' | 'undecided'>;

/** Whether a model has a date by which it must have come through or answered: it breaks, or may. */
export const isDated = ({ concern, undecided }: Attention): boolean => concern === 'breaking' || undecided === 'asked';

/** Whether a version waits for a model at all, before its answer and its date are looked at. */
export const isWaitedFor = (told: Told, { onUndecided }: Pick<Policy, 'onUndecided'>): boolean =>
  isDated(told) && told.verdict !== 'compatible' && (told.verdict !== 'undecided' || onUndecided === 'hold');

/** The tier whose notice a model has: a question asks for a look, not for a migration. */
export const noticeTier = (tier: Tier, undecided: UndecidedKind | undefined): Tier =>
  undecided === 'asked' ? 'experimental' : tier;
