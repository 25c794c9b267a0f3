import { mayAdminister } from '../../domain/access.ts';
import { defined } from '../../domain/defined.ts';
import { DomainError } from '../../domain/errors.ts';
import { checkedHours } from '../../domain/policy/deadlines/hours.ts';
import type { Team, TeamSlack, WorkingHours } from '../../domain/principal.ts';
import { auditEntry } from '../audit-entry.ts';
import { contend } from '../contend.ts';
import { escalateAgain } from '../delivering/escalate-again.ts';
import type { WritePorts } from '../ports/write-ports.ts';
import { requireAllowedPlaces } from './allow-places.ts';
import { type Asking, getTeam } from './require-admin.ts';

export interface TeamSettings {
  readonly hours?: WorkingHours;
  readonly slack?: TeamSlack;
}

/**
 * Replaces what a team says of itself: when it works, and who and where it is in Slack; what is left out is taken back. For the
 * team's own members who may publish or subscribe, and administrators; who answers for it in Slack is not set by who
 * only publishes. What the team was never told is sent where it escalates to now. Throws `forbidden`, `not-found`, `invalid-request`.
 */
export async function setTeamSettings(
  request: Asking & { readonly team: string; readonly settings: TeamSettings },
  ports: WritePorts,
): Promise<Team> {
  const { principal, settings } = request;
  const isMember =
    principal.team === request.team && (principal.verbs.includes('publish') || principal.verbs.includes('subscribe'));
  if (!isMember && !mayAdminister(principal).allowed)
    throw new DomainError(
      'forbidden',
      `the settings of team ${request.team} are set by its own members with the verb "publish" or "subscribe", or by an administrator`,
    );
  const hours = settings.hours && checkedHours(settings.hours);
  const at = { channel: '/slack/escalation', group: '/slack/group' };
  const wanted = { channel: settings.slack?.escalation, group: settings.slack?.group, at };
  await requireAllowedPlaces(request.team, wanted, ports.store);
  const set = await contend(ports.pacer, request.team, async () => {
    const team = await getTeam(request.team, ports.store);
    const { hours: _hours, slack: _slack, ...rest } = team;
    const { slack } = settings;
    requireAnswering(request, team);
    const next: Team = {
      ...rest,
      ...defined({ hours, slack }),
      revision: team.revision + 1,
    };
    const audit = auditEntry({
      ...request,
      ports,
      now: ports.clock.now(),
      action: 'team.settings-put',
      detail: { name: team.name },
    });
    const done = await ports.store.commit([{ put: 'team', item: next, expect: team.revision, was: team }], audit);
    return done === 'lost' ? 'lost' : next;
  });
  await escalateAgain(set, request, ports);
  return set;
}

/** Whoever is named there answers for the team's models, which is what `subscribe` is for. */
function requireAnswering(
  { principal, settings }: Asking & { readonly settings: TeamSettings },
  { name, slack }: Team,
): void {
  if (principal.verbs.includes('subscribe') || mayAdminister(principal).allowed) return;
  const answering = (of: TeamSlack | undefined): string =>
    JSON.stringify([[...(of?.users ?? [])].sort(), of?.group ?? null]);
  if (answering(settings.slack) === answering(slack)) return;
  throw new DomainError(
    'forbidden',
    `who answers for team ${name} in Slack (slack.users, slack.group) is set with the verb "subscribe" or by an administrator: send both as they are`,
    { extensions: { missingVerb: 'subscribe' } },
  );
}
