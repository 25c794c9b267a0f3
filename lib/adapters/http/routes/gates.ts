import * as Type from 'typebox';
import { readGate } from '../../../application/deploying/gate.ts';
import type { WritePorts } from '../../../application/ports/write-ports.ts';
import { findReaders } from '../../../application/subscribing/find-readers.ts';
import { FieldReaderShape, GateShape } from '../entities/deployment.ts';
import { Entity, List } from '../entities/entity.ts';
import type { HandlerPorts } from '../handler.ts';
import { defineRoute, type Route } from '../route.ts';
import { Members } from '../shape.ts';
import { Name } from '../shapes.ts';

const gate = defineRoute({
  operationId: 'readGate',
  method: 'GET',
  path: '/v1/subjects/{subject}/versions/{version}/gate',
  verb: 'read',
  summary: 'May this version go live in an environment? Who holds it, why, until when',
  query: Members({ environment: Name }),
  reply: { 200: { description: 'Open, closed or not known yet', body: GateShape } },
  refuses: ['not-found', 'unknown-environment'],
  handle: async ({ params, query }, ports: WritePorts) => ({
    status: 200,
    body: await readGate({ ...params, ...query }, ports),
  }),
});

const readers = defineRoute({
  operationId: 'listReadersOfField',
  method: 'GET',
  path: '/v1/subjects/{subject}/readers',
  verb: 'read',
  summary:
    'Which live models still read a field, one above it or one below it; without a field, anything of the subject',
  query: Members({
    field: Type.Optional(
      Type.String({
        maxLength: 500,
        pattern: '^/',
        description: 'JSON Pointer into the record.',
        examples: ['/category'],
      }),
    ),
    environment: Type.Optional(Name),
  }),
  reply: {
    200: {
      description: 'All of them, by name',
      body: Entity('FieldReaders', { subject: Type.String(), field: Type.String(), readers: List(FieldReaderShape) }),
    },
  },
  refuses: ['not-found', 'unknown-field', 'unknown-environment'],
  handle: async ({ params, query }, ports: WritePorts) => {
    const { field = '' } = query;
    const readers = await findReaders({ ...params, ...query, field }, ports);
    return { status: 200, body: { subject: params.subject, field, readers } };
  },
});

export const gateRoutes: readonly Route<HandlerPorts & WritePorts>[] = [gate, readers];
