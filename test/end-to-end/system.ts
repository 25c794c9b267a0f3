import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { BOOTSTRAP_SECRET, SLACK_SECRET, synthesise } from '../../bin/synthesise.ts';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../lib/local/local-cloud.ts';
import { CheckingProxy } from './checking-proxy.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Whatever came; each test asserts the members that it means. */
  readonly body: ReturnType<typeof JSON.parse>;
}
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const assemblies = new Map<string, Promise<string>>();

/** The whole system as it would be deployed, and the two doors that its users have: HTTP and the command line. */
export async function startSystem(
  options: Partial<LocalCloudOptions> = {},
  context: Readonly<Record<string, unknown>> = {},
): Promise<System> {
  const settings = JSON.stringify(context);
  const assembly = assemblies.get(settings) ?? synthesise(context);
  assemblies.set(settings, assembly);
  const secrets = { [SLACK_SECRET]: 'xoxb-test' };
  const cloud = await startLocalCloud({ cdkOut: await assembly, port: 0, secrets, ...options });
  return new System(cloud, await CheckingProxy.start(cloud.url));
}

export class System {
  readonly cloud: LocalCloud;
  /** Both doors lead through it: an answer that the OpenAPI document does not say fails the test. */
  readonly #proxy: CheckingProxy;
  readonly #tokens = new Map<string, string>();

  constructor(cloud: LocalCloud, proxy: CheckingProxy) {
    this.cloud = cloud;
    this.#proxy = proxy;
    this.#tokens.set('admin', cloud.secret(BOOTSTRAP_SECRET) ?? '');
  }

  /** A team with a token of its own and, if given, a prefix. */
  async addTeam(team: string, verbs: readonly string[], prefix?: string): Promise<void> {
    await this.call('PUT', `/v1/teams/${team}`, { as: 'admin' });
    if (prefix) await this.call('PUT', `/v1/teams/${team}/prefixes/${prefix}`, { as: 'admin' });
    const body = { team, verbs, description: `tests of ${team}`, expiresIn: 'P365D' };
    const created = await this.call('POST', '/v1/tokens', { as: 'admin', body });
    this.#tokens.set(team, created.body.token);
  }

  async call(
    method: string,
    path: string,
    more: {
      readonly as?: string;
      readonly body?: unknown;
      readonly text?: string;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<Answer> {
    const token = more.as === undefined ? undefined : (this.#tokens.get(more.as) ?? more.as);
    const text = more.text ?? (more.body === undefined ? undefined : JSON.stringify(more.body));
    const response = await fetch(`${this.#proxy.url}${path}`, {
      method,
      headers: {
        ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...more.headers,
      },
      ...(text === undefined ? {} : { body: text }),
    });
    const answered = await response.text();
    this.#proxy.throwFaults();
    const body: unknown = answered === '' ? undefined : JSON.parse(answered);
    return { status: response.status, headers: response.headers, body };
  }

  /** The real command line as a process of its own. */
  async forewarn(
    as: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    {
      cwd,
      end,
    }: { readonly cwd?: string; readonly end?: { readonly when: Promise<unknown>; readonly by: NodeJS.Signals } } = {},
  ): Promise<Ran> {
    const child = spawn(process.execPath, [resolve('dist/cli/forewarn.mjs'), ...args], {
      ...(cwd === undefined ? {} : { cwd }),
      env: {
        ...process.env,
        NO_COLOR: '1',
        FOREWARN_URL: this.#proxy.url,
        FOREWARN_TOKEN: this.#tokens.get(as) ?? as,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => (stdout += chunk));
    child.stderr.on('data', (chunk) => (stderr += chunk));
    void end?.when.then(() => child.kill(end.by));
    const code = await new Promise<number>((resolve) => child.on('close', (exit) => resolve(exit ?? 3)));
    this.#proxy.throwFaults();
    return { code, stdout, stderr };
  }

  async stop(): Promise<void> {
    await this.#proxy.stop();
    await this.cloud.stop();
  }

  /** Until nothing is left to do; `timeoutMs` is for a system that hangs, not for one that shares its machine. */
  async settle(timeoutMs = 60_000): Promise<void> {
    await this.cloud.waitUntilIdle(timeoutMs);
  }

  /** Messages by channel, oldest first. */
  async slack(): Promise<readonly { readonly channel: string; readonly text: string; readonly thread?: string }[]> {
    const { body } = await this.call('GET', '/__local/slack/messages');
    return body.channels.flatMap((channel: { name: string; messages: { text: string; thread_ts?: string }[] }) =>
      channel.messages.map(({ text, thread_ts }) => ({
        channel: `#${channel.name}`,
        text,
        ...(thread_ts ? { thread: thread_ts } : {}),
      })),
    );
  }
}
