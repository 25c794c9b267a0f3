import * as Type from 'typebox';
import { getConsumer } from '../../../application/load-consumer.ts';
import type { Store } from '../../../application/ports/store.ts';
import type { JudgingPorts, WritePorts } from '../../../application/ports/write-ports.ts';
import { rehearse } from '../../../application/rehearse.ts';
import { subscribe } from '../../../application/subscribing/subscribe.ts';
import { unsubscribe } from '../../../application/subscribing/unsubscribe.ts';
import { defined } from '../../../domain/defined.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { Tier } from '../../../domain/policy/settings/policy.ts';
import { NAME_LENGTH } from '../../../domain/subject.ts';
import { SubscriptionShape } from '../entities/consumer.ts';
import { Entity, Json, List, PageOf, Text } from '../entities/entity.ts';
import { BreakShape } from '../entities/verdict.ts';
import type { HandlerPorts } from '../handler.ts';
import { invalidRequest } from '../problem.ts';
import { DRY_RUN, PAGING, paging } from '../query.ts';
import { defineRoute, type Route } from '../route.ts';
import { Members } from '../shape.ts';
import { PutOutcome, ReadFieldShape, TierShape } from '../shapes.ts';

type Ports = JudgingPorts;

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
  query: Members({
    ...DRY_RUN,
    team: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: NAME_LENGTH,
        description: 'With `dryRun`: the team that the consumer will have, where it is not there yet.',
      }),
    ),
    tier: Type.Optional(TierShape),
  }),
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
  handle: async ({ params, query, body, principal, from }, ports: Ports) => {
    const { trainedOn, strict, ...contract } = body;
    const request = { ...params, ...contract, trainedOn: String(trainedOn), strict: strict ?? false, principal, from };
    const store = storeFor(query, params.consumer, ports);
    const { outcome, subscription, opened, undeclared } = await subscribe(request, { ...ports, store });
    const { alreadyBroken } = subscription;
    const body_ = {
      outcome,
      subscription,
      opened,
      ...defined({ alreadyBroken }),
      ...(undeclared.length > 0 ? { undeclared } : {}),
    };
    return { status: outcome === 'created' ? 201 : 200, body: body_ };
  },
});

/** Of a dry run the consumer may be one that only will be there. */
function storeFor(
  { dryRun, team, tier = 'standard' }: { readonly dryRun?: boolean; readonly team?: string; readonly tier?: Tier },
  name: string,
  { store, clock }: Ports,
): Store {
  if (!dryRun && team !== undefined) throw invalidRequest('', 'the query team is for a dry run: add dryRun=true');
  if (!dryRun) return store;
  const now = clock.now();
  const assumed = { name, tier, releases: [], lastSeenAt: now, createdAt: now, revision: 0 };
  return rehearse(store, team === undefined ? undefined : { ...assumed, team });
}

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

export const subscriptionRoutes: readonly Route<HandlerPorts & Ports>[] = [
  listSubscriptions,
  readSubscription,
  putSubscription,
  removeSubscription,
];
