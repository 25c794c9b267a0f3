import * as Type from 'typebox';
import type { WritePorts } from '../../../application/ports/write-ports.ts';
import { foreseeRetirement } from '../../../application/publishing/foresee-retirement.ts';
import { keepSubject, retireSubject } from '../../../application/publishing/retire-subject.ts';
import { rehearse } from '../../../application/rehearse.ts';
import { defined } from '../../../domain/defined.ts';
import { ForeseenRetirementShape, RetiredShape } from '../entities/retirement.ts';
import { SubjectShape } from '../entities/subject.ts';
import type { HandlerPorts } from '../handler.ts';
import { DRY_RUN } from '../query.ts';
import { defineRoute, type Route } from '../route.ts';
import { Members } from '../shape.ts';
import { PROPOSED, SourceShape } from '../shapes.ts';

const { sunset, emergency, manifest } = PROPOSED;

const foresee = defineRoute({
  operationId: 'readRetirement',
  method: 'GET',
  path: '/v1/subjects/{subject}/retirement',
  verb: 'read',
  summary: 'What retiring a subject would come to, or did: who reads it, and the earliest date',
  query: Members({ sunset }),
  reply: { 200: { description: 'What it would be', body: ForeseenRetirementShape } },
  refuses: ['not-found'],
  handle: async ({ params, query }, ports: WritePorts) => ({
    status: 200,
    body: await foreseeRetirement({ ...params, ...query }, ports),
  }),
});

// No verb of the route's own: the owner has `publish`, an administrator `administer`, and either may.
const retire = defineRoute({
  operationId: 'retireSubject',
  method: 'POST',
  path: '/v1/subjects/{subject}/retire',
  verb: 'none',
  summary:
    'End a subject, its owner or an administrator: at once without subscribers, else announced; its versions stay readable',
  query: Members(DRY_RUN),
  body: Members({ sunset, emergency, manifest, source: Type.Optional(SourceShape) }, { title: 'RetireRequest' }),
  reply: { 200: { description: 'The subject, and what became of it', body: RetiredShape } },
  refuses: ['not-found', 'conflict', 'incompatible', 'notice-too-short'],
  handle: async ({ params, query, body, principal, from }, ports: WritePorts) => {
    const store = query.dryRun ? rehearse(ports.store) : ports.store;
    const { outcome, subject, announcementId, minimum, holding } = await retireSubject(
      { ...body, subject: params.subject, principal, from },
      { ...ports, store },
    );
    return {
      status: 200,
      body: {
        ...subject,
        outcome,
        ...defined({ announcementId, minimumNotice: minimum, holding }),
      },
    };
  },
});

const withdraw = defineRoute({
  operationId: 'withdrawRetirement',
  method: 'POST',
  path: '/v1/subjects/{subject}/retirement/withdraw',
  verb: 'none',
  summary: 'Keep a subject whose retirement was announced; whoever was notified is notified of this too',
  body: Members({ reason: Type.String({ minLength: 1, maxLength: 500 }) }, { title: 'WithdrawRetirementRequest' }),
  reply: { 200: { description: 'The subject, which stays', body: SubjectShape } },
  refuses: ['not-found', 'conflict'],
  handle: async ({ params, body, principal, from }, ports: WritePorts) => ({
    status: 200,
    body: await keepSubject({ ...body, subject: params.subject, principal, from }, ports),
  }),
});

/** The end of a subject. */
export const retirementRoutes: readonly Route<HandlerPorts & WritePorts>[] = [foresee, retire, withdraw];
