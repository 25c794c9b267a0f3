import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type System, startSystem } from './system.ts';

const SUBJECT = 'payments.transaction';
const VERSIONS = `/v1/subjects/${SUBJECT}/versions`;
const schema = (category: unknown, more: object = {}) => ({
  type: 'object',
  properties: { user_id: { type: 'integer' }, amount: { type: 'number' }, category },
  required: ['user_id', 'amount', 'category'],
  ...more,
});
const asInteger = schema({ type: 'integer' });
const asString = schema({ type: 'string', examples: ['grocery'] });

/** 4,000 pipelined requests over 20 connections, faster than any client library would; all that came back. */
async function flood(url: string): Promise<string> {
  const { hostname, port, host } = new URL(url);
  const requests = `GET /v1/subjects HTTP/1.1\r\nHost: ${host}\r\n\r\n`.repeat(200);
  const answers = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const socket = connect(Number(port), hostname);
      socket.end(requests);
      let text = '';
      for await (const chunk of socket) text += chunk;
      return text;
    }),
  );
  return answers.join('');
}

/** The running system, through HTTP and the command line only. */
describe('Forewarn from outside', () => {
  let system: System;
  const folder = mkdtempSync(join(tmpdir(), 'forewarn-box-'));
  const file = (name: string, content: unknown): string => {
    const path = join(folder, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
    return path;
  };

  beforeAll(async () => {
    system = await startSystem();
    await system.addTeam('payments', ['read', 'publish'], 'payments');
    await system.addTeam('fraud-ml', ['read', 'subscribe']);
    await system.addTeam('finance-ml', ['read', 'subscribe']);
  }, 120_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await system?.stop();
  });

  it('registers a first version with 201 and the same again with 200', async () => {
    const first = await system.call('POST', VERSIONS, { as: 'payments', body: { schema: asInteger } });
    expect(first).toMatchObject({ status: 201, body: { version: 1, status: 'active', outcome: 'created' } });
    expect(first.headers.get('location')).toBe(`${VERSIONS}/1`);
    const again = await system.call('POST', VERSIONS, { as: 'payments', body: { schema: asInteger } });
    expect(again).toMatchObject({ status: 200, body: { version: 1, outcome: 'unchanged' } });
  });

  it('describes itself to whoever is signed in', async () => {
    const { status, body } = await system.call('GET', '/v1/openapi.json', { as: 'payments' });

    expect(status).toBe(200);
    expect(body).toEqual(JSON.parse(readFileSync('docs/openapi.json', 'utf8')));
    expect(await system.call('GET', '/v1/openapi.json')).toMatchObject({ status: 401 });
  });

  it('subscribes models, and refuses a field that is not there with the nearest', async () => {
    const put = async (team: string, consumer: string, reads: readonly string[], mention?: string) => {
      const slack = { channel: `#${team}`, ...(mention ? { mention } : {}) };
      const body = { team, tier: 'standard', slack, releases: ['v7'] };
      await system.call('PUT', `/v1/consumers/${consumer}`, { as: team, body });
      const subscription = { trainedOn: 'head', reads: reads.map((pointer) => ({ pointer })) };
      return await system.call('PUT', `/v1/consumers/${consumer}/subscriptions/${SUBJECT}`, {
        as: team,
        body: subscription,
      });
    };
    expect(await put('fraud-ml', 'fraud', ['/category', '/amount'], 'S0614TZR7')).toMatchObject({ status: 201 });
    expect(await put('finance-ml', 'revenue', ['/amount'])).toMatchObject({ status: 201 });
    expect(await put('finance-ml', 'revenue', ['/amount'])).toMatchObject({
      status: 200,
      body: { outcome: 'unchanged' },
    });
    expect(await put('finance-ml', 'revenue', ['/ammount'])).toMatchObject({
      status: 422,
      body: {
        code: 'unknown-field',
        errors: [{ pointer: '/reads/0/pointer', detail: expect.stringContaining('/amount') }],
      },
    });
  });

  it('checks without writing: who would break, by when, with a record that shows it', async () => {
    const path = `/v1/compatibility/subjects/${SUBJECT}/versions/head`;
    const checked = await system.call('POST', path, { as: 'payments', body: { schema: asString } });
    expect(checked).toMatchObject({
      status: 200,
      body: {
        passes: false,
        verdicts: { serving: { verdict: 'breaking', witness: { category: expect.any(String) } } },
        affected: [{ consumer: 'fraud', team: 'fraud-ml', verdict: 'breaking' }],
        unaffected: { count: 1, doNotRead: 1 },
      },
    });
    expect((await system.call('GET', VERSIONS, { as: 'payments' })).body.items).toHaveLength(1);
  });

  it('proposes the change, and only the owner of the model that breaks reads of it', async () => {
    const manifest = { message: 'category becomes a name', contact: '#payments-data', steps: 'Map names to codes.' };
    const published = await system.call('POST', VERSIONS, { as: 'payments', body: { schema: asString, manifest } });
    expect(published).toMatchObject({ status: 201, body: { version: 2, status: 'proposed', head: 1 } });
    await system.settle();
    const messages = await system.slack();
    expect(messages.map(({ channel }) => channel)).toEqual(['#fraud-ml']);
    expect(messages[0]?.text).toMatch(/category/);
    const { announcementId } = published.body;
    const migrations = await system.call('GET', `/v1/announcements/${announcementId}/migrations`, { as: 'fraud-ml' });
    expect(migrations.body.items).toMatchObject([
      { consumer: 'fraud', state: { name: 'notified' }, verdict: 'breaking' },
    ]);
    const deliveries = await system.call('GET', `/v1/announcements/${announcementId}/deliveries`, { as: 'fraud-ml' });
    expect(deliveries.body.items).toMatchObject([{ status: 'sent' }, { status: 'sent' }]);
    expect(
      system.cloud
        .topicMessages()
        .map(({ message }) => JSON.parse(message).type)
        .sort(),
    ).toEqual([
      'dev.forewarn.change.announced.v1',
      'dev.forewarn.version.registered.v1',
      'dev.forewarn.version.registered.v1',
    ]);
    // A mailbox on the same topic has a mail in the event's place.
    const mails = system.cloud.topicMessages().map(({ mail }) => mail);
    expect(mails).toContainEqual({
      subject: expect.stringMatching(/^\[Forewarn\] fraud: category changes integer -> string on /),
      body: expect.stringContaining('forewarn ack --announcement'),
    });
  });

  it('keeps the gate closed until the date, then lets the proposal go live and deprecates the old head', async () => {
    const activate = async () => await system.call('POST', `${VERSIONS}/2/activate`, { as: 'payments', body: {} });
    expect(await activate()).toMatchObject({
      status: 409,
      body: { code: 'gate-closed', blockers: [{ consumer: 'fraud' }] },
    });
    await system.call('POST', '/__local/clock', { body: { advance: 'P20D' } });
    await system.settle();
    expect(await activate()).toMatchObject({ status: 200, body: { head: 2, status: 'active' } });
    const old = await system.call('GET', `${VERSIONS}/1`, { as: 'payments' });
    expect(old.body.status).toBe('deprecated');
    expect(old.headers.get('deprecation')).toMatch(/^@\d+$/);
    expect(old.headers.get('link')).toContain('rel="successor-version"');
    // What was missed is told in working hours; six hours at a time meet them within a weekend and a day.
    const isTold = async () => (await system.slack()).some(({ thread }) => thread !== undefined);
    for (let steps = 0; steps < 16 && !(await isTold()); steps++) {
      await system.call('POST', '/__local/clock', { body: { advance: 'PT6H' } });
      await system.settle();
    }
    expect(await isTold()).toBe(true);
  });

  it('marks a message that Slack refuses as failed, alarms, and still tells by SNS', async () => {
    await system.call('POST', '/__local/slack/faults', { body: { archivedChannels: ['#finance-ml'] } });
    const subject = '/v1/subjects/payments.refund/versions';
    const record = (amount: object) => ({ schema: { type: 'object', properties: { amount } } });
    await system.call('POST', subject, { as: 'payments', body: record({ type: 'number' }) });
    const body = { trainedOn: 'head', reads: [{ pointer: '/amount' }] };
    await system.call('PUT', '/v1/consumers/revenue/subscriptions/payments.refund', { as: 'finance-ml', body });
    const published = await system.call('POST', subject, { as: 'payments', body: record({ type: 'string' }) });
    await system.settle();
    const path = `/v1/announcements/${published.body.announcementId}/deliveries`;
    const { items } = (await system.call('GET', path, { as: 'payments' })).body;
    expect(items).toContainEqual(
      expect.objectContaining({
        channel: { kind: 'slack', channel: '#finance-ml' },
        status: 'failed',
        error: 'is_archived',
      }),
    );
    expect(items).toContainEqual(expect.objectContaining({ channel: { kind: 'sns' }, status: 'sent' }));
    expect(system.cloud.logs('forewarn-dev-deliver-slack').join('\n')).toContain('"DeliveriesFailed":1');
  });

  it('answers every way of going wrong with problem details', async () => {
    const cases: readonly [string, number, Parameters<System['call']>, string?][] = [
      ['not JSON', 400, ['POST', VERSIONS, { as: 'payments', text: '{"schema":' }], 'not-json'],
      ['a wrong shape', 400, ['POST', VERSIONS, { as: 'payments', body: { scheme: {} } }], 'invalid-request'],
      ['a token that is none', 401, ['GET', '/v1/subjects', { as: 'nonsense' }], 'unauthenticated'],
      ['a team without the verb', 403, ['POST', VERSIONS, { as: 'fraud-ml', body: { schema: true } }], 'forbidden'],
      [
        'a name outside the prefix',
        403,
        ['POST', '/v1/subjects/orders.order/versions', { as: 'payments', body: { schema: true } }],
        'forbidden',
      ],
      [
        'another team’s model',
        403,
        ['PUT', '/v1/consumers/fraud', { as: 'finance-ml', body: { tier: 'standard' } }],
        'forbidden',
      ],
      ['no such subject', 404, ['GET', '/v1/subjects/nowhere', { as: 'payments' }], 'not-found'],
      ['no such version', 404, ['GET', `${VERSIONS}/99`, { as: 'payments' }], 'not-found'],
      ['no such path', 404, ['GET', '/v2/subjects', { as: 'payments' }], 'not-found'],
      ['no such method', 405, ['DELETE', VERSIONS, { as: 'payments' }], 'method-not-allowed'],
      [
        'too short a notice',
        409,
        ['POST', VERSIONS, { as: 'payments', body: { schema: schema({ type: 'boolean' }), sunset: '2026-12-24' } }],
        'notice-too-short',
      ],
      [
        'not a JSON media type',
        415,
        ['POST', VERSIONS, { as: 'payments', text: 'schema', headers: { 'content-type': 'text/plain' } }],
        'unsupported-media-type',
      ],
      [
        'not a schema',
        422,
        ['POST', VERSIONS, { as: 'payments', body: { schema: { type: 'objekt' } } }],
        'invalid-schema',
      ],
      [
        'a remote reference',
        422,
        ['POST', VERSIONS, { as: 'payments', body: { schema: { $ref: 'https://example.com/s' } } }],
        'remote-reference',
      ],
      [
        'too large a schema',
        413,
        ['POST', VERSIONS, { as: 'payments', body: { schema: { description: 'x'.repeat(4_100_000) } } }],
        'too-large',
      ],
    ];
    // Nobody reads the boolean's field anew unless somebody subscribes: fraud still does, so a date needs notice.
    for (const [name, status, call, code] of cases) {
      const answer = await system.call(...call);
      expect({ name, status: answer.status, code: answer.body?.code }).toEqual({ name, status, code });
      expect(answer.headers.get('content-type'), name).toContain('application/problem+json');
      expect(answer.body, name).toMatchObject({ title: expect.any(String), detail: expect.any(String), status });
    }
  }, 60_000);

  it('refuses what breaks under onBreaking: reject with 409 and the proof', async () => {
    const policy = { policy: { onBreaking: 'reject' } };
    await system.call('PUT', `/v1/subjects/${SUBJECT}/policy`, { as: 'payments', body: policy });
    const refused = await system.call('POST', VERSIONS, {
      as: 'payments',
      body: { schema: schema({ type: 'boolean' }) },
    });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'incompatible', verdicts: { serving: { verdict: 'breaking' } } },
    });
    await system.call('PUT', `/v1/subjects/${SUBJECT}/policy`, { as: 'payments', body: { policy: {} } });
  });

  it('repeats the first answer for a repeated Idempotency-Key', async () => {
    const call = async () =>
      await system.call('POST', '/v1/subjects/payments.once/versions', {
        as: 'payments',
        body: { schema: { type: 'string' } },
        headers: { 'idempotency-key': 'ci-run-17' },
      });
    expect(await call()).toMatchObject({ status: 201, body: { version: 1, outcome: 'created' } });
    expect(await call()).toMatchObject({ status: 201, body: { version: 1, outcome: 'created' } });
  });

  it('says who did what, and lets nobody without a token read it', async () => {
    const audit = await system.call('GET', `/v1/audit-events?subject=${SUBJECT}&limit=100`, { as: 'fraud-ml' });
    const actions = audit.body.items.map(({ action }: { action: string }) => action);
    expect(actions).toContain('version.registered');
    expect(actions).toContain('version.activated');
    const unnamed = await system.call('GET', '/v1/audit-events?announcement=', { as: 'fraud-ml' });
    expect(unnamed).toMatchObject({ status: 400, body: { errors: [{ pointer: '/announcement' }] } });
    expect((await system.call('GET', '/v1/audit-events')).status).toBe(401);
  });

  it('pages through a listing', async () => {
    const first = await system.call('GET', `${VERSIONS}?limit=1`, { as: 'payments' });
    expect(first.body.items).toHaveLength(1);
    const second = await system.call('GET', `${VERSIONS}?limit=1&cursor=${first.body.nextCursor}`, { as: 'payments' });
    expect(second.body.items[0].version).toBe(first.body.items[0].version - 1);
    expect((await system.call('GET', `${VERSIONS}?cursor=nonsense`, { as: 'payments' })).status).toBe(400);
  });

  describe('the command line', () => {
    it.each([
      [
        'passes a harmless change',
        0,
        ['check', '--subject', SUBJECT],
        schema({ type: 'string', examples: ['grocery'] }, { title: 'x' }),
      ],
      ['fails a change that breaks a reader', 1, ['check', '--subject', SUBJECT], schema({ type: 'array' })],
      ['refuses a file that is not JSON', 2, ['check', '--subject', SUBJECT], '{"type":'],
      ['refuses a flag that does not exist', 2, ['check', '--subjekt', SUBJECT], asString],
    ] as const)('%s: exit %i', async (name, code, args, content) => {
      const ran = await system.forewarn('payments', [...args, file(`${name.replaceAll(' ', '-')}.json`, content)]);
      expect({ ...ran, code: ran.code }).toMatchObject({ code });
    });

    it('exits 3 where the service cannot be reached, and says so', async () => {
      const env = { FOREWARN_URL: 'http://127.0.0.1:9' };
      const ran = await system.forewarn('payments', ['check', '--subject', SUBJECT, file('a.json', asString)], env);
      expect(ran.code).toBe(3);
      expect(ran.stderr).toContain('127.0.0.1:9');
    }, 60_000);

    it('publishes, lists and explains', async () => {
      const published = await system.forewarn('payments', [
        'publish',
        '--subject',
        'payments.cli',
        file('b.json', asInteger),
      ]);
      expect(published).toMatchObject({ code: 0 });
      const listed = await system.forewarn('payments', ['versions', 'payments.cli', '--format', 'json']);
      expect(JSON.parse(listed.stdout)).toMatchObject({ items: [{ version: 1, status: 'active' }] });
      const explained = await system.forewarn('payments', ['rules', 'explain', 'type-changed']);
      expect(explained).toMatchObject({ code: 0, stdout: expect.stringContaining('type-changed') });
    });

    it('compares two files without a server', async () => {
      const env = { FOREWARN_URL: '', FOREWARN_TOKEN: '' };
      const ran = await system.forewarn('', ['diff', file('old.json', asInteger), file('new.json', asString)], env);
      expect(ran).toMatchObject({ code: 1, stdout: expect.stringContaining('type-changed') });
    });
  });

  it('is throttled by API Gateway, which the command line waits out', async () => {
    expect(await flood(system.cloud.url)).toContain('HTTP/1.1 429 Too Many Requests');
    const ran = await system.forewarn('payments', ['subjects']);
    expect(ran.code).toBe(0);
  }, 60_000);

  it('needed no permission that it was not given', () => {
    expect(system.cloud.denials()).toEqual([]);
  });
});
