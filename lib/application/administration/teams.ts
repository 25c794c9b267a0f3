import { DomainError } from '../../domain/errors.ts';
import type { Team } from '../../domain/principal.ts';
import { auditEntry } from '../audit-entry.ts';
import { contend } from '../contend.ts';
import { checkName, checkPrefix } from '../load-publisher.ts';
import type { WritePorts } from '../ports/write-ports.ts';
import { type Asking, getTeam, requireAdmin } from './require-admin.ts';

export type Outcome = 'created' | 'updated' | 'unchanged';

/** Creates a team; one that exists already stays as it is. Throws `forbidden`, `invalid-request`, `unavailable`. */
export async function putTeam(
  request: Asking & { readonly team: string },
  ports: WritePorts,
): Promise<{ readonly outcome: Outcome; readonly team: Team }> {
  requireAdmin(request.principal);
  checkName(request.team, 'team');
  return contend(ports.pacer, request.team, async () => {
    const known = await ports.store.find('team', { name: request.team });
    if (known) return { outcome: 'unchanged', team: known };
    const now = ports.clock.now();
    const team: Team = { name: request.team, prefixes: [], createdAt: now, revision: 1 };
    const audit = auditEntry({ ...request, ports, now, action: 'team.created', detail: { name: team.name } });
    const done = await ports.store.commit([{ put: 'team', item: team, expect: 'absent' }], audit);
    return done === 'lost' ? 'lost' : { outcome: 'created', team };
  });
}

interface PrefixRequest extends Asking {
  readonly team: string;
  readonly prefix: string;
}

/**
 * Grants a prefix to one team. Prefixes of two teams may nest: the most specific one decides who first publishes a
 * subject, and subjects that exist already stay with their owners. Throws `conflict` where another team holds the same.
 */
export async function grantPrefix(
  request: PrefixRequest,
  ports: WritePorts,
): Promise<{ readonly outcome: Outcome; readonly team: Team }> {
  requireAdmin(request.principal);
  checkPrefix(request.prefix);
  const { prefix } = request;
  return contend(ports.pacer, prefix, async () => {
    const [team, holder] = await Promise.all([
      getTeam(request.team, ports.store),
      ports.store.find('prefix', { prefix }),
    ]);
    if (holder && holder.team !== team.name)
      throw new DomainError('conflict', `team ${holder.team} holds the prefix ${prefix}; take it away there first`);
    if (holder) return { outcome: 'unchanged', team };
    const now = ports.clock.now();
    const granted: Team = { ...team, prefixes: [...team.prefixes, prefix].sort(), revision: team.revision + 1 };
    const detail = { name: team.name, prefix };
    const done = await ports.store.commit(
      [
        { put: 'prefix', item: { prefix, team: team.name }, expect: 'absent' },
        { put: 'team', item: granted, expect: team.revision, was: team },
      ],
      auditEntry({ ...request, ports, now, action: 'prefix.granted', detail }),
    );
    return done === 'lost' ? 'lost' : { outcome: 'created', team: granted };
  });
}

/** Takes a prefix away; subjects published under it stay with the team. Throws `not-found` where the team holds it not. */
export async function takePrefix(request: PrefixRequest, ports: WritePorts): Promise<Team> {
  requireAdmin(request.principal);
  const { prefix } = request;
  return contend(ports.pacer, prefix, async () => {
    const team = await getTeam(request.team, ports.store);
    if (!team.prefixes.includes(prefix)) {
      const held = team.prefixes.slice(0, 5).join(', ') || 'none';
      throw new DomainError('not-found', `team ${team.name} does not hold the prefix ${prefix}; it holds ${held}`);
    }
    const now = ports.clock.now();
    const left: Team = {
      ...team,
      prefixes: team.prefixes.filter((held) => held !== prefix),
      revision: team.revision + 1,
    };
    const done = await ports.store.commit(
      [
        // Whatever was there: the team's revision guards it, as a prefix is only ever written together with its team.
        { delete: 'prefix', key: { prefix }, expect: 'any', was: { prefix, team: team.name } },
        { put: 'team', item: left, expect: team.revision, was: team },
      ],
      auditEntry({ ...request, ports, now, action: 'prefix.taken', detail: { name: team.name, prefix } }),
    );
    return done === 'lost' ? 'lost' : left;
  });
}
