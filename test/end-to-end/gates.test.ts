import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type System, startSystem } from './system.ts';

const SUBJECT = 'payments.transaction';
const VERSIONS = `/v1/subjects/${SUBJECT}/versions`;
const record = (category: object, more: object = {}) => ({
  type: 'object',
  properties: { category, ...more },
  required: ['category'],
});

/** What a producer, or another team, may try to let a change go live before its date; by HTTP and the command line only. */
describe('a gate that somebody wants open', () => {
  let system: System;
  const gate = async (environment = 'production') =>
    await system.call('GET', `${VERSIONS}/2/gate?environment=${environment}`, { as: 'payments' });
  const activate = async (version = 2) => await system.forewarn('payments', ['activate', SUBJECT, `${version}`]);
  const setPolicy = async (...decisions: string[]) =>
    await system.forewarn('payments', ['policy', 'set', '--subject', SUBJECT, ...decisions]);
  const moveClock = async (now: string) => {
    await system.call('POST', '/__local/clock', { body: { now } });
    await system.settle();
  };

  beforeAll(async () => {
    system = await startSystem();
    await moveClock('2027-03-01T09:00:00.000Z');
    await system.addTeam('payments', ['read', 'publish'], 'payments');
    await system.addTeam('fraud-ml', ['read', 'subscribe']);
    await system.call('POST', VERSIONS, { as: 'payments', body: { schema: record({ type: 'integer' }) } });
    await subscribe('fraud', 'fraud-ml', 'critical');
    await system.call('PUT', '/v1/environments/production/deployments/consumers/fraud', {
      as: 'fraud-ml',
      body: { release: 'v7', reads: [{ subject: SUBJECT, version: 1 }] },
    });
    await system.call('POST', VERSIONS, { as: 'payments', body: { schema: record({ type: 'string' }) } });
    await system.settle();
  }, 180_000);
  afterAll(async () => await system?.stop());

  async function subscribe(consumer: string, team: string, tier: string): Promise<void> {
    const slack = { channel: `#${team}`, mention: 'S0614TZR7' };
    await system.call('PUT', `/v1/consumers/${consumer}`, { as: team, body: { tier, slack, releases: ['v7'] } });
    const body = { trainedOn: 'head', reads: [{ pointer: '/category' }] };
    const to = `/v1/consumers/${consumer}/subscriptions/${SUBJECT}`;
    expect((await system.call('PUT', to, { as: team, body })).status).toBeLessThan(300);
  }

  it.each(['staleAfter=P0D', 'holdCritical=P0D', 'notice.critical=P0D'])(
    'is not opened by %s: that is below what any policy may say',
    async (decision) => {
      const { code, stderr } = await setPolicy(decision);
      expect(code).toBe(2);
      expect(stderr).toMatch(/may not be P0D: the organisation allows P(1|14)D or longer/);
    },
    60_000,
  );

  it.each(['liveEnvironments=nowhere', 'staleAfter=P14D', 'holdCritical=P1D'])(
    'is not opened by %s: the announcement keeps the policy that it was made under',
    async (decision) => {
      expect((await setPolicy(decision)).code).toBe(0);
      expect((await activate()).code).toBe(1);
      expect((await gate()).body).toMatchObject({
        gate: 'closed',
        models: [{ consumer: 'fraud', because: 'waits', administratorAfter: '2027-04-07' }],
      });
    },
    60_000,
  );

  it('is not opened by publishing the same change again, to go live at once', async () => {
    expect((await setPolicy('onBreaking=announce')).code).toBe(0);
    const schema = record({ type: 'string' }, { note: { type: 'string' } });
    const again = await system.call('POST', VERSIONS, { as: 'payments', body: { schema } });
    expect(again.body).toMatchObject({ version: 3, status: 'proposed' });
    await system.settle();
    expect((await activate(3)).code).toBe(1);
    const announced = await system.call('GET', `/v1/announcements/${again.body.announcementId}`, { as: 'payments' });
    expect(announced.body.policy).toMatchObject({
      onBreaking: 'propose',
      liveEnvironments: ['production', 'nowhere'],
      staleAfter: 'P90D',
      holdCritical: 'P7D',
    });
  }, 60_000);

  it('is loosened while it waits by an administrator alone, who says why; dates that were told stay', async () => {
    const { announcementId: id } = (await system.call('GET', `${VERSIONS}/3`, { as: 'payments' })).body;
    const loosen = async (as: string, ...set: string[]) =>
      await system.forewarn(as, ['announcements', 'policy', id, '--set', ...set, '--reason', 'its readers have gone']);
    expect((await loosen('payments', 'staleAfter=P14D')).code).toBe(2);
    expect((await loosen('fraud-ml', 'staleAfter=P14D')).code).toBe(2);
    const low = await loosen('admin', 'staleAfter=P1D', 'holdCritical=P1D');
    expect([low.code, low.stderr]).toEqual([2, expect.stringContaining('the organisation allows P14D or longer')]);
    const { code, stdout } = await loosen('admin', 'staleAfter=P14D', 'liveEnvironments=production');
    expect([code, stdout]).toEqual([0, expect.stringContaining('staleAfter P90D -> P14D')]);
    await system.settle();
    const told = (await system.slack()).filter(({ text }) => text.includes('staleAfter P90D → P14D'));
    expect(told.map(({ channel, text }) => [channel, text.includes('its readers have gone')])).toEqual([
      ['#fraud-ml', true],
    ]);
    const read = await system.call('GET', `${VERSIONS}/3/gate?environment=production`, { as: 'payments' });
    expect(read.body).toMatchObject({ gate: 'closed', models: [{ administratorAfter: '2027-04-07' }] });
    expect((await activate(3)).code).toBe(1);
    const audited = await system.call('GET', `/v1/audit-events?announcement=${id}`, { as: 'payments' });
    expect(audited.body.items[0]).toMatchObject({
      action: 'announcement.policy-loosened',
      detail: { reason: 'its readers have gone' },
    });
  }, 60_000);

  it('says beforehand who will break', async () => {
    expect((await gate()).body).toMatchObject({
      gate: 'closed',
      because: 'the version was withdrawn: publish it again',
      willBreak: [],
    });
    const newest = await system.call('GET', `${VERSIONS}/3/gate?environment=production`, { as: 'payments' });
    expect(newest.body).toMatchObject({
      gate: 'closed',
      models: [{ consumer: 'fraud', breaks: 'will' }],
      willBreak: [{ consumer: 'fraud', team: 'fraud-ml', contact: '#fraud-ml' }],
      mayBreak: [],
    });
  }, 60_000);

  it('is not shut, once open, by another team’s critical model that subscribes then', async () => {
    await system.addTeam('late-ml', ['read', 'subscribe']);
    const { announcementId } = (await system.call('GET', `${VERSIONS}/3`, { as: 'payments' })).body;
    const mine = `/v1/announcements/${announcementId}/migrations/fraud`;
    await system.call('PUT', mine, { as: 'fraud-ml', body: { answer: 'not-affected', reason: 'it is retrained' } });
    const ask = ['can-i-deploy', '--subject', SUBJECT, '--version', '3', '--to-environment', 'production'];
    expect((await system.forewarn('payments', ask)).stdout).toContain('may go to production: no model holds it');
    await subscribe('pricing', 'late-ml', 'critical');
    await system.settle();
    const { code, stdout } = await system.forewarn('payments', ask);
    expect(code).toBe(0);
    expect(stdout).toContain(
      `! ${SUBJECT} v3 may go to production; 1 model has not migrated and will break: pricing (#late-ml)`,
    );
    const told = (await system.slack()).find(({ channel }) => channel === '#late-ml');
    expect(told?.text).toContain('any time now');
    expect((await activate(3)).code).toBe(0);
  }, 60_000);

  it('counts no more models as critical than an administrator allows a team', async () => {
    await system.call('PUT', '/v1/teams/late-ml/critical-allowance', { as: 'admin', body: { count: 1 } });
    const body = { tier: 'critical', releases: [] };
    const second = await system.call('PUT', '/v1/consumers/second', { as: 'late-ml', body });
    expect(second.body).toMatchObject({ tier: 'standard', claimedTier: 'critical' });
    const confirm = ['teams', 'confirm-critical', 'second'];
    expect((await system.forewarn('late-ml', confirm)).code).toBe(2);
    expect((await system.forewarn('admin', confirm)).stdout).toContain('✓ second is critical');
    const read = await system.call('GET', '/v1/consumers/second', { as: 'late-ml' });
    expect(read.body.tier).toBe('critical');
  }, 60_000);
});
