import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type System, startSystem } from './system.ts';

const SUBJECT = 'shop.order';
const VERSIONS = `/v1/subjects/${SUBJECT}/versions`;
const record = (type: string) => ({ type: 'object', properties: { b: { type } } });
const DATE = '2027-03-15';
const HELD_UNTIL = '2027-03-22';

/** The date of a team's change passes, and nobody of that team ever heard of it; by HTTP and the command line only. */
describe('a team whose channel is archived', () => {
  let system: System;
  let announcement: string;
  const moveClock = async (now: string) => {
    await system.call('POST', '/__local/clock', { body: { now } });
    await system.settle();
  };
  const breakSlack = async (body: object) => await system.call('POST', '/__local/slack/faults', { body });
  const ask = async (version: number) =>
    await system.forewarn('shop', [
      ...['can-i-deploy', '--subject', SUBJECT, '--version', `${version}`, '--to-environment', 'production'],
    ]);
  const said = async (channel: string) => (await system.slack()).filter((one) => one.channel === channel);

  beforeAll(async () => {
    system = await startSystem();
    await moveClock('2027-03-01T09:00:00.000Z');
    await system.addTeam('shop', ['read', 'publish'], 'shop');
    await system.addTeam('ml', ['read', 'subscribe']);
    await system.forewarn('admin', ['policy', 'set', 'fallbackChannel=#admins']);
    await breakSlack({ archivedChannels: ['#gone'] });
    await system.call('POST', VERSIONS, { as: 'shop', body: { schema: record('integer') } });
    await system.call('PUT', '/v1/consumers/z1', {
      as: 'ml',
      body: { tier: 'standard', slack: { channel: '#gone' }, releases: ['v7'] },
    });
    const subscription = { trainedOn: 'head', reads: [{ pointer: '/b' }] };
    await system.call('PUT', `/v1/consumers/z1/subscriptions/${SUBJECT}`, { as: 'ml', body: subscription });
    const published = await system.call('POST', VERSIONS, { as: 'shop', body: { schema: record('string') } });
    announcement = published.body.announcementId;
    await system.settle();
  }, 180_000);
  afterAll(async () => await system?.stop());

  it('is heard of by the administrators at once, with why and what mends it', async () => {
    const [note] = await said('#admins');
    expect(note?.text).toContain('Not told: z1 of team ml');
    expect(note?.text).toContain('#gone did not take the message: is_archived');
    expect(note?.text).toContain('forewarn channels test --consumer z1');
  });

  it('holds the release past its date, and the gate says that it was never told', async () => {
    await moveClock(`${DATE}T09:00:00.000Z`);
    await moveClock('2027-03-17T09:00:00.000Z');
    const { code, stdout } = await ask(2);
    expect({ code, stdout }).toMatchObject({ code: 1, stdout: expect.stringContaining('never told (is_archived)') });
    const gate = await system.call('GET', `${VERSIONS}/2/gate?environment=production`, { as: 'shop' });
    expect(gate.body).toMatchObject({
      gate: 'closed',
      models: [{ consumer: 'z1', because: 'untold', untold: 'is_archived', administratorAfter: HELD_UNTIL }],
    });
    expect((await system.forewarn('shop', ['activate', SUBJECT, '2'])).code).toBe(1);
    expect((await system.forewarn('admin', ['activate', SUBJECT, '2'])).code).toBe(1);
  }, 60_000);

  it('is told once its channel is back and it is sent again, and has the notice of an experimental model then', async () => {
    await breakSlack({ clear: true });
    const redriven = await system.forewarn('shop', ['deliveries', 'redrive', '--announcement', announcement]);
    expect(redriven.code).toBe(0);
    await moveClock('2027-03-17T09:15:00.000Z');
    const [first] = await said('#gone');
    expect(first?.text).toContain('on Mon 22 Mar');
    const shown = await system.call('GET', `/v1/announcements/${announcement}/migrations`, { as: 'ml' });
    expect(shown.body.items).toMatchObject([{ deadline: '2027-03-22', hearing: { name: 'told', by: 'slack' } }]);
    expect((await ask(2)).code).toBe(1);
  }, 60_000);
});
