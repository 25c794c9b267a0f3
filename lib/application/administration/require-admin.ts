import { type Decision, mayAdminister } from '../../domain/access.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Principal, Team } from '../../domain/principal.ts';
import { checkName } from '../load-publisher.ts';
import type { Store } from '../ports/store.ts';

/** Who asks, and from where; part of every request that writes. */
export interface Asking {
  readonly principal: Principal;
  readonly from?: string;
}

/** Throws `forbidden` with what is missing. */
export function requireAllowed(decision: Decision): void {
  if (!decision.allowed) throw new DomainError('forbidden', decision.detail);
}
export const requireAdmin = (principal: Principal): void => requireAllowed(mayAdminister(principal));

/** Throws `invalid-request` for what is not a name at all, `not-found` with the remedy. */
export async function getTeam(name: string, store: Pick<Store, 'find'>): Promise<Team> {
  checkName(name, 'team');
  const team = await store.find('team', { name });
  if (team) return team;
  throw new DomainError(
    'not-found',
    `there is no team ${name}; an administrator creates it: forewarn teams create ${name}`,
  );
}
