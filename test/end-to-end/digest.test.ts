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
    await publish('payments.quiet', { schema: schema({}), observe: true });
    for (const subject of ['payments.observed', 'payments.quiet']) {
      const body = { policy: {}, channel: '#payments-data' };
      await system.call('PUT', `/v1/subjects/${subject}/policy`, { as: 'payments', body });
    }
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
    const readers = messages.filter(({ channel }) => channel === '#fraud-ml');
    expect(readers).toHaveLength(1);
    expect(readers[0]?.text).toMatch(
      /^For your information: `amount` gains a default: 1 and changes of 1 more version\n/,
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
    const [report, ...others] = messages.filter(({ channel }) => channel === '#payments-data');
    expect(others).toEqual([]);
    expect(report?.text).toMatch(/^Trial month: 1 change of 1 subject would have been announced to fraud\n/);
    expect(system.cloud.denials()).toEqual([]);
  }, 60_000);

  it('is told on the command line as well, and ends where its owner says so', async () => {
    const wrong = await system.call('PUT', '/v1/subjects/payments.quiet/observation', {
      as: 'payments',
      body: { until: 'soon' },
    });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ pointer: '/until' }] } });
    const report = await system.forewarn('payments', ['observed']);
    const refused = await system.forewarn('fraud-ml', ['subjects', 'payments.observed', '--no-observe']);
    const ended = await system.forewarn('payments', ['subjects', 'payments.observed', '--no-observe']);
    const again = await system.forewarn('payments', ['subjects', 'payments.observed', '--observe', '2099-01-01']);

    expect(report.stdout).toContain('2 subjects are only observed; 1 change would have been announced to 1 model.');
    expect(report.stdout).toMatch(
      / {2}v1 -> v2 .* would have told fraud \(standard\)\n {4}type-changed \/category integer -> string/,
    );
    expect(refused.code).not.toBe(0);
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining('is observed no more') });
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('more than 30 days ahead') });
  }, 60_000);

  it('has the end of a trial told to its owner a week before, and to nobody else', async () => {
    const before = (await system.slack()).length;
    const ends = async () => (await system.slack()).filter(({ text }) => text.includes('it ends for'));
    for (let day = 0; day < 30 && (await ends()).length === 0; day++) {
      await system.call('POST', '/__local/clock', { body: { advance: 'P1D' } });
      await system.settle();
    }

    const told = await ends();
    const { body } = await system.call('GET', '/v1/subjects/payments.quiet', { as: 'payments' });
    expect(Date.parse(body.observeUntil)).toBeGreaterThan(system.cloud.clock.now().getTime());
    expect(told).toMatchObject([{ channel: '#payments-data' }]);
    expect(told[0]?.text).toContain('`payments.quiet` is observed until');
    expect((await system.slack()).length).toBe(before + 1);
    expect(digests().at(-1)?.data.ends).toMatchObject([{ subject: 'payments.quiet' }]);
    expect(system.cloud.denials()).toEqual([]);
  }, 60_000);
});
