import { expect, it } from 'vitest';
import { createHttpHandler, type HandlerPorts } from '../../../lib/adapters/http/handler.ts';
import { checkRoutes } from '../../../lib/adapters/http/routes/check.ts';
import { transaction, World } from '../../application/world.ts';
import { A_CONTEXT, anEvent } from './an-event.ts';

const FIELDS = Array.from({ length: 230 }, (_, at) => `a${String(at).padStart(3, '0')}`);
const fields = (type: string) => Object.fromEntries(FIELDS.map((name) => [name, { type }]));

it('answers first with what breaks a model, also where more changed than an answer holds', async () => {
  const world = new World();
  await world.grant();
  await world.publish(transaction(fields('integer')));
  await world.subscribe('fraud', ['/category'], { team: 'ml' });
  const keptReplies: HandlerPorts['keptReplies'] = { once: (_request, work) => work() };
  const secondOpinion = { describe: async () => ({ available: false as const, reason: 'not asked' }) };
  const handler = createHttpHandler(checkRoutes, () => ({ ...world, keptReplies, secondOpinion }));

  const reply = await handler(
    anEvent({
      routeKey: 'POST /v1/compatibility/subjects/{subject}/versions/{version}',
      params: { subject: 'payments.transaction', version: 'head' },
      body: JSON.stringify({ schema: transaction({ ...fields('string'), category: { type: 'string' } }) }),
    }),
    A_CONTEXT,
  );

  const { changes, changeCount, affected } = JSON.parse(reply.body ?? '');
  expect([changes.length, changeCount]).toEqual([200, 231]);
  expect(changes[0].pointer).toBe('/category');
  expect(affected).toMatchObject([{ consumer: 'fraud', changes: [0] }]);
}, 60_000);

it('asks another differ only where it is asked to', async () => {
  const world = new World();
  await world.grant();
  await world.publish(transaction());
  const keptReplies: HandlerPorts['keptReplies'] = { once: (_request, work) => work() };
  let questions = 0;
  const secondOpinion = {
    describe: async () => {
      questions++;
      return { available: true as const, added: false, removed: false };
    },
  };
  const handler = createHttpHandler(checkRoutes, () => ({ ...world, keptReplies, secondOpinion }));
  const ask = async (more: object) => {
    const reply = await handler(
      anEvent({
        routeKey: 'POST /v1/compatibility/subjects/{subject}/versions/{version}',
        params: { subject: 'payments.transaction', version: 'head' },
        body: JSON.stringify({ schema: transaction({ category: { type: 'string' } }), ...more }),
      }),
      A_CONTEXT,
    );
    return JSON.parse(reply.body ?? '');
  };
  expect(await ask({})).not.toHaveProperty('secondOpinion');
  expect(await ask({ secondOpinion: false })).not.toHaveProperty('secondOpinion');
  expect(questions).toBe(0);
  expect(await ask({ secondOpinion: true })).toMatchObject({ secondOpinion: { available: true, added: false } });
  expect(questions).toBe(1);
});
