import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type System, startSystem } from './system.ts';

const SUBJECT = 'payments.carded';
const VERSIONS = `/v1/subjects/${SUBJECT}/versions`;
const SIGNATURE = 's3cret-signature';
const PATH = '/powerautomate/automations/direct/workflows/w1/triggers/manual/paths/invoke';
const ADDRESS = `https://eu.environment.api.powerplatform.com:443${PATH}?api-version=1&sig=${SIGNATURE}`;
const schema = (category: object) => ({ type: 'object', properties: { category }, required: ['category'] });

/** From the table's stream over queue, function and secret to Microsoft Teams, as it would be deployed. */
describe('a team in Microsoft Teams', () => {
  let system: System;
  /** All that anybody was shown. */
  let shown = '';
  const cards = () => system.cloud.msteams.cards();
  const fault = async (body: object) => await system.call('POST', '/__local/msteams/faults', { body });
  const publish = async (category: object) => {
    const published = await system.call('POST', VERSIONS, { as: 'payments', body: { schema: schema(category) } });
    await system.settle();
    return published.body;
  };
  const forewarn = async (...args: readonly string[]) => {
    const ran = await system.forewarn('fraud-ml', args);
    shown += ran.stdout + ran.stderr;
    return ran;
  };

  beforeAll(async () => {
    const secrets = {
      'forewarn/dev/slack-bot-token': 'xoxb-test',
      'forewarn/dev/msteams-workflows': JSON.stringify({
        'fraud-ml': ADDRESS,
        elsewhere: 'https://evil.example/?sig=x',
      }),
    };
    system = await startSystem({ secrets }, { msteamsHosts: '*.environment.api.powerplatform.com' });
    await system.addTeam('payments', ['read', 'publish'], 'payments');
    await system.addTeam('fraud-ml', ['read', 'subscribe']);
    await publish({ type: 'integer' });
    const subscribed = await forewarn(
      ...['subscribe', '--consumer', 'fraud', '--team', 'fraud-ml', '--msteams', 'fraud-ml'],
      ...['--subject', SUBJECT, '--trained-on', '1', '--reads', '/category', '--release', 'v1'],
    );
    expect(subscribed).toMatchObject({ code: 0, stderr: '' });
  }, 120_000);
  afterAll(async () => await system?.stop());

  it('is told by a card, as soon as Teams takes it', async () => {
    await fault({ status: 429, headers: { 'retry-after': '1' } });
    const { announcementId } = await publish({ type: 'string' });
    await system.settle();

    expect(cards()).toMatchObject([
      { workflow: 'w1', message: { summary: expect.stringMatching(/^category changes integer → string on /) } },
    ]);
    const listed = await forewarn('deliveries', 'list', '--announcement', announcementId);
    expect(listed.stdout).toMatch(/Microsoft Teams fraud-ml +fraud-ml +announced +sent +0/);
    const { body } = await system.call('GET', '/v1/consumers/fraud/migrations', { as: 'fraud-ml' });
    expect(body.items[0].hearing).toMatchObject({ name: 'told', by: 'msteams' });
  }, 60_000);

  it('is told in a card of its own what was answered', async () => {
    expect((await forewarn('ack', '--consumer', 'fraud', '--subject', SUBJECT)).code).toBe(0);
    await system.settle();
    expect(cards()).toHaveLength(2);
  }, 60_000);

  it('tries the channel beforehand', async () => {
    const tried = await forewarn('channels', 'test', '--consumer', 'fraud');
    expect(tried).toMatchObject({ code: 0, stdout: '✓ SNS took it\n✓ Microsoft Teams fraud-ml took it\n' });

    await fault({ status: 404 });
    const refused = await forewarn('channels', 'test', '--consumer', 'fraud');
    expect(refused).toMatchObject({ code: 2, stdout: expect.stringContaining('is gone or switched off') });
  }, 60_000);

  it.each([
    ['unknown', 'has no address for the channel unknown'],
    ['elsewhere', 'not one of those that were allowed at deploy'],
  ])(
    'fails in the open for the channel %s',
    async (channel, why) => {
      const body = { tier: 'standard', msteams: { channel }, releases: ['v1'] };
      expect((await system.call('PUT', '/v1/consumers/fraud', { as: 'fraud-ml', body })).status).toBe(200);
      await system.settle();
      const tried = await forewarn('channels', 'test', '--consumer', 'fraud');
      expect(tried).toMatchObject({ code: 2, stdout: expect.stringContaining(why) });
    },
    60_000,
  );

  it('never shows the address: not in answers, logs, the audit trail, queues or the table', async () => {
    const seen = await Promise.all(
      ['/v1/consumers/fraud', '/v1/consumers/fraud/migrations', '/v1/teams/fraud-ml/deliveries'].map(async (path) =>
        JSON.stringify((await system.call('GET', path, { as: 'fraud-ml' })).body),
      ),
    );
    const local = await Promise.all(
      ['deliveries', 'queues', 'logs', 'sns/messages'].map(async (path) =>
        JSON.stringify((await system.call('GET', `/__local/${path}`)).body),
      ),
    );
    const audit = await system.call('GET', '/v1/audit-events?consumer=fraud', { as: 'fraud-ml' });
    expect(audit.status).toBe(200);
    const all = [shown, ...seen, ...local, JSON.stringify(audit.body)].join('\n');
    expect(all).toContain('channels.tested');
    expect(all).toContain('Microsoft Teams fraud-ml');
    for (const secret of [SIGNATURE, 'workflows/w1', 'evil.example']) expect(all).not.toContain(secret);
  }, 60_000);

  it('needs every permission of its function, and no other', () => {
    const unused = system.cloud.unusedGrants().filter(({ functionName }) => functionName.endsWith('deliver-msteams'));
    expect(unused.map(({ action }) => action)).toEqual([]);
    expect(system.cloud.denials()).toEqual([]);
  });
});

describe('a registry without Microsoft Teams', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem();
    await system.addTeam('fraud-ml', ['read', 'subscribe']);
  }, 120_000);
  afterAll(async () => await system?.stop());

  it('takes no model that is to be told there', async () => {
    const body = { tier: 'standard', msteams: { channel: 'fraud-ml' } };
    const { status, body: problem } = await system.call('PUT', '/v1/consumers/fraud', { as: 'fraud-ml', body });
    expect(status).toBe(400);
    expect(problem.errors).toEqual([{ pointer: '/msteams', detail: expect.stringContaining('msteamsHosts') }]);
  });
});
