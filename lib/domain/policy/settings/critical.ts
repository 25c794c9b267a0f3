import type { Consumer } from '../../consumer.ts';
import type { Team } from '../../principal.ts';
import type { Tier } from './policy.ts';

/** So many models a team may call critical by itself, where no administrator said another number. */
const DEFAULT_CRITICAL_ALLOWANCE = 3;

export interface TierDecision {
  readonly tier: Tier;
  /** What its team says, where that waits for an administrator. */
  readonly claimedTier?: 'critical';
  /** The models that the team's allowance counts from now on. */
  readonly criticals: readonly string[];
}

/**
 * Which tier a model counts as. A critical one holds a release past its date, so a team calls only so many of its own
 * critical as an administrator allows; beyond, it counts as standard until one confirms it. What is critical stays so.
 */
export function decideTier(facts: {
  readonly name: string;
  readonly asked: Tier;
  readonly known: Pick<Consumer, 'tier' | 'team'> | undefined;
  readonly team: Pick<Team, 'name' | 'criticalAllowance' | 'criticals'>;
}): TierDecision {
  const { name, asked, known, team } = facts;
  const { criticals = [], criticalAllowance: allowance = DEFAULT_CRITICAL_ALLOWANCE } = team;
  if (asked !== 'critical') return { tier: asked, criticals: criticals.filter((other) => other !== name) };
  const isCritical = known?.tier === 'critical' && known.team === team.name;
  if (isCritical || criticals.includes(name)) return { tier: 'critical', criticals };
  if (criticals.length < allowance) return { tier: 'critical', criticals: [...criticals, name].sort() };
  return { tier: 'standard', claimedTier: 'critical', criticals };
}
