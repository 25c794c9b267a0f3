import * as Type from 'typebox';
import type { WritePorts } from '../../../application/activate-version.ts';
import { confirmCritical } from '../../../application/administration/critical.ts';
import { deleteConsumer, type PutConsumerPorts, putConsumer } from '../../../application/consumers.ts';
import type { Store } from '../../../application/ports.ts';
import { type SubscribePorts, subscribe } from '../../../application/subscribe.ts';
import { tryKillSwitch } from '../../../application/try-kill-switch.ts';
import { unsubscribe } from '../../../application/unsubscribe.ts';
import type { Consumer } from '../../../domain/consumer.ts';
import { DomainError } from '../../../domain/errors.ts';
import { KILL_SWITCH_REASONS } from '../../../domain/kill-switch.ts';
import { NAME_LENGTH } from '../../../domain/subject.ts';
import { MigrationShape } from '../entities/announcement.ts';
import { CONSUMER, ConsumerShape, SubscriptionShape } from '../entities/consumer.ts';
import { Entity, Json, List, PageOf, Text } from '../entities/entity.ts';
import { BreakShape } from '../entities/verdict.ts';
import type { HandlerPorts } from '../handler.ts';
import { PAGING, paging } from '../query.ts';
import { defineRoute, type Route } from '../route.ts';
import { Members } from '../shape.ts';
import {
  GithubShape,
  KillSwitchReasonShape,
  KillSwitchShape,
  ReadFieldShape,
  SlackShape,
  TierShape,
} from '../shapes.ts';
import { channelTestRoutes } from './channel-tests.ts';

type Ports = SubscribePorts & PutConsumerPorts;

const PutOutcome = Type.Enum(['created', 'updated', 'unchanged']);
const PutConsumerShape = Entity('PutConsumer', { outcome: PutOutcome, ...CONSUMER }, 'A consumer as it is now.');
const UndeclaredReadShape = Entity('UndeclaredRead', {
  pointer: Text('RFC 6901 pointer into the record.'),
  nearest: List(Type.String(), { description: 'Pointers that the version declares, nearest first.' }),
});
const PutSubscriptionShape = Entity('PutSubscription', {
  outcome: PutOutcome,
  subscription: SubscriptionShape,
  opened: List(Type.String(), { description: 'Open announcements that concern it from now on.' }),
  alreadyBroken: Type.Optional(BreakShape),
  undeclared: Type.Optional(
    List(UndeclaredReadShape, {
      description: 'Fields that it reads and its version does not declare: misspelt, unless they are meant.',
    }),
  ),
});

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
  'One trial of a kill switch.',
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
  body: Members(
    {
      team: Type.Optional(
        Type.String({ minLength: 1, maxLength: NAME_LENGTH, description: "By default the caller's." }),
      ),
      tier: TierShape,
      slack: Type.Optional(SlackShape),
      github: Type.Optional(GithubShape),
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
  handle: async ({ params, body, principal, from }, ports: Ports) => {
    const team = body.team ?? principal.team ?? '';
    const request = { ...body, name: params.consumer, team, releases: body.releases ?? [], principal, from };
    const { outcome, consumer } = await putConsumer(request, ports);
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

const listSubscriptions = defineRoute({
  operationId: 'listSubscriptions',
  method: 'GET',
  path: '/v1/consumers/{consumer}/subscriptions',
  verb: 'read',
  summary: 'What a consumer subscribes to',
  query: Members(PAGING),
  reply: { 200: { description: 'A page of subscriptions', body: PageOf(SubscriptionShape) } },
  refuses: ['not-found'],
  handle: async ({ params, query }, { store }: Ports) => {
    const { name } = await getConsumer(params.consumer, store);
    return { status: 200, body: await store.listSubscriptionsOfConsumer(name, paging(query)) };
  },
});

const readSubscription = defineRoute({
  operationId: 'readSubscription',
  method: 'GET',
  path: '/v1/consumers/{consumer}/subscriptions/{subject}',
  verb: 'read',
  summary: 'One subscription',
  reply: { 200: { description: 'The subscription', body: SubscriptionShape } },
  refuses: ['not-found'],
  handle: async ({ params }, { store }: Ports) => {
    const subscription = await store.find('subscription', params);
    if (!subscription) throw new DomainError('not-found', `${params.consumer} does not subscribe to ${params.subject}`);
    return { status: 200, body: subscription };
  },
});

const putSubscription = defineRoute({
  operationId: 'putSubscription',
  method: 'PUT',
  path: '/v1/consumers/{consumer}/subscriptions/{subject}',
  verb: 'subscribe',
  summary: 'Subscribe a consumer, or change its subscription; 201 new, 200 changed or the same again',
  body: Members(
    {
      trainedOn: Type.Union([Type.Integer({ minimum: 1 }), Type.Enum(['head', 'latest'])], {
        description: 'The version that the model was trained on: its number, or what that is now.',
      }),
      reads: Type.Array(ReadFieldShape, { maxItems: 500, description: 'Empty: everything that version declares.' }),
      strict: Type.Optional(Type.Boolean({ description: 'What the trained version does not declare is rejected.' })),
      expectations: Type.Optional(Json('A JSON Schema that replaces the contract derived from the trained version.')),
      undeclared: Type.Optional(
        Type.Boolean({ description: 'Fields that the version does not declare are meant, and not warned of.' }),
      ),
    },
    {
      title: 'SubscriptionRequest',
      examples: [{ trainedOn: 12, reads: [{ pointer: '/category', handles: ['new-values'] }] }],
    },
  ),
  reply: {
    200: { description: 'Changed, or the same again', body: PutSubscriptionShape },
    201: { description: 'A new subscription', body: PutSubscriptionShape },
  },
  refuses: ['not-found', 'conflict', 'unknown-field', 'invalid-schema', 'remote-reference', 'dangling-reference'],
  handle: async ({ params, body, principal, from }, ports: Ports) => {
    const { trainedOn, strict, ...contract } = body;
    const request = { ...params, ...contract, trainedOn: String(trainedOn), strict: strict ?? false, principal, from };
    const { outcome, subscription, opened, undeclared } = await subscribe(request, ports);
    const { alreadyBroken } = subscription;
    const body_ = {
      outcome,
      subscription,
      opened,
      ...(alreadyBroken ? { alreadyBroken } : {}),
      ...(undeclared.length > 0 ? { undeclared } : {}),
    };
    return { status: outcome === 'created' ? 201 : 200, body: body_ };
  },
});

const removeSubscription = defineRoute({
  operationId: 'deleteSubscription',
  method: 'DELETE',
  path: '/v1/consumers/{consumer}/subscriptions/{subject}',
  verb: 'subscribe',
  summary: 'Unsubscribe; open migrations end with it',
  reply: { 204: { description: 'Unsubscribed' } },
  refuses: ['not-found'],
  handle: async ({ params, principal, from }, ports: WritePorts) => {
    await unsubscribe({ ...params, principal, from }, ports);
    return { status: 204 };
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

async function getConsumer(name: string, store: Store): Promise<Consumer> {
  const consumer = await store.find('consumer', { name });
  if (consumer) return consumer;
  throw new DomainError('not-found', `there is no consumer ${name}; \`forewarn consumers\` lists those that exist`);
}

export const consumerRoutes: readonly Route<HandlerPorts & Ports>[] = [
  listConsumers,
  readConsumer,
  put,
  confirm,
  remove,
  testKillSwitch,
  ...channelTestRoutes,
  listSubscriptions,
  readSubscription,
  putSubscription,
  removeSubscription,
  listMigrations,
];
