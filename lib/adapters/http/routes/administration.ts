import * as Type from 'typebox';
import { allowPlaces } from '../../../application/administration/allow-places.ts';
import { setCriticalAllowance } from '../../../application/administration/critical.ts';
import { type MappedIssuer, mapIdentity, unmapIdentity } from '../../../application/administration/identities.ts';
import {
  type OrganisationPolicy,
  readPolicy,
  setFloors,
  setPolicy,
} from '../../../application/administration/organisation-policy.ts';
import { getTeam } from '../../../application/administration/require-admin.ts';
import { setTeamSettings } from '../../../application/administration/team-settings.ts';
import { grantPrefix, type Outcome, putTeam, takePrefix } from '../../../application/administration/teams.ts';
import type { Store } from '../../../application/ports/store.ts';
import type { WritePorts } from '../../../application/ports/write-ports.ts';
import type { Identity, Team } from '../../../domain/principal.ts';
import { Entity, mirrors, PageOf } from '../entities/entity.ts';
import { FloorOverridesShape, PolicyFloorsShape, PolicyOverridesShape, PolicyShape } from '../entities/policy.ts';
import { AllowedPlacesShape, IdentityShape, TeamShape, TeamSlackShape, WorkingHoursShape } from '../entities/team.ts';
import type { HandlerPorts } from '../handler.ts';
import { FloorOverridesSchema, PolicyOverridesSchema } from '../policy-schema.ts';
import { PAGING, paging } from '../query.ts';
import { defineRoute, type Route } from '../route.ts';
import { Members } from '../shape.ts';
import { VerbsShape } from '../shapes.ts';
import { type TokenPorts, tokenRoutes } from './tokens.ts';

interface ReadPorts {
  readonly store: Store;
}
export interface AdministrationPorts extends TokenPorts {
  readonly issuers: readonly MappedIssuer[];
}

const STATUS_OF = { created: 201, updated: 200, unchanged: 200 } as const satisfies Record<Outcome, number>;

const OrganisationPolicyShape = mirrors<OrganisationPolicy>()(
  Entity('OrganisationPolicy', {
    policy: PolicyOverridesShape,
    effective: PolicyShape,
    floors: FloorOverridesShape,
    effectiveFloors: PolicyFloorsShape,
  }),
);

const teamView = ({ revision: _, ...team }: Team) => team;
const identityView = ({ issuer, subject, team, verbs }: Identity) => ({ issuer, subject, team, verbs });

const teams = [
  defineRoute({
    operationId: 'listTeams',
    method: 'GET',
    path: '/v1/teams',
    verb: 'read',
    summary: 'Lists teams and the prefixes granted to them',
    query: Members(PAGING),
    reply: { 200: { description: 'A page of teams', body: PageOf(TeamShape) } },
    handle: async ({ query }, { store }: ReadPorts) => {
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
    handle: async ({ params }, { store }: ReadPorts) => ({
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

const identities = [
  defineRoute({
    operationId: 'listIdentities',
    method: 'GET',
    path: '/v1/teams/{team}/identities',
    verb: 'administer',
    summary: 'Lists the OIDC identities that act for a team',
    query: Members(PAGING),
    reply: { 200: { description: 'A page of identities', body: PageOf(IdentityShape) } },
    refuses: ['not-found'],
    handle: async ({ params, query }, { store }: ReadPorts) => {
      const team = await getTeam(params.team, store);
      const page = await store.listIdentitiesOfTeam(team.name, paging(query));
      return { status: 200, body: { ...page, items: page.items.map(identityView) } };
    },
  }),
  defineRoute({
    operationId: 'putIdentity',
    method: 'PUT',
    path: '/v1/teams/{team}/identities',
    verb: 'administer',
    summary: 'Lets an OIDC identity act for a team',
    body: Members(
      {
        issuer: Type.String({
          minLength: 1,
          maxLength: 500,
          examples: ['https://token.actions.githubusercontent.com'],
        }),
        claims: Type.Record(Type.String(), Type.String({ minLength: 1, maxLength: 200 }), {
          maxProperties: 10,
          description: 'Names and values that must all match, at most 10.',
          examples: [{ repository_id: '123456', repository_owner_id: '42' }],
        }),
        verbs: VerbsShape,
      },
      { title: 'IdentityRequest' },
    ),
    reply: {
      200: { description: 'Its verbs changed, or the same again', body: IdentityShape },
      201: { description: 'A new identity', body: IdentityShape },
    },
    refuses: ['not-found', 'conflict'],
    handle: async ({ params, body, principal, from }, ports: AdministrationPorts) => {
      const { outcome, identity } = await mapIdentity({ ...params, ...body, principal, from }, ports);
      return { status: STATUS_OF[outcome], body: identityView(identity) };
    },
  }),
  defineRoute({
    operationId: 'deleteIdentity',
    method: 'DELETE',
    path: '/v1/teams/{team}/identities',
    verb: 'administer',
    summary: 'Takes an OIDC identity away from a team',
    query: Members({
      issuer: Type.String({ minLength: 1, maxLength: 500 }),
      subject: Type.String({ minLength: 1, maxLength: 2048, description: 'As the list of identities says it.' }),
    }),
    reply: { 204: { description: 'Taken away' } },
    refuses: ['not-found'],
    handle: async ({ params, query, principal, from }, ports: WritePorts) => {
      await unmapIdentity({ ...params, ...query, principal, from }, ports);
      return { status: 204 };
    },
  }),
];

const policy = [
  defineRoute({
    operationId: 'readPolicy',
    method: 'GET',
    path: '/v1/policy',
    verb: 'read',
    summary: "Shows the organisation's policy, as set and with its defaults",
    reply: { 200: { description: 'The policy', body: OrganisationPolicyShape } },
    handle: async (_request, ports: ReadPorts) => ({ status: 200, body: await readPolicy(ports) }),
  }),
  defineRoute({
    operationId: 'putPolicy',
    method: 'PUT',
    path: '/v1/policy',
    verb: 'administer',
    summary: "Replaces the organisation's policy",
    body: PolicyOverridesSchema,
    reply: { 200: { description: 'The policy as it is now', body: OrganisationPolicyShape } },
    handle: async ({ body, principal, from }, ports: WritePorts) => ({
      status: 200,
      body: await setPolicy({ policy: body, principal, from }, ports),
    }),
  }),
  defineRoute({
    operationId: 'putPolicyFloors',
    method: 'PUT',
    path: '/v1/policy/floors',
    verb: 'administer',
    summary: 'Replaces what no policy may go below; policies below it are raised to it',
    body: FloorOverridesSchema,
    reply: { 200: { description: 'The policy as it is now', body: OrganisationPolicyShape } },
    handle: async ({ body, principal, from }, ports: WritePorts) => ({
      status: 200,
      body: await setFloors({ floors: body, principal, from }, ports),
    }),
  }),
];

/** Teams, prefixes, identities, tokens and the organisation's policy (docs/access.md). */
export const administrationRoutes: readonly Route<HandlerPorts & AdministrationPorts>[] = [
  ...teams,
  ...identities,
  ...tokenRoutes,
  ...policy,
];
