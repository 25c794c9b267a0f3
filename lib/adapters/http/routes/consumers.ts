import * as Type from 'typebox';
import { confirmCritical } from '../../../application/administration/critical.ts';
import { tryKillSwitch } from '../../../application/deploying/try-kill-switch.ts';
import { getConsumer } from '../../../application/load-consumer.ts';
import type { JudgingPorts, WritePorts } from '../../../application/ports/write-ports.ts';
import { rehearse } from '../../../application/rehearse.ts';
import { deleteConsumer, type PutConsumerPorts, putConsumer } from '../../../application/subscribing/consumers.ts';
import { KILL_SWITCH_REASONS } from '../../../domain/kill-switch.ts';
import { NAME_LENGTH } from '../../../domain/subject.ts';
import { MigrationShape } from '../entities/announcement.ts';
import { CONSUMER, ConsumerShape } from '../entities/consumer.ts';
import { Entity, PageOf } from '../entities/entity.ts';
import type { HandlerPorts } from '../handler.ts';
import { DRY_RUN, PAGING, paging } from '../query.ts';
import { defineRoute, type Route } from '../route.ts';
import { Members } from '../shape.ts';
import {
  GithubShape,
  KillSwitchReasonShape,
  KillSwitchShape,
  MsTeamsShape,
  PutOutcome,
  SlackShape,
  TierShape,
  WebhookShape,
} from '../shapes.ts';

import { channelTestRoutes } from './channel-tests.ts';
import { subscriptionRoutes } from './subscriptions.ts';

type Ports = JudgingPorts & PutConsumerPorts;

const PutConsumerShape = Entity('PutConsumer', { outcome: PutOutcome, ...CONSUMER }, 'A consumer as it is now.');
const TrialShape = Entity(
  'KillSwitchTrial',
  {
    deliveryId: Type.String({ description: 'Also the `id` of the event.' }),
    consumer: Type.String(),
    reason: KillSwitchReasonShape,
    dryRun: Type.Boolean(),
    target: Type.String(),
    subject: Type.String({ description: 'What the event speaks of: the newest announced break, else a subscription.' }),
    version: Type.Integer({ minimum: 1 }),
  },
  'One test of a kill switch.',
);

const listConsumers = defineRoute({
  operationId: 'listConsumers',
  method: 'GET',
  path: '/v1/consumers',
  verb: 'read',
  summary: 'All consumers, by name',
  query: Members(PAGING),
  reply: { 200: { description: 'A page of consumers', body: PageOf(ConsumerShape) } },
  handle: async ({ query }, { store }: Ports) => ({ status: 200, body: await store.listConsumers(paging(query)) }),
});

const readConsumer = defineRoute({
  operationId: 'readConsumer',
  method: 'GET',
  path: '/v1/consumers/{consumer}',
  verb: 'read',
  summary: 'One consumer',
  reply: { 200: { description: 'The consumer', body: ConsumerShape } },
  refuses: ['not-found'],
  handle: async ({ params }, { store }: Ports) => ({ status: 200, body: await getConsumer(params.consumer, store) }),
});

const put = defineRoute({
  operationId: 'putConsumer',
  method: 'PUT',
  path: '/v1/consumers/{consumer}',
  verb: 'subscribe',
  summary: 'Create or change a consumer; 201 new, 200 changed or the same again',
  query: Members(DRY_RUN),
  body: Members(
    {
      team: Type.Optional(
        Type.String({ minLength: 1, maxLength: NAME_LENGTH, description: "By default the caller's." }),
      ),
      tier: TierShape,
      slack: Type.Optional(SlackShape),
      github: Type.Optional(GithubShape),
      msteams: Type.Optional(MsTeamsShape),
      webhook: Type.Optional(WebhookShape),
      description: Type.Optional(Type.String({ maxLength: 500 })),
      releases: Type.Optional(
        Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 20, uniqueItems: true }),
      ),
      killSwitch: Type.Optional(KillSwitchShape),
    },
    {
      title: 'ConsumerRequest',
      examples: [{ team: 'fraud-ml', tier: 'standard', slack: { channel: '#fraud-ml' }, releases: ['v7'] }],
    },
  ),
  reply: {
    200: { description: 'Changed, or the same again', body: PutConsumerShape },
    201: { description: 'A new consumer', body: PutConsumerShape },
  },
  refuses: ['not-found'],
  handle: async ({ params, query, body, principal, from }, ports: Ports) => {
    const team = body.team ?? principal.team ?? '';
    const request = { ...body, name: params.consumer, team, releases: body.releases ?? [], principal, from };
    const store = query.dryRun ? rehearse(ports.store) : ports.store;
    const { outcome, consumer } = await putConsumer(request, { ...ports, store });
    return { status: outcome === 'created' ? 201 : 200, body: { outcome, ...consumer } };
  },
});

const confirm = defineRoute({
  operationId: 'confirmCritical',
  method: 'POST',
  path: '/v1/consumers/{consumer}/confirm-critical',
  verb: 'administer',
  summary: "Confirm that a consumer is as critical as its team says, beyond the team's allowance",
  reply: { 200: { description: 'The consumer, critical', body: ConsumerShape } },
  refuses: ['not-found', 'conflict'],
  handle: async ({ params, principal, from }, ports: WritePorts) => ({
    status: 200,
    body: await confirmCritical({ consumer: params.consumer, principal, from }, ports),
  }),
});

const remove = defineRoute({
  operationId: 'deleteConsumer',
  method: 'DELETE',
  path: '/v1/consumers/{consumer}',
  verb: 'subscribe',
  summary: 'Delete a consumer that subscribes to nothing any more',
  reply: { 204: { description: 'Deleted' } },
  refuses: ['not-found', 'conflict'],
  handle: async ({ params, principal, from }, ports: WritePorts) => {
    await deleteConsumer({ name: params.consumer, principal, from }, ports);
    return { status: 204 };
  },
});

const testKillSwitch = defineRoute({
  operationId: 'testKillSwitch',
  method: 'POST',
  path: '/v1/consumers/{consumer}/kill-switch/test',
  verb: 'subscribe',
  summary: 'Send the event of its kill switch marked as a dry run, so that the team can try its runbook',
  body: Members(
    {
      on: Type.Optional(
        Type.Enum(KILL_SWITCH_REASONS, { description: 'Absent: the first that the consumer registered.' }),
      ),
    },
    { title: 'KillSwitchTest', examples: [{ on: 'overdue' }] },
  ),
  reply: { 202: { description: 'The event is on its way', body: TrialShape } },
  refuses: ['not-found', 'conflict'],
  handle: async ({ params, body, principal, from }, ports: Ports) => {
    const trial = await tryKillSwitch({ ...body, name: params.consumer, principal, from }, ports);
    return { status: 202, body: trial };
  },
});

const listMigrations = defineRoute({
  operationId: 'listMigrationsOfConsumer',
  method: 'GET',
  path: '/v1/consumers/{consumer}/migrations',
  verb: 'read',
  summary: 'What was announced to a consumer, newest first',
  query: Members(PAGING),
  reply: { 200: { description: 'A page of migrations', body: PageOf(MigrationShape) } },
  refuses: ['not-found'],
  handle: async ({ params, query }, { store }: Ports) => {
    const { name } = await getConsumer(params.consumer, store);
    return { status: 200, body: await store.listMigrationsOfConsumer(name, paging(query)) };
  },
});

export const consumerRoutes: readonly Route<HandlerPorts & Ports>[] = [
  listConsumers,
  readConsumer,
  put,
  confirm,
  remove,
  testKillSwitch,
  ...channelTestRoutes,
  ...subscriptionRoutes,
  listMigrations,
];
