import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../lib/local/local-cloud.ts';
import { temporaryFolder, writeTestApp } from './test-app.ts';

const children: ChildProcess[] = [];
const clouds: LocalCloud[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const cloud of clouds.splice(0)) await cloud.stop();
});

async function start(cdkOut: string, dataFolder: string): Promise<LocalCloud> {
  const cloud = await startLocalCloud({ cdkOut, dataFolder });
  clouds.push(cloud);
  return cloud;
}

async function startProcess(cdkOut: string, dataFolder: string): Promise<{ child: ChildProcess; url: string }> {
  const script = fileURLToPath(new URL('./run-cloud.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, cdkOut, dataFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  return { child, url: line.toString('utf8').trim() };
}

function databasesIn(folder: string): string[] {
  return execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(folder) && line.includes('dynoxide') && !line.includes('/bin/sh'));
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it never came true');
}

const put = (url: string, id: string, body = 'x'): Promise<Response> =>
  fetch(`${url}/open/put/${id}`, { method: 'POST', body, headers: { 'content-type': 'text/plain' } });

const told = (cloud: LocalCloud): string[] =>
  cloud.slack.channels().flatMap(({ messages }) => messages.map(({ text }) => text.split(' ')[0] ?? ''));

describe('a runner with a data folder', () => {
  it('keeps table, messages, secrets, clock and stream position between runs', async () => {
    const cdkOut = await writeTestApp();
    const data = temporaryFolder('data');
    const first = await start(cdkOut, data);
    await put(first.url, 'kept');
    first.clock.advance('P3D');
    await first.waitUntilIdle(10_000);
    const secret = first.secret('Secret');
    await first.stop();

    const second = await start(cdkOut, data);
    await second.waitUntilIdle(10_000);
    expect(second.secret('Secret')).toBe(secret);
    expect(second.clock.offsetMs()).toBe(3 * 86_400_000);
    expect(told(second)).toEqual(['kept']);
    expect(second.topicMessages()).toHaveLength(1);
    const items = (await (await fetch(`${second.url}/open/query`)).json()) as object[];
    expect(items).toEqual([{ pk: { S: 'kept' }, body: { S: 'x' } }]);
  });

  it('delivers every message after it was killed in mid-delivery, at most one of them twice', async () => {
    const cdkOut = await writeTestApp();
    const data = temporaryFolder('data');
    const { child, url } = await startProcess(cdkOut, data);
    const ids = Array.from({ length: 40 }, (_, index) => `m${index}`);
    await Promise.all(ids.map((id) => put(url, id)));
    await until(async () => {
      const answer = await fetch(`${url}/__local/slack/messages`);
      const { channels } = (await answer.json()) as { channels: { messages: object[] }[] };
      return (channels[0]?.messages.length ?? 0) >= 5;
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    await until(() => databasesIn(data).length === 0);

    const second = await start(cdkOut, data);
    const before = told(second);
    expect(before.length).toBeLessThan(ids.length);
    await second.waitUntilIdle(20_000);
    const after = told(second);
    expect(new Set(after)).toEqual(new Set(ids));
    expect(after.length).toBeLessThanOrEqual(ids.length + 1);
  }, 40_000);

  it('keeps a dead letter a dead letter, and a deduplicated message known', async () => {
    const cdkOut = await writeTestApp();
    const data = temporaryFolder('data');
    const first = await start(cdkOut, data);
    await put(first.url, 'dead', 'undeliverable');
    await first.waitUntilIdle(10_000);
    await first.stop();
    const second = await start(cdkOut, data);
    await second.waitUntilIdle(10_000);
    const queues = await second.queues();
    const deadLetters = queues.find(({ name }) => name === 'Service-DeadLetters.fifo');
    expect(deadLetters?.messages).toHaveLength(1);
    expect(told(second)).toEqual([]);
  });

  it('refuses a data folder whose table has other keys, and says what to do', async () => {
    const data = temporaryFolder('data');
    await (await start(await writeTestApp(), data)).stop();
    const changed = await writeTestApp((_service, stateful) => {
      const table = stateful.Resources['Table'];
      const keys = table?.Properties['KeySchema'] as { AttributeName: string }[];
      const definitions = table?.Properties['AttributeDefinitions'] as { AttributeName: string }[];
      for (const attribute of [keys[0], definitions[0]]) if (attribute) attribute.AttributeName = 'id';
    });
    await expect(start(changed, data)).rejects.toThrow('Start with an empty data folder');
  });
});

describe('a runner', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('ends on %s and leaves no process behind', async (signal) => {
    const data = temporaryFolder('data');
    const { child } = await startProcess(await writeTestApp(), data);
    expect(databasesIn(data)).toHaveLength(1);
    child.kill(signal);
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(signal === 'SIGINT' ? 130 : 143);
    expect(databasesIn(data)).toEqual([]);
  });

  it('says which port is taken and how to choose another', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(startLocalCloud({ cdkOut: await writeTestApp(), port })).rejects.toThrow(
      `Port ${port} is taken. Stop what listens there, or choose another: --port ${port + 1}`,
    );
    server.close();
  });

  it.each([
    [
      'a mapping that its role does not allow',
      'deliverPolicy',
      /deliver may not sqs:ReceiveMessage .* as Service\/deliverSource needs/,
    ],
    [
      'a schedule that its role does not allow',
      'schedulePolicy',
      /may not lambda:InvokeFunction .* as Service\/Schedule needs/,
    ],
    ['an API that may not invoke its function', 'Permission', /API Gateway may not invoke api/],
  ])('does not start with %s', async (_what, removed, expected) => {
    const cdkOut = await writeTestApp(({ Resources }) => {
      delete Resources[removed];
    });
    await expect(startLocalCloud({ cdkOut })).rejects.toThrow(expected);
  });

  it('does not start with a secret that the templates do not have, and names those they have', async () => {
    const cdkOut = await writeTestApp();
    await expect(startLocalCloud({ cdkOut, secrets: { Nothing: 'x' } })).rejects.toThrow('They have: Secret.');
  });

  it('lets a function be killed in mid-work and starts it again when it is needed', async () => {
    const cloud = await start(await writeTestApp(), temporaryFolder('data'));
    const waiting = fetch(`${cloud.url}/open/wait`);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await cloud.killFunction('api');
    expect((await waiting).status).toBe(500);
    expect((await fetch(`${cloud.url}/open/plain`)).status).toBe(200);
  });
});
