import type { Consumer } from '../../domain/consumer.ts';
import { defined } from '../../domain/defined.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Team } from '../../domain/principal.ts';
import { auditEntry } from '../audit-entry.ts';
import { contend } from '../contend.ts';
import type { WritePorts } from '../ports/write-ports.ts';
import { moveSubscriptions } from '../subscribing/consumers.ts';
import { type Asking, getTeam, requireAdmin } from './require-admin.ts';

/** Sets how many models a team may call critical by itself; those that are stay so. Throws `forbidden`, `not-found`. */
export async function setCriticalAllowance(
  request: Asking & { readonly team: string; readonly count: number },
  ports: WritePorts,
): Promise<Team> {
  requireAdmin(request.principal);
  return await contend(ports.pacer, request.team, async () => {
    const team = await getTeam(request.team, ports.store);
    const set: Team = { ...team, criticalAllowance: request.count, revision: team.revision + 1 };
    const detail = { name: team.name, count: request.count };
    const now = ports.clock.now();
    const audit = auditEntry({ ...request, ports, now, action: 'team.critical-allowed', detail });
    const done = await ports.store.commit([{ put: 'team', item: set, expect: team.revision, was: team }], audit);
    return done === 'lost' ? 'lost' : set;
  });
}

/**
 * Confirms that a model is as critical as its team says, beyond the team's allowance. What was announced to it before
 * keeps the tier that it had then. Throws `forbidden`, `not-found`, `conflict` where its team does not say so.
 */
export async function confirmCritical(
  request: Asking & { readonly consumer: string },
  ports: WritePorts,
): Promise<Consumer> {
  requireAdmin(request.principal);
  const { store } = ports;
  const known = await getClaim(request.consumer, ports);
  const { name, team } = known;
  const { principal, from } = request;
  const asking = { principal, ...defined({ from }) };
  if (known.tier !== 'critical') await moveSubscriptions({ ...asking, name, team, tier: 'critical' }, ports);
  return await contend(ports.pacer, request.consumer, async () => {
    const { claimedTier, ...consumer } = await getClaim(request.consumer, ports);
    if (claimedTier === undefined) return consumer;
    const confirmed: Consumer = { ...consumer, tier: claimedTier, revision: consumer.revision + 1 };
    const now = ports.clock.now();
    const action = 'consumer.critical-confirmed';
    const audit = auditEntry({ ...asking, ports, now, action, consumer: name, detail: { team } });
    const was: Consumer = { ...consumer, claimedTier };
    const write = { put: 'consumer' as const, item: confirmed, expect: consumer.revision, was };
    return (await store.commit([write], audit)) === 'lost' ? 'lost' : confirmed;
  });
}

async function getClaim(name: string, { store }: WritePorts): Promise<Consumer> {
  const consumer = await store.find('consumer', { name });
  if (!consumer) throw new DomainError('not-found', `there is no consumer ${name}`);
  if (consumer.tier === 'critical' || consumer.claimedTier === 'critical') return consumer;
  throw new DomainError(
    'conflict',
    `team ${consumer.team} says that ${name} is ${consumer.tier}: it asks for critical first (forewarn subscribe --tier critical)`,
  );
}
