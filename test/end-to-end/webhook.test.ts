import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findEventProblems } from '../domain/notification/event-schemas.ts';
import { type System, startSystem } from './system.ts';

const SUBJECT = 'payments.hooked';
const VERSIONS = `/v1/subjects/${SUBJECT}/versions`;
const KEY = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const NEXT = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const PATH = '/in/s3cret-path';
const schema = (category: object) => ({ type: 'object', properties: { category }, required: ['category'] });

/** From the table's stream over queue, function and secret to an endpoint that verifies, as it would be deployed. */
describe('a model with a webhook', () => {
  let system: System;
  let shown = '';
  const taken = () => system.cloud.webhooks.events();
  const publish = async (category: object) => {
    await system.call('POST', VERSIONS, { as: 'payments', body: { schema: schema(category) } });
    await system.settle();
  };
  const forewarn = async (...args: readonly string[]) => {
    const ran = await system.forewarn('fraud-ml', args);
    shown += ran.stdout + ran.stderr;
    return ran;
  };

  beforeAll(async () => {
    const endpoints = { ml: { url: `https://hooks.example.com${PATH}`, secrets: [NEXT, KEY] } };
    const secrets = {
      'forewarn/dev/slack-bot-token': 'xoxb-test',
      'forewarn/dev/webhooks': JSON.stringify(endpoints),
    };
    system = await startSystem({ secrets }, { webhookHosts: 'hooks.example.com' });
    system.cloud.webhooks.secret(PATH, KEY);
    await system.addTeam('payments', ['read', 'publish'], 'payments');
    await system.addTeam('fraud-ml', ['read', 'subscribe']);
    await publish({ type: 'integer' });
    const subscribed = await forewarn(
      ...['subscribe', '--consumer', 'fraud', '--team', 'fraud-ml', '--webhook', 'ml'],
      ...['--subject', SUBJECT, '--trained-on', '1', '--reads', '/category', '--release', 'v1'],
    );
    expect(subscribed).toMatchObject({ code: 0, stderr: '' });
  }, 120_000);
  afterAll(async () => await system?.stop());

  it('is posted the event, signed, once it is no longer asked to wait', async () => {
    system.cloud.webhooks.order({ status: 429, headers: { 'retry-after': '1' } });
    await publish({ type: 'string' });
    await system.settle();

    expect(taken()).toMatchObject([{ path: PATH, event: { type: 'dev.forewarn.change.announced.v1' } }]);
    expect(taken().flatMap(({ event }) => findEventProblems(event))).toEqual([]);
    const { body } = await system.call('GET', '/v1/consumers/fraud/migrations', { as: 'fraud-ml' });
    expect(body.items[0].hearing).toMatchObject({ name: 'told', by: 'webhook' });
  }, 60_000);

  it('is tried beforehand, also while its secrets are changed', async () => {
    const done = { code: 0, stdout: '✓ SNS took it\n✓ webhook ml took it\n' };
    expect(await forewarn('channels', 'test', '--consumer', 'fraud')).toMatchObject(done);
    system.cloud.webhooks.secret(PATH, NEXT);
    expect(await forewarn('channels', 'test', '--consumer', 'fraud')).toMatchObject(done);
    system.cloud.webhooks.order({ status: 410 });
    const gone = await forewarn('channels', 'test', '--consumer', 'fraud');
    expect(gone).toMatchObject({ code: 2, stdout: expect.stringContaining('it is gone') });
  }, 60_000);

  it('never shows address or secrets, and needs every permission of its function', async () => {
    const read = async (path: string) =>
      JSON.stringify((await system.call('GET', path, path.startsWith('/v1') ? { as: 'fraud-ml' } : {})).body);
    const paths = ['/v1/consumers/fraud', '/v1/consumers/fraud/migrations', '/v1/teams/fraud-ml/deliveries'];
    const local = ['deliveries', 'queues', 'logs', 'sns/messages'].map((name) => `/__local/${name}`);
    const all = [shown, ...(await Promise.all([...paths, ...local].map(read)))].join('\n');
    expect(all).toContain('webhook ml');
    for (const secret of ['s3cret-path', KEY, NEXT]) expect(all).not.toContain(secret);
    const unused = system.cloud.unusedGrants().filter(({ functionName }) => functionName.endsWith('deliver-webhook'));
    expect(unused).toEqual([]);
    expect(system.cloud.denials()).toEqual([]);
  }, 60_000);
});
