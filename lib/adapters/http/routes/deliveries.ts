import { redriveDeliveries } from '../../../application/delivering/redrive-deliveries.ts';
import { redriveTeamDeliveries } from '../../../application/delivering/redrive-team-deliveries.ts';
import type { WritePorts } from '../../../application/ports/write-ports.ts';
import { DeliveryShape } from '../entities/delivery.ts';
import { Count, Entity, PageOf } from '../entities/entity.ts';
import type { HandlerPorts } from '../handler.ts';
import { PAGING, paging } from '../query.ts';
import { defineRoute, type Route } from '../route.ts';
import { Members } from '../shape.ts';

const RedrivenShape = Entity('Redriven', { redriven: Count('Deliveries that had failed.') });

const redrive = defineRoute({
  operationId: 'redriveDeliveries',
  method: 'POST',
  path: '/v1/announcements/{announcement}/deliveries/redrive',
  verb: 'none',
  summary: 'Send again what failed, with the next sweep; the subject’s owner or an administrator',
  reply: { 200: { description: 'How many are sent again', body: RedrivenShape } },
  refuses: ['not-found'],
  handle: async ({ params, principal, from }, ports: WritePorts) => ({
    status: 200,
    body: { redriven: await redriveDeliveries({ announcement: params.announcement, principal, from }, ports) },
  }),
});

const listOfTeam = defineRoute({
  operationId: 'listDeliveriesOfTeam',
  method: 'GET',
  path: '/v1/teams/{team}/deliveries',
  verb: 'read',
  summary: 'Deliveries to a team about several announcements or none: digests, a day’s reminders, tests',
  query: Members(PAGING),
  reply: { 200: { description: 'A page of deliveries', body: PageOf(DeliveryShape) } },
  handle: async ({ params, query }, { store }: WritePorts) => ({
    status: 200,
    body: await store.listDeliveriesOfTeam(params.team, paging(query)),
  }),
});

const redriveOfTeam = defineRoute({
  operationId: 'redriveDeliveriesOfTeam',
  method: 'POST',
  path: '/v1/teams/{team}/deliveries/redrive',
  verb: 'none',
  summary: 'Send again what failed of these, with the next sweep; the team or an administrator',
  reply: { 200: { description: 'How many are sent again', body: RedrivenShape } },
  handle: async ({ params, principal, from }, ports: WritePorts) => ({
    status: 200,
    body: { redriven: await redriveTeamDeliveries({ team: params.team, principal, from }, ports) },
  }),
});

export const deliveryRoutes: readonly Route<HandlerPorts & WritePorts>[] = [redrive, listOfTeam, redriveOfTeam];
