import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../lib/local/local-cloud.ts';
import { writeTestApp } from './test-app.ts';

let cloud: LocalCloud;
const progress: string[] = [];

beforeAll(async () => {
  const cdkOut = await writeTestApp();
  cloud = await startLocalCloud({
    cdkOut,
    env: { EXTRA: 'from the runner' },
    secrets: { Secret: 'told by the runner' },
    onProgress: (line) => progress.push(line),
  });
});
afterAll(() => cloud.stop());

const call = (path: string, init?: RequestInit): Promise<Response> => fetch(cloud.url + path, init);
const post = (path: string, body: string | Uint8Array<ArrayBuffer>, contentType = 'text/plain'): Promise<Response> =>
  call(path, { method: 'POST', body, headers: { 'content-type': contentType } });
const echo = async (path: string, init?: RequestInit) =>
  (await (await call(path, init)).json()) as Record<string, never> & {
    headers: Record<string, string>;
    requestContext: { http: object; authorizer?: { lambda: Record<string, unknown> } };
  };

describe('the HTTP API', () => {
  it('hands a function the event of payload format 2.0', async () => {
    const event = await echo('/named/a%20b?x=1&x=2&y=', { headers: { 'X-Thing': 'Value', cookie: 'a=1; b=2' } });
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'GET /named/{name}',
      rawPath: '/named/a b',
      rawQueryString: 'x=1&x=2&y=',
      cookies: ['a=1', 'b=2'],
      headers: { 'x-thing': 'Value' },
      queryStringParameters: { x: '1,2', y: '' },
      pathParameters: { name: 'a b' },
      isBase64Encoded: false,
      requestContext: { accountId: '000000000000', stage: '$default', http: { method: 'GET', path: '/named/a b' } },
    });
    expect(event.headers).not.toHaveProperty('cookie');
  });

  it.each([
    ['application/json', '{"a":1}', false],
    ['text/plain; charset=utf-8', 'text', false],
    ['application/x-www-form-urlencoded', 'payload=1', true],
    ['application/octet-stream', 'bytes', true],
  ])('passes a body of %s on, base64-encoded or not as API Gateway does', async (type, body, isBase64Encoded) => {
    const event = (await (await post('/open/echo', body, type)).json()) as { body: string; isBase64Encoded: boolean };
    expect(event.isBase64Encoded).toBe(isBase64Encoded);
    expect(Buffer.from(event.body, isBase64Encoded ? 'base64' : 'utf8').toString()).toBe(body);
  });

  it('maps status, headers, cookies and binary bodies of an answer', async () => {
    const cookies = await call('/open/cookies');
    expect([cookies.status, cookies.headers.get('x-answer'), cookies.headers.getSetCookie()]).toEqual([
      204,
      'yes',
      ['a=1', 'b=2'],
    ]);
    expect([...new Uint8Array(await (await call('/open/binary')).arrayBuffer())]).toEqual([0, 255]);
  });

  it('takes a value without a status for the body', async () => {
    const answer = await call('/open/plain');
    expect([answer.status, await answer.json()]).toEqual([200, { hello: 'world' }]);
  });

  it.each([
    ['a path that no route has', '/nowhere', 404, 'Not Found'],
    ['a path that is not UTF-8', '/open/%FF', 400, 'Bad Request'],
    ['a function that throws', '/open/throw', 500, 'Internal Server Error'],
    ['a function that crashes', '/open/crash', 500, 'Internal Server Error'],
    ['a function that answers nonsense', '/open/nonsense', 500, 'Internal Server Error'],
    ['a function that runs out of time', '/open/wait', 500, 'Internal Server Error'],
  ])('answers for itself at %s', async (_what, path, status, message) => {
    const answer = await call(path);
    expect([answer.status, await answer.json()]).toEqual([status, { message }]);
  });

  it('refuses a body over 10 MB', async () => {
    const answer = await post('/open/echo', new Uint8Array(10 * 1024 * 1024 + 1));
    expect([answer.status, await answer.json()]).toEqual([413, { message: 'Request Entity Too Large' }]);
  });

  it('serves again after a crash and a timeout', async () => {
    expect((await call('/open/plain')).status).toBe(200);
  });

  it('serves many requests at once', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => call('/open/plain')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });
});

describe('a Lambda authorizer', () => {
  const as = (authorization: string): RequestInit => ({ headers: { authorization } });

  it('is not asked when the identity source is missing', async () => {
    const answer = await call('/guarded/echo');
    expect([answer.status, await answer.json()]).toEqual([401, { message: 'Unauthorized' }]);
  });

  it('hands its context on', async () => {
    const { requestContext } = await echo('/guarded/echo', as('good-context'));
    expect(requestContext.authorizer?.lambda).toMatchObject({ token: 'good-context' });
  });

  it.each([
    ['refuses', 'bad', 403, 'Forbidden'],
    ['breaks', 'broken', 500, 'Internal Server Error'],
  ])('%s, and API Gateway answers', async (_what, token, status, message) => {
    const answer = await call('/guarded/echo', as(token));
    expect([answer.status, await answer.json()]).toEqual([status, { message }]);
  });

  it('is asked again only when its answer is 60 seconds old by the local clock', async () => {
    const calls = async () =>
      (await echo('/guarded/echo', as('good-cached'))).requestContext.authorizer?.lambda['calls'];
    const first = await calls();
    expect(await calls()).toBe(first);
    cloud.clock.advance('PT61S');
    expect(await calls()).not.toBe(first);
  });
});

describe('a function', () => {
  it('has its own environment and nothing of the runner’s', async () => {
    process.env['OF_THE_RUNNER'] = 'secret';
    const environment = await (await call('/open/environment')).json();
    expect(environment).toMatchObject({
      TABLE_NAME: 'Stateful-Table',
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'api',
      AWS_LAMBDA_FUNCTION_NAME: 'api',
      EXTRA: 'from the runner',
      SLACK_API_URL: `${cloud.url}/__local/slack/api/`,
    });
    expect(environment).not.toHaveProperty('OF_THE_RUNNER');
  });

  it('sees the local clock', async () => {
    const { offsetMs } = (await (await call('/open/clock')).json()) as { offsetMs: number };
    expect(offsetMs).toBe(cloud.clock.offsetMs());
  });

  it('reads a secret that the runner has set', async () => {
    expect(await (await call('/open/secret')).json()).toEqual({ value: 'told by the runner' });
    expect(cloud.secret('Secret')).toBe('told by the runner');
  });

  it('may do what its role allows, on a table and on its index', async () => {
    expect((await post('/open/put/a', 'x')).status).toBe(201);
    expect(await (await call('/open/query')).json()).toEqual([{ pk: { S: 'a' }, body: { S: 'x' } }]);
  });

  it.each([
    ['a call', '/open/delete'],
    ['one item of a transaction', '/open/transact'],
  ])('is denied %s that its role does not allow, and told what is missing', async (_what, path) => {
    const { name, message } = (await (await call(path)).json()) as { name: string; message: string };
    expect(name).toBe('AccessDeniedException');
    expect(message).toContain('dynamodb:DeleteItem');
    expect(message).toContain('table/Stateful-Table');
    expect(message).toContain('api');
    expect(cloud.denials().at(-1)).toMatchObject({ functionName: 'api', action: 'dynamodb:DeleteItem' });
  });

  it('leaves in the log what it printed, and surfaces why it failed', async () => {
    await call('/open/throw');
    expect(cloud.logs('api').join('\n')).toContain('a bug in the handler');
    expect(progress.join('\n')).toContain('api failed: Error: a bug in the handler');
    expect(progress.join('\n')).toContain('Task timed out after 2.00 seconds');
  });
});

describe('a change of the table', () => {
  it('goes through the stream and the queue to Slack and to the topic', async () => {
    await post('/open/put/through', 'x');
    await cloud.waitUntilIdle(10_000);
    const texts = cloud.slack.channels().flatMap(({ messages }) => messages.map(({ text }) => text));
    expect(texts).toContain('through attempt 1');
    expect(cloud.topicMessages().map(({ message }) => JSON.parse(message).id)).toContain('through');
    expect(cloud.topicMessages()[0]?.attributes).toEqual({ kind: { type: 'String', value: 'test' } });
  });

  it('is not told twice when the item is put again unchanged, nor when the filter leaves it out', async () => {
    await post('/open/put/once', 'x');
    await post('/open/put/once', 'x');
    await post('/open/put/filtered', 'quiet');
    await cloud.waitUntilIdle(10_000);
    const ids = cloud.topicMessages().map(({ message }) => JSON.parse(message).id);
    expect(ids.filter((id) => id === 'once')).toHaveLength(1);
    expect(ids).not.toContain('filtered');
  });

  it('goes to the failure destination when its function gives up, alone, though it came in a batch', async () => {
    await Promise.all([post('/open/put/p1', 'x'), post('/open/put/p2', 'poison'), post('/open/put/p3', 'x')]);
    await cloud.waitUntilIdle(20_000);
    const ids = cloud.topicMessages().map(({ message }) => JSON.parse(message).id);
    expect(ids).toEqual(expect.arrayContaining(['p1', 'p3']));
    expect(ids).not.toContain('p2');
    expect(progress).toContain('forward gave up 1 stream records after 2 attempts');
  });
});

describe('a queue’s message', () => {
  it('comes again when its handler says so, and only then', async () => {
    await post('/open/put/again', 'second-time');
    await cloud.waitUntilIdle(10_000);
    const texts = cloud.slack.channels().flatMap(({ messages }) => messages.map(({ text }) => text));
    expect(texts.filter((text) => text.startsWith('again'))).toEqual(['again attempt 2']);
  });

  it('ends in the dead-letter queue after its last attempt', async () => {
    await post('/open/put/dead', 'undeliverable');
    await cloud.waitUntilIdle(10_000);
    expect(cloud.topicMessages().map(({ message }) => JSON.parse(message).id)).not.toContain('dead');
    expect(
      cloud
        .logs('deliver')
        .join('\n')
        .match(/not delivered: dead/g)?.length,
    ).toBeGreaterThanOrEqual(2);
    const deadLetters = (await cloud.queues()).find(({ name }) => name === 'Service-DeadLetters.fifo');
    expect(deadLetters?.messages.map(({ body }) => JSON.parse(body).id)).toEqual(['dead']);
  });
});

type ControlAnswer = {
  now: string;
  message: string;
  channels: { name: string }[];
  messages: object[];
  unused: object[];
  uses: object[];
};

describe('the control endpoints', () => {
  const control = async (path: string, body?: object) => {
    const answer = await call(`/__local/${path}`, body && { method: 'POST', body: JSON.stringify(body) });
    return [answer.status, (await answer.json()) as ControlAnswer] as const;
  };

  it('move the clock, and the schedules that come due run once', async () => {
    const before = cloud.logs('sweep').length;
    const [status, clock] = await control('clock', { advance: 'P8D' });
    expect(status).toBe(200);
    expect(Math.abs(Date.parse(clock.now) - cloud.clock.now().getTime())).toBeLessThan(1000);
    expect(cloud.logs('sweep').slice(before)).toEqual([expect.stringContaining('swept by schedule 20')]);
  });

  it.each([
    [{ advance: '-P1D' }, 'only moves forward'],
    [{ now: '2020-01-01T00:00:00Z' }, 'only moves forward'],
    [{}, 'either'],
  ])('refuse to move the clock by %j', async (body, expected) => {
    const [status, answer] = await control('clock', body);
    expect([status, answer.message]).toEqual([400, expect.stringContaining(expected)]);
  });

  it('show what was said on Slack and on the topic, and what the table holds as deliveries', async () => {
    const [, slack] = await control('slack/messages');
    expect(slack.channels[0]).toMatchObject({ name: 'alerts' });
    const [, sns] = await control('sns/messages');
    expect(sns.messages.length).toBeGreaterThan(0);
    expect(await control('deliveries')).toEqual([200, { deliveries: [] }]);
  });

  it('list the permissions that nobody has used', async () => {
    const [, { unused }] = await control('iam/unused');
    expect(unused).toEqual([
      { functionName: 'api', action: 'dynamodb:UpdateItem', resource: expect.stringContaining('table/Stateful-Table') },
    ]);
  });

  it('measure the capacity units of what follows a reset', async () => {
    expect(await control('dynamodb/capacity')).toEqual([200, { uses: [] }]);
    await control('dynamodb/capacity', {});
    await post('/open/put/measured', 'quiet');
    const [, { uses }] = await control('dynamodb/capacity');
    expect(uses).toEqual([
      {
        functionName: 'api',
        operation: 'PutItem',
        table: 'Stateful-Table',
        calls: 1,
        readUnits: 0,
        writeUnits: expect.any(Number),
      },
    ]);
  });

  it('wait until nothing is left to do', async () => {
    expect(await control('idle', {})).toEqual([200, { idle: true }]);
  });

  it('list themselves where one does not exist', async () => {
    const [status, { message }] = await control('nothing');
    expect([status, message]).toEqual([404, expect.stringContaining('POST /__local/clock')]);
  });

  it('show the channels as a page that no text can break out of', async () => {
    const page = await (await call('/__local/slack')).text();
    expect(page).toContain('# alerts');
    expect(page).toContain('through attempt 1');
  });

  it('do nothing for a page of another origin', async () => {
    const answer = await call('/__local/clock', { headers: { origin: 'https://evil.example' } });
    expect(answer.status).toBe(403);
  });

  it('do nothing under a name that is not this machine’s', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      request(`${cloud.url}/__local/clock`, { headers: { host: 'evil.example' } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });
});
