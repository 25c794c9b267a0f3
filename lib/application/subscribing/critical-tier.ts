import { defined } from '../../domain/defined.ts';
import { decideTier, type TierDecision } from '../../domain/policy/settings/critical.ts';
import type { Tier } from '../../domain/policy/settings/policy.ts';
import type { Asking } from '../administration/require-admin.ts';
import { auditEntry } from '../audit-entry.ts';
import { contend } from '../contend.ts';
import type { WritePorts } from '../ports/write-ports.ts';

interface Asked extends Asking {
  readonly name: string;
  readonly team: string;
  readonly tier: Tier;
}

/**
 * The tier that a consumer counts as, its place in the team's allowance taken beforehand: of two at once only one gets
 * the last. A cut leaves a place taken, which a repeat finds.
 */
export async function claimTier(asked: Asked, ports: WritePorts): Promise<Omit<TierDecision, 'criticals'>> {
  const { criticals: _, ...decision } = await allot(asked, ports, 'take');
  return decision;
}

/** Gives a place back once the consumer is critical no more. */
export async function releaseTier(asked: Asked, ports: WritePorts): Promise<void> {
  if (asked.tier !== 'critical') await allot(asked, ports, 'give back');
}

async function allot(asked: Asked, ports: WritePorts, way: 'take' | 'give back'): Promise<TierDecision> {
  const { store } = ports;
  return await contend(ports.pacer, `team ${asked.team}`, async () => {
    const [known, found] = await Promise.all([
      store.find('consumer', { name: asked.name }),
      store.find('team', { name: asked.team }),
    ]);
    const now = ports.clock.now();
    // A team that was never made has nobody who could have allowed it anything.
    const team = found ?? { name: asked.team, criticalAllowance: 0 };
    const decision = decideTier({ name: asked.name, asked: asked.tier, known, team });
    const change = decision.criticals.length - (found?.criticals?.length ?? 0);
    if (!found || change === 0 || change > 0 !== (way === 'take')) return decision;
    const { principal, from } = asked;
    const audit = auditEntry({
      principal,
      ...defined({ from }),
      ports,
      now,
      action: way === 'take' ? 'team.critical-counted' : 'team.critical-released',
      consumer: asked.name,
      detail: { team: asked.team },
    });
    const item = { ...found, criticals: decision.criticals, revision: found.revision + 1 };
    const write = { put: 'team' as const, item, expect: found.revision, was: found };
    return (await store.commit([write], audit)) === 'lost' ? 'lost' : decision;
  });
}
