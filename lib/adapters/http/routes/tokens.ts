import * as Type from 'typebox';
import {
  createToken,
  LONGEST_LIFE,
  listTokens,
  revokeToken,
  type TokenMaker,
} from '../../../application/administration/tokens.ts';
import type { WritePorts } from '../../../application/ports/write-ports.ts';
import type { ApiToken } from '../../../domain/principal.ts';
import { Entity, PageOf } from '../entities/entity.ts';
import { TOKEN, TokenShape } from '../entities/team.ts';
import type { HandlerPorts } from '../handler.ts';
import { PAGING, paging } from '../query.ts';
import { defineRoute, type Route } from '../route.ts';
import { Members } from '../shape.ts';
import { VerbsShape } from '../shapes.ts';

export interface TokenPorts extends WritePorts {
  readonly tokens: TokenMaker;
}

const tokenView = ({ secretHash: _, revision: __, ...shown }: ApiToken) => shown;

export const tokenRoutes: readonly Route<HandlerPorts & TokenPorts>[] = [
  defineRoute({
    operationId: 'listTokens',
    method: 'GET',
    path: '/v1/tokens',
    verb: 'none',
    summary: "Lists a team's API tokens, without their secrets",
    query: Members({ ...PAGING, team: Type.Optional(Type.String({ minLength: 1, maxLength: 120 })) }),
    reply: { 200: { description: 'A page of tokens', body: PageOf(TokenShape) } },
    handle: async ({ query, principal }, ports: WritePorts) => {
      const page = await listTokens({ team: query.team, page: paging(query), principal }, ports);
      return { status: 200, body: { ...page, items: page.items.map(tokenView) } };
    },
  }),
  defineRoute({
    operationId: 'createToken',
    method: 'POST',
    path: '/v1/tokens',
    verb: 'none',
    summary: 'Makes an API token, shown this once',
    showsSecret: true,
    body: Members(
      {
        team: Type.String({ minLength: 1, maxLength: 120 }),
        verbs: VerbsShape,
        description: Type.String({ minLength: 1, maxLength: 200 }),
        expiresIn: Type.String({
          maxLength: 40,
          description: `ISO 8601 duration, at most ${LONGEST_LIFE}`,
          examples: ['P90D'],
        }),
      },
      { title: 'TokenRequest' },
    ),
    reply: {
      201: {
        description: 'The token, shown this once',
        body: Entity('CreatedToken', {
          ...TOKEN,
          token: Type.String({ description: 'The secret itself.', examples: ['fw_01JD…_…'] }),
        }),
        headers: { 'cache-control': { description: 'Nobody keeps it.', example: 'no-store', required: true } },
      },
    },
    refuses: ['not-found'],
    handle: async ({ body, principal, from }, ports: TokenPorts) => {
      const { token, text } = await createToken({ ...body, principal, from }, ports);
      return { status: 201, body: { ...tokenView(token), token: text }, headers: { 'cache-control': 'no-store' } };
    },
  }),
  defineRoute({
    operationId: 'revokeToken',
    method: 'DELETE',
    path: '/v1/tokens/{token}',
    verb: 'none',
    summary: 'Revokes an API token',
    reply: { 204: { description: 'Revoked' } },
    refuses: ['not-found'],
    handle: async ({ params, principal, from }, ports: WritePorts) => {
      await revokeToken({ id: params.token, principal, from }, ports);
      return { status: 204 };
    },
  }),
];
