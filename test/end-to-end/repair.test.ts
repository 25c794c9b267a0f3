import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type System, startSystem } from './system.ts';

const SUBJECT = 'shop.order';
const VERSIONS = `/v1/subjects/${SUBJECT}/versions`;
const record = (type: string) => ({ type: 'object', properties: { b: { type } } });

/** What a team was not told arrives once somebody mends its channel, and nobody sends it again by hand. */
describe('a channel that is repaired', () => {
  let system: System;
  let announcement: string;
  const breakSlack = async (body: object) => await system.call('POST', '/__local/slack/faults', { body });
  const said = async (channel: string) =>
    (await system.slack()).filter((one) => one.channel === channel && !one.text.startsWith('Test'));
  const hearing = async (consumer: string) => {
    const { body } = await system.call('GET', `/v1/announcements/${announcement}/migrations/${consumer}`, { as: 'ml' });
    return body.hearing;
  };
  const put = async (consumer: string, channel: string) =>
    await system.call('PUT', `/v1/consumers/${consumer}`, {
      as: 'ml',
      body: { tier: 'standard', slack: { channel }, releases: ['v7'] },
    });

  beforeAll(async () => {
    system = await startSystem();
    await system.addTeam('shop', ['read', 'publish'], 'shop');
    await system.addTeam('ml', ['read', 'subscribe']);
    const archivedChannels = ['#archived', '#deleted', '#dissolved'];
    await breakSlack({ archivedChannels });
    await system.call('POST', VERSIONS, { as: 'shop', body: { schema: record('integer') } });
    for (const [consumer, channel] of Object.entries({ fraud: '#archived', churn: '#deleted', spam: '#dissolved' })) {
      await put(consumer, channel);
      const subscription = { trainedOn: 'head', reads: [{ pointer: '/b' }] };
      await system.call('PUT', `/v1/consumers/${consumer}/subscriptions/${SUBJECT}`, { as: 'ml', body: subscription });
    }
    const published = await system.call('POST', VERSIONS, { as: 'shop', body: { schema: record('string') } });
    announcement = published.body.announcementId;
    await system.settle();
    for (const consumer of ['fraud', 'churn', 'spam'])
      expect(await hearing(consumer)).toMatchObject({ name: 'untold', error: 'is_archived' });
  }, 180_000);
  afterAll(async () => await system?.stop());

  it('has its message as soon as it takes a test', async () => {
    await breakSlack({ clear: true });
    await breakSlack({ archivedChannels: ['#deleted', '#dissolved'] });
    expect((await system.forewarn('ml', ['channels', 'test', '--consumer', 'fraud'])).code).toBe(0);
    await system.settle();
    const [first, ...more] = await said('#archived');
    expect(first?.text).toContain('`b` changes integer → string');
    expect(more).toEqual([]);
    expect(await hearing('fraud')).toMatchObject({ name: 'told', by: 'slack' });
    expect(await hearing('churn')).toMatchObject({ name: 'untold' });
  }, 60_000);

  it('has it where the model is given another one', async () => {
    await put('churn', '#churn-ml');
    await system.settle();
    expect((await said('#churn-ml')).map(({ text }) => text)).toEqual([
      expect.stringContaining('`b` changes integer → string'),
    ]);
    expect(await hearing('churn')).toMatchObject({ name: 'told', by: 'slack' });
  }, 60_000);

  it('is replaced by where the team escalates to, as soon as it names that', async () => {
    const settings = { slack: { escalation: '#on-call' } };
    await system.call('PUT', '/v1/teams/ml/settings', { as: 'ml', body: settings });
    await system.settle();
    const [message] = await said('#on-call');
    expect(message?.text).toContain('Told here because #dissolved did not take it: is_archived');
    expect(await hearing('spam')).toMatchObject({ name: 'told', by: 'slack' });
  }, 60_000);

  it('has its message at once by hand, too', async () => {
    await breakSlack({ clear: true });
    const redriven = await system.forewarn('shop', ['deliveries', 'redrive', '--announcement', announcement]);
    expect(redriven.code).toBe(0);
    await system.settle();
    expect(await said('#dissolved')).toHaveLength(1);
  }, 60_000);
});
