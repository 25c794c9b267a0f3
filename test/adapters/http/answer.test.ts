import { beforeEach, describe, expect, it } from 'vitest';
import { createHttpHandler, type HandlerPorts } from '../../../lib/adapters/http/handler.ts';
import { announcementRoutes } from '../../../lib/adapters/http/routes/announcements.ts';
import type { Principal } from '../../../lib/domain/principal.ts';
import { producer, reader, transaction, World } from '../../application/world.ts';
import { A_CONTEXT, anEvent } from './an-event.ts';

const PATH = '/v1/announcements/{announcement}/migrations/{consumer}';
let world: World;
let announcement: string;

beforeEach(async () => {
  world = new World();
  await world.grant();
  await world.publish(transaction());
  await world.subscribe('fraud', ['/category'], { team: 'ml' });
  const published = await world.publish(transaction({ category: { type: 'string' } }), { sunset: '2026-12-08' });
  announcement = (published.outcome === 'created' && published.announcementId) || '';
  await world.planAll(announcement);
});

async function call(method: 'GET' | 'PUT', body?: object, { as = reader('ml'), consumer = 'fraud' } = {}) {
  const keptReplies: HandlerPorts['keptReplies'] = { once: (_request, work) => work() };
  const handler = createHttpHandler(announcementRoutes, () => ({ ...world, keptReplies }));
  const principal: Principal = as;
  const event = anEvent({
    routeKey: `${method} ${PATH}`,
    params: { announcement, consumer },
    authorizer: { principal: JSON.stringify(principal) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const reply = await handler(event, A_CONTEXT);
  return { status: reply.statusCode, body: JSON.parse(reply.body ?? '') };
}

describe('an answer over HTTP', () => {
  it('moves the migration, is the same again without harm, and is read back', async () => {
    const extend = { answer: 'extend', until: '2026-12-15', reason: 'release freeze' };
    const first = await call('PUT', extend);
    expect(first).toMatchObject({ status: 200, body: { outcome: 'moved', migration: { state: { name: 'granted' } } } });
    expect(first.body.migration.deadline).toBe('2026-12-15');
    await call('PUT', { answer: 'acknowledge' });
    const acknowledged = await call('PUT', { answer: 'acknowledge' });
    expect(acknowledged).toMatchObject({ status: 200, body: { outcome: 'unchanged', because: expect.any(String) } });
    expect(await call('GET')).toMatchObject({ status: 200, body: { consumer: 'fraud', state: { name: 'granted' } } });
  });
  it('is a conflict with its remedy where it cannot be', async () => {
    const early = await call('PUT', { answer: 'extend', until: '2026-12-01', reason: 'release freeze' });
    expect(early).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(early.body.detail).toContain('ask for a later date');
  });
  it('is a conflict where somebody else has answered since it was read', async () => {
    const seen = world.clock.now();
    world.clock.set('2026-11-21T09:00:00.000Z');
    await call('PUT', { answer: 'acknowledge' }, { as: { ...reader('ml'), id: 'slack:UANN1' } });
    const late = await call('PUT', { answer: 'not-affected', reason: 'we drop it', seen });
    expect(late).toMatchObject({ status: 409, body: { detail: expect.stringContaining('became acknowledged') } });
    expect(late.body.detail).toContain('read it again');
  });
  it.each([
    [{ answer: 'extend', reason: 'release freeze' }, '/until'],
    [{ answer: 'extend', until: 'Tuesday', reason: 'release freeze' }, '/until'],
    [{ answer: 'object' }, '/reason'],
    [{ answer: 'object', reason: 'no' }, '/reason'],
    [{ answer: 'object', reason: 'x'.repeat(501) }, '/reason'],
    [{ answer: 'waive', reason: '    ' }, '/reason'],
    [{ answer: 'acknowledge', reason: 'because' }, '/reason'],
    [{ answer: 'object', reason: 'because', until: '2026-12-15' }, '/until'],
    [{ answer: 'acknowledge', seen: 'yesterday' }, '/seen'],
    [{ answer: 'perhaps' }, '/answer'],
    [{}, ''],
  ])('is refused with its place where it is malformed: %j', async (body, pointer) => {
    const reply = await call('PUT', body);
    expect(reply).toMatchObject({ status: 400, body: { code: 'invalid-request', errors: [{ pointer }] } });
  });
  it('is refused to others, and for a model that it does not concern', async () => {
    expect(await call('PUT', { answer: 'acknowledge' }, { as: producer })).toMatchObject({ status: 403 });
    expect(await call('PUT', { answer: 'acknowledge' }, { consumer: 'revenue' })).toMatchObject({ status: 404 });
    expect(await call('GET', undefined, { consumer: 'revenue' })).toMatchObject({ status: 404 });
  });
});
