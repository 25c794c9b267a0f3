import * as Type from 'typebox';
import type { HandlerPorts } from '../handler.ts';
import { defineRoute, type Route } from '../route.ts';

export interface DocumentPorts {
  /** The OpenAPI document of all routes, this one included; made beforehand, so that no function loads them all. */
  readonly document: Readonly<Record<string, unknown>>;
}

const read = defineRoute({
  operationId: 'readApiDocument',
  method: 'GET',
  path: '/v1/openapi.json',
  verb: 'none',
  summary: 'This API as an OpenAPI 3.1 document',
  reply: {
    200: {
      description: 'The document',
      body: Type.Unsafe<Readonly<Record<string, unknown>>>({
        type: 'object',
        properties: { openapi: { type: 'string', pattern: '^3\\.1\\.' } },
        required: ['openapi'],
        additionalProperties: true,
      }),
    },
  },
  handle: async (_request, { document }: DocumentPorts) => ({ status: 200, body: document }),
});

export const documentRoutes: readonly Route<HandlerPorts & DocumentPorts>[] = [read];
