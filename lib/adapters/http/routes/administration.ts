import * as Type from 'typebox';
import type { WritePorts } from '../../../application/activate-version.ts';
import { type MappedIssuer, mapIdentity, unmapIdentity } from '../../../application/administration/identities.ts';
import { readPolicy, setPolicy } from '../../../application/administration/organisation-policy.ts';
import { getTeam } from '../../../application/administration/require-admin.ts';
import { grantPrefix, type Outcome, putTeam, takePrefix } from '../../../application/administration/teams.ts';
import {
  createToken,
  LONGEST_LIFE,
  listTokens,
  revokeToken,
  type TokenMaker,
} from '../../../application/administration/tokens.ts';
import type { Store } from '../../../application/ports.ts';
import { type ApiToken, type Identity, type Team, VERBS } from '../../../domain/principal.ts';
import type { HandlerPorts } from '../handler.ts';
import { PolicyOverridesSchema } from '../policy-schema.ts';
import { PAGING, paging } from '../query.ts';
import { defineRoute, type Route } from '../route.ts';
import { Members } from '../shape.ts';

interface ReadPorts {
  readonly store: Store;
}
export interface AdministrationPorts extends WritePorts {
  readonly tokens: TokenMaker;
  readonly issuers: readonly MappedIssuer[];
}

const STATUS_OF: Record<Outcome, number> = { created: 201, updated: 200, unchanged: 200 };

const Verbs = Type.Array(Type.Enum(VERBS), { minItems: 1, uniqueItems: true });

const teamView = ({ name, prefixes, createdAt }: Team) => ({ name, prefixes, createdAt });
const identityView = ({ issuer, subject, team, verbs }: Identity) => ({ issuer, subject, team, verbs });
const tokenView = ({ secretHash: _, revision: __, ...shown }: ApiToken) => shown;

const teams = [
  defineRoute({
    method: 'GET',
    path: '/v1/teams',
    verb: 'read',
    summary: 'Lists teams and the prefixes granted to them',
    query: Members(PAGING),
    handle: async ({ query }, { store }: ReadPorts) => {
      const page = await store.listTeams(paging(query));
      return { status: 200, body: { ...page, items: page.items.map(teamView) } };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/teams/{team}',
    verb: 'read',
    summary: 'Shows a team',
    handle: async ({ params }, { store }: ReadPorts) => ({
      status: 200,
      body: teamView(await getTeam(params.team, store)),
    }),
  }),
  defineRoute({
    method: 'PUT',
    path: '/v1/teams/{team}',
    verb: 'administer',
    summary: 'Creates a team',
    handle: async ({ params, principal, from }, ports: WritePorts) => {
      const { outcome, team } = await putTeam({ team: params.team, principal, from }, ports);
      return { status: STATUS_OF[outcome], body: teamView(team) };
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/v1/teams/{team}/prefixes/{prefix}',
    verb: 'administer',
    summary: 'Grants a subject prefix to a team',
    handle: async ({ params, principal, from }, ports: WritePorts) => {
      const { outcome, team } = await grantPrefix({ ...params, principal, from }, ports);
      return { status: STATUS_OF[outcome], body: teamView(team) };
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/teams/{team}/prefixes/{prefix}',
    verb: 'administer',
    summary: 'Takes a subject prefix away from a team',
    handle: async ({ params, principal, from }, ports: WritePorts) => ({
      status: 200,
      body: teamView(await takePrefix({ ...params, principal, from }, ports)),
    }),
  }),
];

const identities = [
  defineRoute({
    method: 'GET',
    path: '/v1/teams/{team}/identities',
    verb: 'administer',
    summary: 'Lists the OIDC identities that act for a team',
    query: Members(PAGING),
    handle: async ({ params, query }, { store }: ReadPorts) => {
      const team = await getTeam(params.team, store);
      const page = await store.listIdentitiesOfTeam(team.name, paging(query));
      return { status: 200, body: { ...page, items: page.items.map(identityView) } };
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/v1/teams/{team}/identities',
    verb: 'administer',
    summary: 'Lets an OIDC identity act for a team',
    body: Members({
      issuer: Type.String({ minLength: 1, maxLength: 500, examples: ['https://token.actions.githubusercontent.com'] }),
      claims: Type.Record(Type.String(), Type.String({ minLength: 1, maxLength: 200 }), {
        maxProperties: 10,
        examples: [{ repository_id: '123456', repository_owner_id: '42' }],
      }),
      verbs: Verbs,
    }),
    handle: async ({ params, body, principal, from }, ports: AdministrationPorts) => {
      const { outcome, identity } = await mapIdentity({ ...params, ...body, principal, from }, ports);
      return { status: STATUS_OF[outcome], body: identityView(identity) };
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/teams/{team}/identities',
    verb: 'administer',
    summary: 'Takes an OIDC identity away from a team',
    query: Members({
      issuer: Type.String({ minLength: 1, maxLength: 500 }),
      subject: Type.String({ minLength: 1, maxLength: 2048, description: 'As the list of identities says it.' }),
    }),
    handle: async ({ params, query, principal, from }, ports: WritePorts) => {
      await unmapIdentity({ ...params, ...query, principal, from }, ports);
      return { status: 204 };
    },
  }),
];

const tokens = [
  defineRoute({
    method: 'GET',
    path: '/v1/tokens',
    verb: 'none',
    summary: "Lists a team's API tokens, without their secrets",
    query: Members({ ...PAGING, team: Type.Optional(Type.String({ minLength: 1, maxLength: 120 })) }),
    handle: async ({ query, principal }, ports: ReadPorts) => {
      const page = await listTokens({ team: query.team, page: paging(query), principal }, ports);
      return { status: 200, body: { ...page, items: page.items.map(tokenView) } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/tokens',
    verb: 'none',
    summary: 'Makes an API token, shown this once',
    showsSecret: true,
    body: Members({
      team: Type.String({ minLength: 1, maxLength: 120 }),
      verbs: Verbs,
      description: Type.String({ minLength: 1, maxLength: 200 }),
      expiresIn: Type.String({
        maxLength: 40,
        description: `ISO 8601 duration, at most ${LONGEST_LIFE}`,
        examples: ['P90D'],
      }),
    }),
    handle: async ({ body, principal, from }, ports: AdministrationPorts) => {
      const { token, text } = await createToken({ ...body, principal, from }, ports);
      return { status: 201, body: { ...tokenView(token), token: text }, headers: { 'cache-control': 'no-store' } };
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/tokens/{token}',
    verb: 'none',
    summary: 'Revokes an API token',
    handle: async ({ params, principal, from }, ports: WritePorts) => {
      await revokeToken({ id: params.token, principal, from }, ports);
      return { status: 204 };
    },
  }),
];

const policy = [
  defineRoute({
    method: 'GET',
    path: '/v1/policy',
    verb: 'read',
    summary: "Shows the organisation's policy, as set and with its defaults",
    handle: async (_request, ports: ReadPorts) => ({ status: 200, body: await readPolicy(ports) }),
  }),
  defineRoute({
    method: 'PUT',
    path: '/v1/policy',
    verb: 'administer',
    summary: "Replaces the organisation's policy",
    body: PolicyOverridesSchema,
    handle: async ({ body, principal, from }, ports: WritePorts) => ({
      status: 200,
      body: await setPolicy({ policy: body, principal, from }, ports),
    }),
  }),
];

/** Teams, prefixes, identities, tokens and the organisation's policy (docs/access.md). */
export const administrationRoutes: readonly Route<HandlerPorts & AdministrationPorts>[] = [
  ...teams,
  ...identities,
  ...tokens,
  ...policy,
];
