import * as Type from 'typebox';
import { foreseeRejudgement, startRejudgement } from '../../../application/announcing/rejudgement.ts';
import type { JudgingPorts } from '../../../application/ports/write-ports.ts';
import { ForeseenPageShape, StartedRejudgementShape } from '../entities/rejudgement.ts';
import type { HandlerPorts } from '../handler.ts';
import { defineRoute, type Route } from '../route.ts';
import { Members } from '../shape.ts';

const foresee = defineRoute({
  operationId: 'readRejudgement',
  method: 'GET',
  path: '/v1/rejudgement',
  verb: 'administer',
  summary: 'What the engine of now makes of open announcements that an older one judged; nothing is written',
  query: Members({ cursor: Type.Optional(Type.String({ maxLength: 2_000 })) }),
  reply: { 200: { description: 'What would follow, for a stretch of subjects', body: ForeseenPageShape } },
  handle: async ({ query, principal }, ports: JudgingPorts) => ({
    status: 200,
    body: await foreseeRejudgement({ principal, cursor: query.cursor }, ports),
  }),
});

const start = defineRoute({
  operationId: 'startRejudgement',
  method: 'POST',
  path: '/v1/rejudgement',
  verb: 'administer',
  summary: 'Has the sweep look once more for open announcements that an older engine judged',
  reply: { 200: { description: 'It begins at the next run, or is under way', body: StartedRejudgementShape } },
  handle: async ({ principal, from }, ports: JudgingPorts) => ({
    status: 200,
    body: await startRejudgement({ principal, from }, ports),
  }),
});

/** After an upgrade of the engine. */
export const rejudgementRoutes: readonly Route<HandlerPorts & JudgingPorts>[] = [foresee, start];
