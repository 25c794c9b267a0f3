import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeConfluent } from '../cli/fake-confluent.ts';
import { type System, startSystem } from './system.ts';

const SUBJECT = 'payments.granted';
const VERSIONS = `/v1/subjects/${SUBJECT}/versions`;
const schema = (category: object) => ({ type: 'object', properties: { category }, required: ['category'] });

/** Every permission that the template gives is needed by something that people do, and none is missing. */
describe('the functions’ permissions', () => {
  const confluent = new FakeConfluent();
  let system: System;
  const keyed = () => ({ 'idempotency-key': randomUUID() });
  const call = async (as: string, method: string, path: string, body?: unknown) =>
    await system.call(method, path, { as, ...(body === undefined ? {} : { body }), headers: keyed() });

  beforeAll(async () => {
    await confluent.start();
    system = await startSystem({}, { watchConfluent: confluent.url });
    await system.addTeam('payments', ['read', 'publish'], 'payments');
    await system.addTeam('fraud-ml', ['read', 'subscribe']);
  }, 120_000);
  afterAll(async () => {
    await confluent.stop();
    await system?.stop();
  });

  it('suffice for every route', async () => {
    expect((await call('payments', 'POST', VERSIONS, { schema: schema({ type: 'integer' }) })).status).toBe(201);
    const slack = { channel: '#fraud-ml' };
    const github = { repository: 'acme/fraud-model' };
    await call('fraud-ml', 'PUT', '/v1/consumers/fraud', { tier: 'critical', slack, github, releases: ['v1'] });
    await call('fraud-ml', 'PUT', '/v1/consumers/idle', { tier: 'standard' });
    const subscription = `/v1/consumers/fraud/subscriptions/${SUBJECT}`;
    const body = { trainedOn: 'head', reads: [{ pointer: '/category' }] };
    expect((await call('fraud-ml', 'PUT', subscription, body)).status).toBe(201);
    // Each has one channel alone, so that each function that delivers tells somebody first.
    for (const [name, more] of Object.entries({ tickets: { github }, batch: {} })) {
      await call('fraud-ml', 'PUT', `/v1/consumers/${name}`, { tier: 'standard', ...more });
      await call('fraud-ml', 'PUT', `/v1/consumers/${name}/subscriptions/${SUBJECT}`, body);
    }
    await call('fraud-ml', 'PUT', `/v1/consumers/idle/subscriptions/${SUBJECT}`, body);
    await call('fraud-ml', 'DELETE', `/v1/consumers/idle/subscriptions/${SUBJECT}`);
    expect((await call('fraud-ml', 'DELETE', '/v1/consumers/idle')).status).toBe(204);
    const check = `/v1/compatibility/subjects/${SUBJECT}/versions/head`;
    const checked = await call('payments', 'POST', check, { schema: schema({ type: 'string' }) });
    expect(checked.body.passes).toBe(false);
    const approvals = `/v1/subjects/${SUBJECT}/approvals`;
    const change = checked.body.changes[0].fingerprint;
    const approval = { changes: [change], until: new Date(Date.now() + 86_400_000).toISOString(), reason: 'a test' };
    expect((await call('fraud-ml', 'POST', approvals, approval)).status).toBe(201);
    expect((await call('fraud-ml', 'DELETE', `${approvals}/${change}/fraud`)).status).toBe(204);
    const published = await call('payments', 'POST', VERSIONS, { schema: schema({ type: 'string' }) });
    await system.settle();
    const { announcementId } = published.body;
    const reads = [
      ...['/v1/subjects', `/v1/subjects/${SUBJECT}`, VERSIONS, `${VERSIONS}/2`, `${VERSIONS}/2/changes`],
      ...[`/v1/subjects/${SUBJECT}/announcements`, approvals, '/v1/consumers', '/v1/consumers/fraud', subscription],
      ...['/v1/consumers/fraud/subscriptions', '/v1/consumers/fraud/migrations'],
      ...['', '/migrations', '/migrations/fraud', '/deliveries'].map(
        (part) => `/v1/announcements/${announcementId}${part}`,
      ),
      ...[`subject=${SUBJECT}`, 'consumer=fraud', `announcement=${announcementId}`].map(
        (of) => `/v1/audit-events?${of}`,
      ),
      ...['/v1/teams', '/v1/teams/payments', '/v1/policy', '/v1/tokens?team=fraud-ml'],
    ];
    for (const path of reads)
      expect({ path, status: (await call('fraud-ml', 'GET', path)).status }).toEqual({ path, status: 200 });
    const mine = `/v1/announcements/${announcementId}/migrations/fraud`;
    expect((await call('fraud-ml', 'PUT', mine, { answer: 'acknowledge' })).body.outcome).toBe('moved');
    expect((await call('payments', 'PUT', mine, { answer: 'acknowledge' })).status).toBe(403);
    const redrive = `/v1/announcements/${announcementId}/deliveries/redrive`;
    expect((await call('payments', 'POST', redrive)).body).toEqual({ redriven: 0 });
    expect((await call('fraud-ml', 'GET', '/v1/teams/fraud-ml/deliveries')).status).toBe(200);
    expect((await call('fraud-ml', 'POST', '/v1/teams/fraud-ml/deliveries/redrive')).body).toEqual({ redriven: 0 });
    const staging = '/v1/environments/staging/deployments';
    const release = { release: 'v2', reads: [{ subject: SUBJECT, version: 1 }] };
    const steps: readonly (readonly [string, string, string, unknown?])[] = [
      ['fraud-ml', 'PUT', `${staging}/consumers/fraud`, release],
      ['payments', 'PUT', `${staging}/subjects/${SUBJECT}`, { version: 1 }],
      ['fraud-ml', 'GET', `${staging}/consumers`],
      ['fraud-ml', 'GET', `${staging}/subjects`],
      ['fraud-ml', 'GET', '/v1/consumers/fraud/deployments'],
      ['payments', 'GET', `${VERSIONS}/2/gate?environment=staging`],
      ['payments', 'GET', `/v1/subjects/${SUBJECT}/readers?field=/category`],
      ['payments', 'GET', `/v1/subjects/${SUBJECT}/readers`],
      ['fraud-ml', 'DELETE', `${staging}/consumers/fraud?release=v2`],
    ];
    for (const [as, method, path, sent] of steps)
      expect({ path, status: (await call(as, method, path, sent)).status }).toEqual({ path, status: 200 });
    expect((await call('fraud-ml', 'PUT', `${staging}/consumers/nobody`, release)).status).toBe(404);
    expect((await call('payments', 'PUT', `/v1/subjects/${SUBJECT}/policy`, { policy: {} })).status).toBe(200);
    expect((await call('admin', 'PUT', '/v1/policy', {})).status).toBe(200);
    expect((await call('fraud-ml', 'GET', '/v1/rejudgement')).status).toBe(403);
    expect((await call('admin', 'GET', '/v1/rejudgement')).body).toMatchObject({ announcements: 0, items: [] });
    expect((await call('admin', 'POST', '/v1/rejudgement')).body.outcome).toMatch(/started|under-way/);
    expect((await call('admin', 'PUT', '/v1/teams/orders/prefixes/orders')).status).toBe(404);
    await call('admin', 'PUT', '/v1/teams/orders');
    await call('admin', 'PUT', '/v1/teams/orders/prefixes/orders');
    expect((await call('admin', 'DELETE', '/v1/teams/orders/prefixes/orders')).status).toBeLessThan(300);
    expect((await call('admin', 'GET', '/v1/teams/orders/identities')).status).toBe(200);
  }, 60_000);

  it('suffice for what people do in Slack', async () => {
    const slack = { channel: '#pressed', mention: 'S0614FRAUD' };
    await system.call('POST', '/__local/slack/usergroups', { body: { S0614FRAUD: ['U0ANN'] } });
    await call('fraud-ml', 'PUT', '/v1/consumers/pressed', { tier: 'standard', slack, releases: ['v1'] });
    const path = '/v1/subjects/payments.pressed';
    await call('payments', 'POST', `${path}/versions`, { schema: schema({ type: 'integer' }) });
    const body = { trainedOn: 'head', reads: [{ pointer: '/category' }] };
    await call('fraud-ml', 'PUT', '/v1/consumers/pressed/subscriptions/payments.pressed', body);
    await call('payments', 'POST', `${path}/versions`, { schema: schema({ type: 'string' }) });
    await system.settle();
    const { slack: localSlack } = system.cloud;
    const { acts, people } = localSlack;
    const [message] = localSlack.channels().find(({ name }) => name === 'pressed')?.messages ?? [];
    const block_id = (message?.blocks as { block_id?: string }[] | undefined)?.at(-1)?.block_id ?? '';
    const place = {
      user: 'U0ANN',
      channel: '#pressed',
      ts: message?.ts,
      block_id,
      value: block_id.replace(/^answer:/, ''),
    };
    const channel = localSlack.channels().find(({ name }) => name === 'pressed')?.id;
    expect(await acts.press({ ...place, channel, action_id: 'answer.object' })).toEqual({ status: 200 });
    expect(people.viewOf('U0ANN')).toBeDefined();
    await acts.press({ ...place, channel, action_id: 'answer.acknowledge' });
    await acts.command({ user: 'U0ANN', channel, text: 'status' });
    await system.settle();
    const migrations = await call('fraud-ml', 'GET', '/v1/consumers/pressed/migrations');
    expect(migrations.body.items[0].state).toMatchObject({ name: 'acknowledged', by: 'slack:U0ANN' });
  }, 60_000);

  it('suffice for the watch over another registry', async () => {
    const one = (type: string) => ({ schemaType: 'JSON', schema: schema({ type }) });
    confluent.subjects.set('payments.watched', [one('integer')]);
    const look = async () => (await system.cloud.invoke('forewarn-dev-watch-registry', {})).outcome;
    expect(await look()).toBe('returned');
    confluent.subjects.set('payments.watched', [one('integer'), one('string')]);
    expect(await look()).toBe('returned');
    await system.settle();
    const path = '/v1/subjects/payments.watched';
    expect((await call('payments', 'GET', path)).body).toMatchObject({ head: 2, latest: 2 });
    expect((await call('payments', 'PUT', `${path}/observation`, { until: '2000-01-01' })).status).toBe(409);
    expect((await call('payments', 'DELETE', `${path}/observation`)).status).toBe(200);
  }, 60_000);

  it('suffice for refusals, whose Idempotency-Key is forgotten again', async () => {
    expect((await call('payments', 'POST', VERSIONS, { schema: { type: 'objekt' } })).status).toBe(422);
    expect((await call('payments', 'POST', `${VERSIONS}/1/withdraw`, { reason: 'a test' })).status).toBe(409);
    expect((await call('fraud-ml', 'DELETE', '/v1/consumers/nobody')).status).toBe(404);
    expect(
      (
        await call('admin', 'POST', '/v1/tokens', {
          team: 'nobody',
          verbs: ['read'],
          description: 'x',
          expiresIn: 'P1D',
        })
      ).status,
    ).toBe(404);
    expect((await call('payments', 'POST', `${VERSIONS}/2/withdraw`, { reason: 'a test' })).status).toBe(200);
    await system.settle();
    // The answer that was given before, and that the change was taken back.
    const inThreads = (await system.slack()).filter(({ channel, thread }) => channel === '#fraud-ml' && thread);
    expect(inThreads).toHaveLength(2);
  }, 60_000);

  it('suffice for waiting as long as Slack and GitHub say', async () => {
    await system.call('POST', '/__local/slack/faults', { body: { rateLimit: { times: 1, retryAfter: 1 } } });
    const wait = { status: 429, headers: { 'retry-after': '1' } };
    await system.call('POST', '/__local/github/faults', { body: wait });
    const before = (await system.slack()).length;
    await call('payments', 'POST', VERSIONS, { schema: schema({ type: 'boolean' }) });
    await system.settle();
    expect((await system.slack()).length).toBe(before + 1);
    const open = system.cloud.github.issues('acme/fraud-model').filter(({ state }) => state === 'open');
    expect(open).toHaveLength(2);
  }, 60_000);

  it('suffice for sending again what a repaired channel had not taken', async () => {
    const { status } = await call('fraud-ml', 'POST', '/v1/consumers/fraud/channels/test');
    expect(status).toBe(202);
    const settings = { slack: { escalation: '#fraud-on-call' } };
    expect((await call('fraud-ml', 'PUT', '/v1/teams/fraud-ml/settings', settings)).status).toBe(200);
    await system.settle();
  }, 60_000);

  it('suffice for the sweep, which finishes what a crash left', async () => {
    // Planning last: it has to work for the others.
    const crashed = ['deliver-slack', 'deliver-sns', 'deliver-github', 'plan-notifications'];
    const path = (name: string) => `/v1/subjects/payments.${name}/versions`;
    for (const name of crashed) {
      await call('payments', 'POST', path(name), { schema: schema({ type: 'integer' }) });
      const body = { trainedOn: 'head', reads: [{ pointer: '/category' }] };
      await call('fraud-ml', 'PUT', `/v1/consumers/fraud/subscriptions/payments.${name}`, body);
    }
    await system.settle();
    // From here on nothing settles: what a killed function held stays invisible for as long as its queue says.
    for (const name of crashed) {
      await call('payments', 'POST', path(name), { schema: schema({ type: 'string' }) });
      for (let kills = 0; kills < 250; kills++) {
        await system.cloud.killFunction(`forewarn-dev-${name}`);
        await sleep(10);
      }
    }
    const unused = () =>
      system.cloud.unusedGrants().filter(({ functionName }) => functionName.endsWith('sweep-deadlines'));
    // What was left; past the date; past the time for which a critical model's silence holds the release; and what waited
    // for working hours then.
    for (const advance of ['PT16M', 'P40D', 'P10D', 'P1D', 'PT16M']) {
      await system.call('POST', '/__local/clock', { body: { advance } });
      for (let waited = 0; waited < 20 && unused().length > 0; waited++) await sleep(250);
    }
    expect(unused()).toEqual([]);
  }, 120_000);

  it('suffice for looking up what the readers of a field that goes were told before', async () => {
    const path = '/v1/subjects/payments.shrinking/versions';
    await call('payments', 'POST', path, { schema: schema({ type: 'integer' }) });
    await call('fraud-ml', 'PUT', '/v1/consumers/looker', { tier: 'standard', slack: { channel: '#fraud-ml' } });
    const body = { trainedOn: 'head', reads: [{ pointer: '/category' }] };
    await call('fraud-ml', 'PUT', '/v1/consumers/looker/subscriptions/payments.shrinking', body);
    const without = { schema: { type: 'object', properties: { other: { type: 'string' } } } };
    const check = '/v1/compatibility/subjects/payments.shrinking/versions/head';
    expect((await call('payments', 'POST', check, without)).status).toBe(200);
    expect((await call('payments', 'POST', path, without)).status).toBe(201);
  }, 60_000);

  it('are all used, and none was missing', () => {
    expect(system.cloud.unusedGrants()).toEqual([]);
    expect(system.cloud.denials()).toEqual([]);
  });
});
