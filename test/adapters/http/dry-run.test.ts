import { beforeEach, describe, expect, it } from 'vitest';
import { createHttpHandler, type HandlerPorts } from '../../../lib/adapters/http/handler.ts';
import { consumerRoutes } from '../../../lib/adapters/http/routes/consumers.ts';
import { registerRoutes } from '../../../lib/adapters/http/routes/register.ts';
import { retirementRoutes } from '../../../lib/adapters/http/routes/retirement.ts';
import type { Principal } from '../../../lib/domain/principal.ts';
import { producer, reader, SUBJECT, transaction, World } from '../../application/world.ts';
import { A_CONTEXT, anEvent } from './an-event.ts';

let world: World;
beforeEach(async () => {
  world = new World();
  await world.grant();
  await world.publish(transaction());
});

interface Call {
  readonly routeKey: string;
  readonly params: Record<string, string>;
  readonly query: Record<string, string>;
  readonly body: object;
  readonly principal?: Principal;
}

async function call({ routeKey, params, query, body, principal: caller }: Call) {
  const keptReplies: HandlerPorts['keptReplies'] = { once: (_request, work) => work() };
  const routes = routeKey.startsWith('POST') ? [...registerRoutes, ...retirementRoutes] : consumerRoutes;
  const ports = { ...world, keptReplies, killSwitchTargets: new Set<string>(), optionalChannels: new Set<string>() };
  const principal = caller ?? (routeKey.startsWith('POST') ? producer : reader('ml'));
  const handler = createHttpHandler(routes, () => ports);
  const event = anEvent({
    routeKey,
    params,
    query,
    body: JSON.stringify(body),
    authorizer: { principal: JSON.stringify(principal) },
  });
  const reply = await handler(event, A_CONTEXT);
  return { status: reply.statusCode, body: JSON.parse(reply.body ?? '') };
}

const putConsumer = (query: Record<string, string>) =>
  call({
    routeKey: 'PUT /v1/consumers/{consumer}',
    params: { consumer: 'fraud' },
    query,
    body: { team: 'ml', tier: 'standard' },
  });
const subscribe = (query: Record<string, string>, pointer = '/category') =>
  call({
    routeKey: 'PUT /v1/consumers/{consumer}/subscriptions/{subject}',
    params: { consumer: 'fraud', subject: SUBJECT },
    query,
    body: { trainedOn: 1, reads: [{ pointer }] },
  });
const publish = (query: Record<string, string>) =>
  call({
    routeKey: 'POST /v1/subjects/{subject}/versions',
    params: { subject: SUBJECT },
    query,
    body: { schema: { type: 'object', properties: { id: { type: 'string' } } } },
  });
const retire = (query: Record<string, string>, principal: Principal = producer) =>
  call({ routeKey: 'POST /v1/subjects/{subject}/retire', params: { subject: SUBJECT }, query, body: {}, principal });
const dryRun = 'true';

describe('dryRun=true', () => {
  it('answers as the write will, and writes nothing', async () => {
    const planned = [await putConsumer({ dryRun }), await subscribe({ dryRun, team: 'ml' }), await publish({ dryRun })];

    expect(planned.map(({ status, body }) => [status, body.outcome])).toEqual(Array(3).fill([201, 'created']));
    expect(await world.store.find('consumer', { name: 'fraud' })).toBeUndefined();
    expect(await world.store.find('version', { subject: SUBJECT, version: 2 })).toBeUndefined();
    const done = [await putConsumer({}), await subscribe({}), await publish({})];
    expect(done.map(({ status, body }) => [status, body.outcome])).toEqual(Array(3).fill([201, 'created']));
  });

  it('foretells the end of a subject, and ends nothing', async () => {
    const dry = await retire({ dryRun });

    expect(dry).toMatchObject({ status: 200, body: { outcome: 'retired', status: 'retired' } });
    expect(await world.store.find('subject', { name: SUBJECT })).not.toMatchObject({ status: 'retired' });
    expect((await retire({ dryRun }, reader('ml'))).status).toBe(403);
    expect((await retire({})).body).toMatchObject({ outcome: 'retired', status: 'retired' });
  });

  it('refuses what the write refuses', async () => {
    const dry = await subscribe({ dryRun, team: 'ml' }, '/categroy');
    await putConsumer({});
    const real = await subscribe({}, '/categroy');

    expect(dry).toMatchObject({ status: 422, body: { code: 'unknown-field', errors: real.body.errors } });
    expect((await subscribe({ dryRun, team: 'others' })).status).toBe(201);
  });

  it('assumes no team for the caller that may not speak for it, and none for a write', async () => {
    expect(await subscribe({ dryRun, team: 'others' })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await subscribe({ team: 'ml' })).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect(await subscribe({ dryRun: 'false' })).toMatchObject({ status: 404 });
  });
});
