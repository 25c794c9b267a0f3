import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type System, startSystem } from './system.ts';

const schema = (amount: object, category: object = { type: 'integer' }) => ({
  type: 'object',
  properties: { amount: { type: 'number', ...amount }, category },
  required: ['category'],
});

describe('a week in which nothing needs an answer', () => {
  let system: System;
  const publish = async (subject: string, body: object) => {
    const published = await system.call('POST', `/v1/subjects/${subject}/versions`, { as: 'payments', body });
    expect(published.status).toBe(201);
    await system.settle();
  };
  const digests = () =>
    system.cloud
      .topicMessages()
      .map(({ message }) => JSON.parse(message))
      .filter(({ type }) => type === 'dev.forewarn.digest.published.v1');

  beforeAll(async () => {
    system = await startSystem();
    await system.addTeam('payments', ['read', 'publish'], 'payments');
    await system.addTeam('fraud-ml', ['read', 'subscribe']);
    await publish('payments.read', { schema: schema({}) });
    await publish('payments.observed', { schema: schema({}), observe: true });
    const consumer = { tier: 'standard', slack: { channel: '#fraud-ml', mention: 'S0614TZR7' } };
    await system.call('PUT', '/v1/consumers/fraud', { as: 'fraud-ml', body: consumer });
    for (const subject of ['payments.read', 'payments.observed']) {
      const body = { trainedOn: 'head', reads: [{ pointer: '/amount' }, { pointer: '/category' }] };
      await system.call('PUT', `/v1/consumers/fraud/subscriptions/${subject}`, { as: 'fraud-ml', body });
    }
  }, 120_000);
  afterAll(async () => await system?.stop());

  it('tells nobody at once', async () => {
    await publish('payments.read', { schema: schema({ default: 1 }) });
    await publish('payments.read', { schema: schema({ default: 2 }) });
    await publish('payments.observed', { schema: schema({}, { type: 'string' }) });

    expect(await system.slack()).toEqual([]);
    expect(digests()).toEqual([]);
  }, 60_000);

  it('ends with one digest for the readers and a report for the owner of what is only observed', async () => {
    await system.call('POST', '/__local/clock', { body: { advance: 'P7D' } });
    await system.settle();

    const messages = await system.slack();
    expect(messages.map(({ channel }) => channel)).toEqual(['#fraud-ml']);
    expect(messages[0]?.text).toMatch(
      /^For your information: `amount` default changed.* and changes of 1 more version\n/,
    );
    expect(digests().map(({ data }) => data)).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({
          team: 'fraud-ml',
          news: [expect.objectContaining({ version: 2 }), expect.objectContaining({ version: 3 })],
          observed: [],
        }),
        expect.objectContaining({
          team: 'payments',
          news: [],
          observed: [expect.objectContaining({ subject: 'payments.observed', version: 2, affected: 1 })],
        }),
      ]),
    );
    expect(digests()).toHaveLength(2);
    expect(system.cloud.denials()).toEqual([]);
  }, 60_000);
});
