import { DomainError } from '../../domain/errors.ts';
import { type WantedPlaces, whyNotAllowed } from '../../domain/policy/settings/allowed-places.ts';
import type { AllowedPlaces, Team } from '../../domain/principal.ts';
import { auditEntry } from '../audit-entry.ts';
import { contend } from '../contend.ts';
import type { Store } from '../ports/store.ts';
import type { WritePorts } from '../ports/write-ports.ts';
import { type Asking, getTeam, requireAdmin } from './require-admin.ts';

/**
 * Says in which channels a team may have itself told, and which groups mentioned, from now on; what is left out is not
 * limited. An administrator's act.
 */
export async function allowPlaces(
  request: Asking & { readonly team: string; readonly allowed: AllowedPlaces },
  ports: WritePorts,
): Promise<Team> {
  requireAdmin(request.principal);
  const { allowed } = request;
  return await contend(ports.pacer, request.team, async () => {
    const team = await getTeam(request.team, ports.store);
    const { allowed: _, ...rest } = team;
    const isLimited = allowed.channels !== undefined || allowed.groups !== undefined;
    const set: Team = { ...rest, ...(isLimited ? { allowed } : {}), revision: team.revision + 1 };
    const entry = auditEntry({
      ...request,
      ports,
      now: ports.clock.now(),
      action: 'team.places-allowed',
      detail: { name: team.name, channels: allowed.channels ?? null, groups: allowed.groups ?? null },
    });
    const done = await ports.store.commit([{ put: 'team', item: set, expect: team.revision, was: team }], entry);
    return done === 'lost' ? 'lost' : set;
  });
}

/** Throws `forbidden` where a team may not be told there, with the place in the request. */
export async function requireAllowedPlaces(
  team: string,
  places: WantedPlaces & { readonly at: { readonly channel: string; readonly group: string } },
  store: Store,
): Promise<void> {
  const known = await store.find('team', { name: team });
  const why = whyNotAllowed(known, places);
  if (why)
    throw new DomainError('forbidden', why.detail, { errors: [{ pointer: places.at[why.what], detail: why.detail }] });
}
