import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type System, startSystem } from './system.ts';

const SUBJECT = 'payments.card';
const schema = { type: 'object', properties: { category: { type: 'integer' } }, required: ['category'] };

describe('a subject that ends', () => {
  let system: System;
  const told = () =>
    system.cloud
      .topicMessages()
      .map(({ message }) => JSON.parse(message))
      .filter(({ data }) => data.retires === true)
      .map(({ type, data }) => [type, data.live]);
  const status = async () => (await system.call('GET', `/v1/subjects/${SUBJECT}`, { as: 'payments' })).body.status;
  const pass = async (advance: string) => {
    await system.call('POST', '/__local/clock', { body: { advance } });
    await system.settle();
  };

  beforeAll(async () => {
    system = await startSystem();
    await system.addTeam('payments', ['read', 'publish'], 'payments');
    await system.addTeam('fraud-ml', ['read', 'subscribe']);
    await system.call('POST', `/v1/subjects/${SUBJECT}/versions`, { as: 'payments', body: { schema } });
    const consumer = { tier: 'standard', slack: { channel: '#fraud-ml' } };
    await system.call('PUT', '/v1/consumers/fraud', { as: 'fraud-ml', body: consumer });
    const body = { trainedOn: 'head', reads: [{ pointer: '/category' }] };
    await system.call('PUT', `/v1/consumers/fraud/subscriptions/${SUBJECT}`, { as: 'fraud-ml', body });
    await system.settle();
  }, 120_000);
  afterAll(async () => await system?.stop());

  it('is foreseen, and refused by a date that is too soon', async () => {
    const foreseen = await system.call('GET', `/v1/subjects/${SUBJECT}/retirement`, { as: 'fraud-ml' });
    expect(foreseen.body).toMatchObject({ wouldBe: 'announced', passes: false, readers: [{ consumer: 'fraud' }] });
    const sunset = system.cloud.clock.now().toISOString().slice(0, 10);
    const soon = await system.call('POST', `/v1/subjects/${SUBJECT}/retire`, { as: 'payments', body: { sunset } });
    expect(soon).toMatchObject({ status: 409, body: { code: 'notice-too-short' } });
    const stranger = await system.call('POST', `/v1/subjects/${SUBJECT}/retire`, { as: 'fraud-ml', body: {} });
    expect(stranger.status).toBe(403);
  }, 30_000);

  it('is announced, taken back, and announced again', async () => {
    const first = await system.call('POST', `/v1/subjects/${SUBJECT}/retire`, { as: 'payments', body: {} });
    expect(first).toMatchObject({ status: 200, body: { outcome: 'announced', status: 'active' } });
    await system.settle();
    expect(told()).toEqual([['dev.forewarn.change.announced.v1', false]]);
    const body = { reason: 'the new feed is late' };
    const kept = await system.call('POST', `/v1/subjects/${SUBJECT}/retirement/withdraw`, { as: 'payments', body });
    expect(kept.body).not.toHaveProperty('retirement');
    await system.settle();
    await system.call('POST', `/v1/subjects/${SUBJECT}/retire`, { as: 'payments', body: {} });
    await system.settle();
    expect(told().map(([type]) => type)).toEqual([
      'dev.forewarn.change.announced.v1',
      'dev.forewarn.migration.updated.v1',
      'dev.forewarn.change.announced.v1',
    ]);
  }, 60_000);

  it('is retired by the sweep once its date is over, and told so', async () => {
    await pass('P7D');
    expect(await status()).toBe('active');
    await pass('P14D');
    await pass('PT2H');
    expect(await status()).toBe('retired');
    // Its reader has not come through: it hears of the end as loudly as of any change that breaks it.
    expect(told().at(-1)).toEqual(['dev.forewarn.model.exposed.v1', true]);
  }, 90_000);
});
