import * as Type from 'typebox';
import { allowPlaces } from '../../../application/administration/allow-places.ts';
import { setCriticalAllowance } from '../../../application/administration/critical.ts';
import { getTeam } from '../../../application/administration/require-admin.ts';
import { setTeamSettings } from '../../../application/administration/team-settings.ts';
import { grantPrefix, type Outcome, putTeam, takePrefix } from '../../../application/administration/teams.ts';
import type { WritePorts } from '../../../application/ports/write-ports.ts';
import type { Team } from '../../../domain/principal.ts';
import { PageOf } from '../entities/entity.ts';
import { AllowedPlacesShape, TeamShape, TeamSlackShape, WorkingHoursShape } from '../entities/team.ts';
import { PAGING, paging } from '../query.ts';
import { defineRoute } from '../route.ts';
import { Members } from '../shape.ts';

export const STATUS_OF = { created: 201, updated: 200, unchanged: 200 } as const satisfies Record<Outcome, number>;

const teamView = ({ revision: _, ...team }: Team) => team;

export const teamRoutes = [
  defineRoute({
    operationId: 'listTeams',
    method: 'GET',
    path: '/v1/teams',
    verb: 'read',
    summary: 'Lists teams and the prefixes granted to them',
    query: Members(PAGING),
    reply: { 200: { description: 'A page of teams', body: PageOf(TeamShape) } },
    handle: async ({ query }, { store }: Pick<WritePorts, 'store'>) => {
      const page = await store.listTeams(paging(query));
      return { status: 200, body: { ...page, items: page.items.map(teamView) } };
    },
  }),
  defineRoute({
    operationId: 'readTeam',
    method: 'GET',
    path: '/v1/teams/{team}',
    verb: 'read',
    summary: 'Shows a team',
    reply: { 200: { description: 'The team', body: TeamShape } },
    refuses: ['not-found'],
    handle: async ({ params }, { store }: Pick<WritePorts, 'store'>) => ({
      status: 200,
      body: teamView(await getTeam(params.team, store)),
    }),
  }),
  defineRoute({
    operationId: 'putTeam',
    method: 'PUT',
    path: '/v1/teams/{team}',
    verb: 'administer',
    summary: 'Creates a team',
    reply: {
      200: { description: 'The same again', body: TeamShape },
      201: { description: 'A new team', body: TeamShape },
    },
    handle: async ({ params, principal, from }, ports: WritePorts) => {
      const { outcome, team } = await putTeam({ team: params.team, principal, from }, ports);
      return { status: STATUS_OF[outcome], body: teamView(team) };
    },
  }),
  defineRoute({
    operationId: 'putTeamSettings',
    method: 'PUT',
    path: '/v1/teams/{team}/settings',
    verb: 'none',
    summary: 'Sets when a team works, and who and where it is in Slack',
    body: Members(
      { hours: Type.Optional(WorkingHoursShape), slack: Type.Optional(TeamSlackShape) },
      { title: 'TeamSettings' },
    ),
    reply: { 200: { description: 'The team as it is now', body: TeamShape } },
    refuses: ['not-found', 'forbidden'],
    handle: async ({ params, body, principal, from }, ports: WritePorts) => ({
      status: 200,
      body: teamView(await setTeamSettings({ team: params.team, settings: body, principal, from }, ports)),
    }),
  }),
  defineRoute({
    operationId: 'putCriticalAllowance',
    method: 'PUT',
    path: '/v1/teams/{team}/critical-allowance',
    verb: 'administer',
    summary: 'Sets how many models a team may call critical by itself; those that are stay so',
    body: Members({ count: Type.Integer({ minimum: 0, maximum: 1_000 }) }, { title: 'CriticalAllowance' }),
    reply: { 200: { description: 'The team as it is now', body: TeamShape } },
    refuses: ['not-found'],
    handle: async ({ params, body, principal, from }, ports: WritePorts) => ({
      status: 200,
      body: teamView(await setCriticalAllowance({ ...params, ...body, principal, from }, ports)),
    }),
  }),
  defineRoute({
    operationId: 'allowPlaces',
    method: 'PUT',
    path: '/v1/teams/{team}/allowed-places',
    verb: 'administer',
    summary: 'Says in which channels a team may have itself told, and which groups mentioned, from now on',
    body: AllowedPlacesShape,
    reply: { 200: { description: 'The team as it is now', body: TeamShape } },
    refuses: ['not-found'],
    handle: async ({ params, body, principal, from }, ports: WritePorts) => ({
      status: 200,
      body: teamView(await allowPlaces({ team: params.team, allowed: body, principal, from }, ports)),
    }),
  }),
  defineRoute({
    operationId: 'grantPrefix',
    method: 'PUT',
    path: '/v1/teams/{team}/prefixes/{prefix}',
    verb: 'administer',
    summary: 'Grants a subject prefix to a team',
    reply: {
      200: { description: 'The same again', body: TeamShape },
      201: { description: 'Granted', body: TeamShape },
    },
    refuses: ['not-found', 'conflict'],
    handle: async ({ params, principal, from }, ports: WritePorts) => {
      const { outcome, team } = await grantPrefix({ ...params, principal, from }, ports);
      return { status: STATUS_OF[outcome], body: teamView(team) };
    },
  }),
  defineRoute({
    operationId: 'takePrefix',
    method: 'DELETE',
    path: '/v1/teams/{team}/prefixes/{prefix}',
    verb: 'administer',
    summary: 'Takes a subject prefix away from a team',
    reply: { 200: { description: 'The team without it', body: TeamShape } },
    refuses: ['not-found'],
    handle: async ({ params, principal, from }, ports: WritePorts) => ({
      status: 200,
      body: teamView(await takePrefix({ ...params, principal, from }, ports)),
    }),
  }),
];
