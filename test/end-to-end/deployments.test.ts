import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type System, startSystem } from './system.ts';

const SUBJECT = 'payments.transaction';
const VERSIONS = `/v1/subjects/${SUBJECT}/versions`;
const record = (category: object) => ({ type: 'object', properties: { category }, required: ['category'] });

/** From an announcement to the gate, as the pipelines of both sides see it: by the command line and Slack only. */
describe('what is deployed', () => {
  let system: System;
  const gate = async (environment = 'production') =>
    await system.forewarn('payments', [
      'can-i-deploy',
      '--subject',
      SUBJECT,
      '--version',
      '2',
      '--to-environment',
      environment,
    ]);
  const deployModel = async (team: string, consumer: string, reads: string) =>
    await system.forewarn(team, [
      ...['record-deployment', '--consumer', consumer, '--consumer-version', 'v8'],
      ...['--reads', reads, '--environment', 'production'],
    ]);

  beforeAll(async () => {
    system = await startSystem();
    await system.addTeam('payments', ['read', 'publish'], 'payments');
    await system.call('POST', VERSIONS, { as: 'payments', body: { schema: record({ type: 'integer' }) } });
    for (const [team, consumer] of [
      ['fraud-ml', 'fraud'],
      ['growth-ml', 'churn'],
    ] as const) {
      await system.addTeam(team, ['read', 'subscribe']);
      const body = { tier: 'standard', slack: { channel: `#${team}`, mention: 'S0614TZR7' }, releases: ['v7'] };
      await system.call('PUT', `/v1/consumers/${consumer}`, { as: team, body });
      const subscription = { trainedOn: 'head', reads: [{ pointer: '/category' }] };
      await system.call('PUT', `/v1/consumers/${consumer}/subscriptions/${SUBJECT}`, { as: team, body: subscription });
    }
    await system.call('POST', VERSIONS, { as: 'payments', body: { schema: record({ type: 'string' }) } });
    await system.settle();
  }, 180_000);
  afterAll(async () => await system?.cloud.stop());

  it('holds the gate while two models wait, and names them, their dates and channels', async () => {
    const { code, stdout } = await gate();
    expect(code).toBe(1);
    expect(stdout).toContain(`✗ ${SUBJECT} v2 may not go to production: 2 of 2 models hold it`);
    expect(stdout).toMatch(/holds +churn +standard +notified +\d{4}-\d\d-\d\d +#growth-ml/);
  }, 60_000);

  it('proves one of them, and its thread hears of it', async () => {
    const { code, stdout } = await deployModel('fraud-ml', 'fraud', `${SUBJECT}@2`);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining(`proven       ${SUBJECT} v2`) });
    await system.settle();
    const thread = (await system.slack()).filter(
      ({ channel, thread: at }) => channel === '#fraud-ml' && at !== undefined,
    );
    expect(thread.at(-1)?.text).toContain('has migrated, proven by its live releases');
    expect((await gate()).stdout).toMatch(/passes +fraud/);
  }, 60_000);

  it('does not wait for a model where it does not run', async () => {
    const typo = await gate('prodution');
    expect({ code: typo.code, stdout: typo.stdout }).toEqual({ code: 2, stdout: '' });
    expect(typo.stderr).toContain('nearest: production');
    expect((await gate('staging')).code).toBe(2);
    const canary = ['record-deployment', '--subject', SUBJECT, '--version', '1', '--environment', 'staging'];
    expect((await system.forewarn('payments', canary)).stderr).toContain('nothing was recorded in staging before');
    expect((await system.forewarn('payments', ['environments'])).stdout).toMatch(/^production .*\nstaging /m);
    expect((await gate('staging')).stdout).toMatch(/holds +churn/);
    await deployModel('growth-ml', 'churn', `${SUBJECT}@1`);
    expect((await gate('staging')).code).toBe(0);
    expect((await gate()).code).toBe(1);
  }, 60_000);

  it('says who still reads a field', async () => {
    const ask = async (field: string) =>
      await system.forewarn('payments', ['can-i-remove', '--subject', SUBJECT, '--field', field]);
    const read = await ask('/category');
    expect(read.code).toBe(1);
    expect(read.stdout).toMatch(/churn +#growth-ml +\/category +v8 in production/);
    expect(await ask('/categori')).toMatchObject({ code: 2, stderr: expect.stringContaining('/category') });
  }, 60_000);

  it('alarms whoever has not come through when the producer deploys early, and tells the other in its thread', async () => {
    const args = ['record-deployment', '--subject', SUBJECT, '--version', '2', '--environment', 'production'];
    const early = await system.forewarn('payments', args);
    expect(early).toMatchObject({ code: 0, stdout: expect.stringContaining('it is the head now') });
    expect(early.stderr).toContain('churn had not come through');
    await system.settle();
    const messages = await system.slack();
    const alarm = messages.find(({ channel, text }) => channel === '#growth-ml' && text.includes('EMERGENCY'));
    expect(alarm?.text).toContain('<!subteam^S0614TZR7>');
    expect(alarm?.thread).toBeUndefined();
    expect(
      messages.find(({ channel, text }) => channel === '#fraud-ml' && text.includes('is live now in production'))
        ?.thread,
    ).toBeDefined();
    const live = system.cloud
      .topicMessages()
      .map(({ message }) => JSON.parse(message))
      .filter(({ type }) => type === 'dev.forewarn.change.live.v1');
    expect(live.map(({ data }) => [data.team, data.production.kind]).sort()).toEqual([
      ['fraud-ml', 'emergency'],
      ['growth-ml', 'emergency'],
    ]);
    const audit = await system.call('GET', `/v1/audit-events?subject=${SUBJECT}&limit=5`, { as: 'payments' });
    expect(audit.body.items).toContainEqual(
      expect.objectContaining({
        action: 'version.deployed-as-emergency',
        detail: expect.objectContaining({ blockers: [expect.objectContaining({ consumer: 'churn' })] }),
      }),
    );
    const again = await system.forewarn('payments', args);
    expect(again.stdout).toContain('as recorded before');
    const listed = await system.forewarn('payments', ['deployments', '--environment', 'production']);
    expect(listed.stdout).toMatch(/fraud +v8 +production +payments\.transaction@2/);
  }, 60_000);

  it('opens the gate once the last has come through', async () => {
    const { stdout } = await deployModel('growth-ml', 'churn', `${SUBJECT}@2`);
    expect(stdout).toContain('proven');
    expect(await gate()).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('may go to production: no model holds it'),
    });
  }, 60_000);
});
