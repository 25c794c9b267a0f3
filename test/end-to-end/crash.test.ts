import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Temporal } from 'temporal-polyfill';
import { afterAll, describe, expect, it } from 'vitest';

const TEAMS = 12;
const VERSIONS = '/v1/subjects/payments.crash/versions';
const schema = (category: object) => ({ type: 'object', properties: { category }, required: ['category'] });

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
  readonly token: string;
}

/** The runner itself, killed as the power goes: what people start with `npm start -- --data`. */
describe('killing the system', () => {
  const folder = mkdtempSync(join(tmpdir(), 'forewarn-crash-'));
  const running: Running[] = [];
  afterAll(() => {
    for (const { child } of running) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(): Promise<Running> {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', 'bin/start.ts', '--no-story', '--port', '0', '--data', folder],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    for (let waited = 0; waited < 600; waited++) {
      const [, url, token] = /FOREWARN_URL=(\S+) FOREWARN_TOKEN=(\S+)/.exec(output) ?? [];
      if (url && token) {
        running.push({ child, url, token });
        return { child, url, token };
      }
      await sleep(100);
    }
    throw new Error(`the runner did not come up:\n${output}`);
  }

  const call = async ({ url, token }: Running, method: string, path: string, body?: unknown, as = token) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return JSON.parse((await response.text()) || '{}');
  };
  const messages = async (system: Running): Promise<readonly { readonly channel: string; readonly text: string }[]> => {
    const { channels } = await call(system, 'GET', '/__local/slack/messages');
    return channels.flatMap(({ name, messages }: { name: string; messages: { text: string }[] }) =>
      messages.map(({ text }) => ({ channel: name, text })),
    );
  };
  async function teamToken(system: Running, team: string, verbs: readonly string[]): Promise<string> {
    await call(system, 'PUT', `/v1/teams/${team}`);
    return (await call(system, 'POST', '/v1/tokens', { team, verbs, description: 'a test', expiresIn: 'P1D' })).token;
  }

  /** Moves the clock, which runs the sweep that is due then. */
  const sweepAt = (system: Running, now: string) => call(system, 'POST', '/__local/clock', { now });

  it('in mid-delivery loses no message, and repeats at most one; in mid-sweep it loses and repeats no reminder', async () => {
    const first = await start();
    const producer = await teamToken(first, 'payments', ['read', 'publish']);
    await call(first, 'PUT', '/v1/teams/payments/prefixes/payments');
    await call(first, 'POST', VERSIONS, { schema: schema({ type: 'integer' }) }, producer);
    for (let n = 0; n < TEAMS; n++) {
      const token = await teamToken(first, `team-${n}`, ['read', 'subscribe']);
      await call(
        first,
        'PUT',
        `/v1/consumers/model-${n}`,
        { tier: 'standard', slack: { channel: `#team-${n}` } },
        token,
      );
      const body = { trainedOn: 'head', reads: [{ pointer: '/category' }] };
      await call(first, 'PUT', `/v1/consumers/model-${n}/subscriptions/payments.crash`, body, token);
    }
    await call(first, 'POST', VERSIONS, { schema: schema({ type: 'string' }) }, producer);
    while ((await messages(first)).length < TEAMS / 4) await sleep(5);
    first.child.kill('SIGKILL');
    await sleep(200);

    const second = await start();
    await call(second, 'POST', '/__local/idle?timeoutMs=60000');
    const told = await messages(second);
    expect(new Set(told.map(({ channel }) => channel)).size).toBe(TEAMS);
    expect(told.length).toBeLessThanOrEqual(TEAMS + 1);

    const { announcementId } = await call(second, 'GET', `${VERSIONS}/2`, undefined, producer);
    const open = await call(second, 'GET', `/v1/announcements/${announcementId}/migrations`, undefined, producer);
    const week = Temporal.PlainDate.from(open.items[0].deadline).subtract({ days: 7 }).toString();
    const isUnderWay = async (): Promise<boolean> => {
      const { deliveries } = await call(second, 'GET', '/__local/deliveries');
      return deliveries.some(({ kind }: { kind: string }) => kind === 'reminder');
    };
    const dying = sweepAt(second, `${week}T09:00:30Z`).catch(() => 'killed');
    while (!(await isUnderWay())) await sleep(2);
    second.child.kill('SIGKILL');
    await dying;

    const third = await start();
    await sweepAt(third, `${week}T09:01:00Z`);
    await Promise.all([sweepAt(third, `${week}T09:20:00Z`), sweepAt(third, `${week}T09:20:00Z`)]);
    await call(third, 'POST', '/__local/idle?timeoutMs=60000');
    await sweepAt(third, `${week}T09:40:00Z`);
    await call(third, 'POST', '/__local/idle?timeoutMs=60000');
    const reminded = (await messages(third)).filter(({ text }) => text.startsWith('Reminder:'));
    expect(reminded.map(({ channel }) => channel).sort()).toEqual(
      Array.from({ length: TEAMS }, (_, n) => `team-${n}`).sort(),
    );
  }, 180_000);
});
