import { mayAdminister, mayAnswerForTeam } from '../../domain/access.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Principal } from '../../domain/principal.ts';
import type { WritePorts } from '../ports/write-ports.ts';
import { redriveFailed } from './redrive-failed.ts';

/**
 * The same of what is no announcement's alone: a team's digests, reminders, tests. The team or an administrator; throws
 * `forbidden`.
 */
export async function redriveTeamDeliveries(
  request: { readonly team: string; readonly principal: Principal; readonly from?: string },
  ports: WritePorts,
): Promise<number> {
  const { team, ...who } = request;
  const access = mayAnswerForTeam(request.principal, team);
  if (!access.allowed && !mayAdminister(request.principal).allowed) throw new DomainError('forbidden', access.detail);
  return await redriveFailed(
    {
      ...who,
      of: `the deliveries of team ${team}`,
      list: (page) => ports.store.listDeliveriesOfTeam(team, page),
      about: { team },
    },
    ports,
  );
}
