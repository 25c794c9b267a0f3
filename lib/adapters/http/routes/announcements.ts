import * as Type from 'typebox';
import { loosenPolicy } from '../../../application/announcing/loosen-policy.ts';
import { namesOf } from '../../../application/people.ts';
import type { Store } from '../../../application/ports/store.ts';
import type { WritePorts } from '../../../application/ports/write-ports.ts';
import type { Announcement } from '../../../domain/announcement.ts';
import { DomainError } from '../../../domain/errors.ts';
import { AnnouncementShape, MigrationShape } from '../entities/announcement.ts';
import { AuditEntryShape } from '../entities/audit-entry.ts';
import { DeliveryShape } from '../entities/delivery.ts';
import { Entity, List, PageOf } from '../entities/entity.ts';
import type { HandlerPorts } from '../handler.ts';
import { LooseningSchema } from '../policy-schema.ts';
import { PAGING, paging } from '../query.ts';
import { defineRoute, type Route } from '../route.ts';
import { Members } from '../shape.ts';
import { Name } from '../shapes.ts';
import { approvalRoutes } from './approvals.ts';
import { deliveryRoutes } from './deliveries.ts';
import { migrationRoutes } from './migrations.ts';

interface Ports {
  readonly store: Store;
}

const read = defineRoute({
  operationId: 'readAnnouncement',
  method: 'GET',
  path: '/v1/announcements/{announcement}',
  verb: 'read',
  summary: 'One announcement',
  reply: { 200: { description: 'The announcement', body: AnnouncementShape } },
  refuses: ['not-found'],
  handle: async ({ params }, { store }: Ports) => ({
    status: 200,
    body: await getAnnouncement(params.announcement, store),
  }),
});

const loosen = defineRoute({
  operationId: 'loosenAnnouncedPolicy',
  method: 'PUT',
  path: '/v1/announcements/{announcement}/policy',
  verb: 'administer',
  summary: 'Loosen the policy that an open announcement goes by; everyone who still has to answer is notified',
  body: Members(
    {
      policy: LooseningSchema,
      reason: Type.String({ minLength: 10, maxLength: 500, description: 'Told, and audited.' }),
    },
    { title: 'LoosenRequest' },
  ),
  reply: {
    200: {
      description: 'The announcement as it is now',
      body: Entity('LoosenedAnnouncement', {
        outcome: Type.Enum(['loosened', 'unchanged']),
        announcement: AnnouncementShape,
        changes: List(Type.Object({ decision: Type.String(), from: Type.String(), to: Type.String() })),
      }),
    },
  },
  refuses: ['not-found', 'conflict'],
  handle: async ({ params, body, principal, from }, ports: WritePorts) => ({
    status: 200,
    body: await loosenPolicy({ ...params, ...body, principal, from }, ports),
  }),
});

const listMigrations = defineRoute({
  operationId: 'listMigrationsOfAnnouncement',
  method: 'GET',
  path: '/v1/announcements/{announcement}/migrations',
  verb: 'read',
  summary: 'Who must migrate, in what state, by when',
  query: Members({ ...PAGING, team: Type.Optional(Name) }),
  reply: { 200: { description: 'A page of migrations', body: PageOf(MigrationShape) } },
  refuses: ['not-found'],
  handle: async ({ params, query }, { store }: Ports) => {
    const { id } = await getAnnouncement(params.announcement, store);
    return { status: 200, body: await store.listMigrationsOfAnnouncement(id, paging(query), query.team) };
  },
});

const listDeliveries = defineRoute({
  operationId: 'listDeliveriesOfAnnouncement',
  method: 'GET',
  path: '/v1/announcements/{announcement}/deliveries',
  verb: 'read',
  summary: 'Which messages went where, and what became of them',
  query: Members(PAGING),
  reply: { 200: { description: 'A page of deliveries', body: PageOf(DeliveryShape) } },
  refuses: ['not-found'],
  handle: async ({ params, query }, { store }: Ports) => {
    const { id } = await getAnnouncement(params.announcement, store);
    return { status: 200, body: await store.listDeliveriesOfAnnouncement(id, paging(query)) };
  },
});

const listAudit = defineRoute({
  operationId: 'listAuditEvents',
  method: 'GET',
  path: '/v1/audit-events',
  verb: 'read',
  summary: 'Who did what, newest first, of one subject, consumer or announcement',
  query: Members({
    ...PAGING,
    subject: Type.Optional(Name),
    consumer: Type.Optional(Name),
    announcement: Type.Optional(Type.String({ minLength: 1, maxLength: 26 })),
  }),
  reply: { 200: { description: 'A page of audit events', body: PageOf(AuditEntryShape) } },
  handle: async ({ query }, { store }: Ports) => ({
    status: 200,
    body: await store.listAuditEntries(auditScope(query), paging(query)),
  }),
});

const readPrincipal = defineRoute({
  operationId: 'readPrincipal',
  method: 'GET',
  path: '/v1/principals',
  verb: 'read',
  summary: 'How people know whoever acted by an id',
  query: Members({
    id: Type.String({ minLength: 1, maxLength: 1_200, description: 'As in `by` or `publishedBy`, e.g. `token:01J…`.' }),
  }),
  reply: {
    200: {
      description: 'The name; the id itself if nobody has named it',
      body: Entity('PrincipalName', {
        id: Type.String(),
        name: Type.String({ examples: ['team payments (CI of payments)'] }),
      }),
    },
  },
  handle: async ({ query: { id } }, { store }: Ports) => ({
    status: 200,
    body: { id, name: (await namesOf([id], store))(id) },
  }),
});

function auditScope(query: { subject?: string; consumer?: string; announcement?: string }) {
  const { subject, consumer, announcement } = query;
  const scopes = [
    ...(subject === undefined ? [] : [{ subject }]),
    ...(consumer === undefined ? [] : [{ consumer }]),
    ...(announcement === undefined ? [] : [{ announcementId: announcement }]),
  ];
  const [scope, ...more] = scopes;
  if (scope && more.length === 0) return scope;
  throw new DomainError('invalid-request', 'name exactly one of ?subject=, ?consumer= and ?announcement=');
}

async function getAnnouncement(id: string, store: Store): Promise<Announcement> {
  const announcement = await store.find('announcement', { id });
  if (announcement) return announcement;
  throw new DomainError('not-found', `there is no announcement ${JSON.stringify(id.slice(0, 40))}`);
}

export const announcementRoutes: readonly Route<HandlerPorts & WritePorts>[] = [
  read,
  loosen,
  listMigrations,
  listDeliveries,
  readPrincipal,
  listAudit,
  ...migrationRoutes,
  ...deliveryRoutes,
  ...approvalRoutes,
];
