import * as Type from 'typebox';
import { type MappedIssuer, mapIdentity, unmapIdentity } from '../../../application/administration/identities.ts';
import { getTeam } from '../../../application/administration/require-admin.ts';
import type { WritePorts } from '../../../application/ports/write-ports.ts';
import type { Identity } from '../../../domain/principal.ts';
import { PageOf } from '../entities/entity.ts';
import { IdentityShape } from '../entities/team.ts';
import { PAGING, paging } from '../query.ts';
import { defineRoute } from '../route.ts';
import { Members } from '../shape.ts';
import { VerbsShape } from '../shapes.ts';
import { STATUS_OF } from './teams.ts';

export interface IdentityPorts extends WritePorts {
  readonly issuers: readonly MappedIssuer[];
}

const identityView = ({ issuer, subject, team, verbs }: Identity) => ({ issuer, subject, team, verbs });

export const identityRoutes = [
  defineRoute({
    operationId: 'listIdentities',
    method: 'GET',
    path: '/v1/teams/{team}/identities',
    verb: 'administer',
    summary: 'Lists the OIDC identities that act for a team',
    query: Members(PAGING),
    reply: { 200: { description: 'A page of identities', body: PageOf(IdentityShape) } },
    refuses: ['not-found'],
    handle: async ({ params, query }, { store }: Pick<WritePorts, 'store'>) => {
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
    handle: async ({ params, body, principal, from }, ports: IdentityPorts) => {
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
