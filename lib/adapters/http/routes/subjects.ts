import * as Type from 'typebox';
import { observeSubject, putSubjectPolicy, transferSubject } from '../../../application/administration/subjects.ts';
import { policyOf } from '../../../application/effective-policy.ts';
import { getSubject } from '../../../application/load-schema.ts';
import type { JudgingPorts, WritePorts } from '../../../application/ports/write-ports.ts';
import { parseDate } from '../../../domain/date.ts';
import { AnnouncementShape } from '../entities/announcement.ts';
import { Entity, PageOf } from '../entities/entity.ts';
import { PolicyShape } from '../entities/policy.ts';
import { SUBJECT, SubjectShape } from '../entities/subject.ts';
import type { HandlerPorts } from '../handler.ts';
import { PolicyOverridesSchema } from '../policy-schema.ts';
import { invalidRequest } from '../problem.ts';
import { PAGING, paging } from '../query.ts';
import { defineRoute, type Route } from '../route.ts';
import { Members } from '../shape.ts';
import { Name } from '../shapes.ts';
import { rejudgementRoutes } from './rejudgement.ts';
import { retirementRoutes } from './retirement.ts';
import { versionRoutes } from './versions.ts';

const listSubjects = defineRoute({
  operationId: 'listSubjects',
  method: 'GET',
  path: '/v1/subjects',
  verb: 'read',
  summary: 'All subjects, by name',
  query: Members(PAGING),
  reply: { 200: { description: 'A page of subjects', body: PageOf(SubjectShape) } },
  handle: async ({ query }, { store }: WritePorts) => ({ status: 200, body: await store.listSubjects(paging(query)) }),
});

const readSubject = defineRoute({
  operationId: 'readSubject',
  method: 'GET',
  path: '/v1/subjects/{subject}',
  verb: 'read',
  summary: 'One subject, with the policy that is in force',
  reply: {
    200: {
      description: 'The subject',
      body: Entity('SubjectWithPolicy', { ...SUBJECT, effectivePolicy: PolicyShape }),
    },
  },
  refuses: ['not-found'],
  handle: async ({ params }, { store }: WritePorts) => {
    const subject = await getSubject(store, params.subject);
    return { status: 200, body: { ...subject, effectivePolicy: await policyOf(store, subject) } };
  },
});

const setPolicy = defineRoute({
  operationId: 'putSubjectPolicy',
  method: 'PUT',
  path: '/v1/subjects/{subject}/policy',
  verb: 'publish',
  summary: "The owner's overrides of the organisation's policy, as a whole",
  body: Members(
    {
      policy: PolicyOverridesSchema,
      channel: Type.Optional(
        Type.String({ maxLength: 80, description: "Where the producer's team is notified of answers." }),
      ),
    },
    { title: 'SubjectPolicyRequest' },
  ),
  reply: { 200: { description: 'The subject with its policy', body: SubjectShape } },
  refuses: ['not-found', 'conflict'],
  handle: async ({ params, body, principal, from }, ports: WritePorts) => ({
    status: 200,
    body: await putSubjectPolicy({ ...body, subject: params.subject, principal, from }, ports),
  }),
});

const observe = defineRoute({
  operationId: 'observeSubject',
  method: 'PUT',
  path: '/v1/subjects/{subject}/observation',
  verb: 'publish',
  summary: 'Only observe a subject until a day: its readers are not notified, and its owner gets a weekly report',
  body: Members(
    { until: Type.String({ maxLength: 40, description: 'A date, 2026-12-20; at most 30 days ahead.' }) },
    { title: 'ObservationRequest' },
  ),
  reply: { 200: { description: 'The subject, observed', body: SubjectShape } },
  refuses: ['not-found', 'conflict'],
  handle: async ({ params, body, principal, from }, ports: WritePorts) => {
    const until = parseDate(body.until);
    if (until === undefined) throw invalidRequest('/until', 'must be a date such as 2026-12-20');
    return { status: 200, body: await observeSubject({ subject: params.subject, until, principal, from }, ports) };
  },
});

const endObservation = defineRoute({
  operationId: 'endObservation',
  method: 'DELETE',
  path: '/v1/subjects/{subject}/observation',
  verb: 'publish',
  summary: 'End the observation: readers are notified from now on',
  reply: { 200: { description: 'The subject, observed no more', body: SubjectShape } },
  refuses: ['not-found'],
  handle: async ({ params, principal, from }, ports: WritePorts) => ({
    status: 200,
    body: await observeSubject({ subject: params.subject, until: undefined, principal, from }, ports),
  }),
});

const transfer = defineRoute({
  operationId: 'transferSubject',
  method: 'POST',
  path: '/v1/subjects/{subject}/transfer',
  verb: 'administer',
  summary: 'Give a subject to another team',
  body: Members({ team: Name }, { title: 'TransferRequest' }),
  reply: { 200: { description: 'The subject with its owner', body: SubjectShape } },
  refuses: ['not-found'],
  handle: async ({ params, body, principal, from }, ports: WritePorts) => ({
    status: 200,
    body: await transferSubject({ ...body, subject: params.subject, principal, from }, ports),
  }),
});

const listAnnouncements = defineRoute({
  operationId: 'listAnnouncements',
  method: 'GET',
  path: '/v1/subjects/{subject}/announcements',
  verb: 'read',
  summary: 'What was announced of a subject, newest first',
  query: Members(PAGING),
  reply: { 200: { description: 'A page of announcements', body: PageOf(AnnouncementShape) } },
  refuses: ['not-found'],
  handle: async ({ params, query }, { store }: WritePorts) => {
    const { name } = await getSubject(store, params.subject);
    return { status: 200, body: await store.listAnnouncementsOfSubject(name, paging(query)) };
  },
});

/** `/v1/subjects…` and the versions below them, but for publishing; and what an upgrade makes of all of them. */
export const subjectRoutes: readonly Route<HandlerPorts & JudgingPorts>[] = [
  listSubjects,
  readSubject,
  setPolicy,
  observe,
  endObservation,
  transfer,
  ...retirementRoutes,
  listAnnouncements,
  ...versionRoutes,
  ...rejudgementRoutes,
];
