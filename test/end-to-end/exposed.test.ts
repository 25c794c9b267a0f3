import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type System, startSystem } from './system.ts';

const SUBJECT = 'shop.order';
const VERSIONS = `/v1/subjects/${SUBJECT}/versions`;
const record = (type: string) => ({ type: 'object', properties: { b: { type } } });
/** A Thursday; the date of every model is over by then. */
const LIVE = '2027-03-25T14:00:00.000Z';

/** A change goes live over a model that has not migrated; by HTTP and the command line only. */
describe('a change that goes live over a model', () => {
  let system: System;
  let announcement: string;
  const moveClock = async (now: string) => {
    await system.call('POST', '/__local/clock', { body: { now } });
    await system.settle();
  };
  const loud = async (channel: string) =>
    (await system.slack()).filter((one) => one.channel === channel && one.text.includes('Breaks now'));
  const put = async (consumer: string, slack: object) => {
    await system.call('PUT', `/v1/consumers/${consumer}`, {
      as: 'ml',
      body: { tier: 'standard', slack, releases: ['v7'] },
    });
    const subscription = { trainedOn: 'head', reads: [{ pointer: '/b' }] };
    await system.call('PUT', `/v1/consumers/${consumer}/subscriptions/${SUBJECT}`, { as: 'ml', body: subscription });
  };

  beforeAll(async () => {
    system = await startSystem();
    await moveClock('2027-03-01T09:00:00.000Z');
    await system.addTeam('shop', ['read', 'publish'], 'shop');
    await system.addTeam('ml', ['read', 'subscribe']);
    await system.forewarn('admin', ['policy', 'set', 'fallbackChannel=#admins']);
    await system.call('POST', VERSIONS, { as: 'shop', body: { schema: record('integer') } });
    await put('fraud', { channel: '#ml', mention: 'S0614TZR7' });
    await put('churn', { channel: '#churn-ml' });
    const published = await system.call('POST', VERSIONS, { as: 'shop', body: { schema: record('string') } });
    announcement = published.body.announcementId;
    await system.settle();
    await moveClock('2027-03-16T12:30:00.000Z');
    await moveClock(LIVE);
    await system.call('POST', '/__local/slack/faults', { body: { archivedChannels: ['#churn-ml'] } });
  }, 180_000);
  afterAll(async () => await system?.stop());

  it('is foretold by the gate, and told at once with mention and record', async () => {
    const gate = await system.call('GET', `${VERSIONS}/2/gate?environment=production`, { as: 'shop' });
    expect(gate.body).toMatchObject({ gate: 'open', willBreak: [{ consumer: 'churn' }, { consumer: 'fraud' }] });
    expect((await system.forewarn('shop', ['activate', SUBJECT, '2'])).code).toBe(0);
    await system.settle();
    const [message, ...more] = await loud('#ml');
    expect(more).toEqual([]);
    expect(message?.text).toContain('<!subteam^S0614TZR7>');
    expect(message?.text).toContain('`b` changes integer → string');
  }, 60_000);

  it('reaches the administrators where its team’s channel takes nothing', async () => {
    const [message, ...more] = await loud('#admins');
    expect(more).toEqual([]);
    expect(message?.text).toContain('churn');
    expect(message?.text).not.toContain('fraud');
  });

  it('is told again on the next working day, until its team answers', async () => {
    await moveClock('2027-03-26T10:15:00.000Z');
    expect(await loud('#ml')).toHaveLength(2);
    const answered = await system.call('PUT', `/v1/announcements/${announcement}/migrations/fraud`, {
      as: 'ml',
      body: { answer: 'acknowledge' },
    });
    expect(answered.body.outcome).toBe('moved');
    await moveClock('2027-03-29T10:15:00.000Z');
    expect(await loud('#ml')).toHaveLength(2);
  }, 60_000);
});
