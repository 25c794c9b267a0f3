import { execFile } from 'node:child_process';
import { defined } from '../lib/domain/defined.ts';
import type { LocalCloud } from '../lib/local/local-cloud.ts';

const SETTLE_MS = 30_000;

/** The command line as it is installed. */
export const PROGRAM = 'dist/cli/forewarn.mjs';

export interface Ran {
  readonly code: number;
  readonly output: string;
}
export interface Button {
  readonly action_id: string;
  readonly value?: string;
}
export interface Message {
  readonly channel: string;
  readonly channelId: string;
  readonly ts: string;
  readonly text: string;
  readonly threadTs?: string;
  readonly blocks: readonly {
    readonly type: string;
    readonly block_id?: string;
    readonly elements?: readonly Button[];
  }[];
}
interface SlackLog {
  readonly channels: readonly {
    readonly id: string;
    readonly name: string;
    readonly messages: readonly (Omit<Message, 'channel' | 'channelId' | 'threadTs'> & {
      readonly thread_ts?: string;
      readonly ephemeral_user?: string;
    })[];
  }[];
}

/** The parts that the acts of the story share: the command line, the fake Slack, the clock, and what was seen. */
export class Stage {
  happened = true;
  readonly cloud: LocalCloud;
  readonly say: (line: string) => void;
  readonly tokens = new Map<string, string>();

  constructor(cloud: LocalCloud, say: (line: string) => void) {
    this.cloud = cloud;
    this.say = say;
  }

  expect(what: string, isTrue: boolean): void {
    this.say(`   ${isTrue ? '✓' : '✗'} ${what}`);
    this.happened &&= isTrue;
  }

  /** Runs a command of a team's CI and shows what it prints. */
  async shown(team: string, args: readonly string[]): Promise<Ran> {
    this.say(`   $ forewarn ${args.join(' ')}`);
    const ran = await this.forewarn(team, args);
    this.say(indent(ran.output.trimEnd()));
    return ran;
  }

  forewarn(team: string, args: readonly string[]): Promise<Ran> {
    const env = { ...process.env, FOREWARN_URL: this.cloud.url, FOREWARN_TOKEN: this.tokens.get(team) ?? '' };
    return new Promise((resolve) => {
      execFile(process.execPath, [PROGRAM, ...args], { env }, (error, stdout, stderr) => {
        const code = error ? (typeof error.code === 'number' ? error.code : 3) : 0;
        resolve({ code, output: code === 0 || stdout !== '' ? stdout : stderr });
      });
    });
  }

  /** The messages that everybody can see in Slack, oldest first. */
  async messages(channel?: string): Promise<readonly Message[]> {
    const response = await fetch(`${this.cloud.url}/__local/slack/messages`);
    const { channels } = (await response.json()) as SlackLog;
    const all = channels.flatMap(({ id, name, messages }) =>
      messages
        .filter(({ ephemeral_user }) => ephemeral_user === undefined)
        .map(({ ts, text, blocks = [], thread_ts }) => ({
          ...{ channel: `#${name}`, channelId: id, ts, text, blocks },
          ...defined({ threadTs: thread_ts }),
        })),
    );
    return channel === undefined ? all : all.filter((message) => message.channel === channel);
  }

  show({ channel, text, threadTs }: Message): void {
    this.say(`\n   Slack ${channel}${threadTs === undefined ? '' : ', in the thread'}\n${indent(asShown(text))}`);
  }

  /** Presses a button of a channel's first message as a person does; the app gets a signed interaction. */
  async press(user: string, channel: string, action: string): Promise<void> {
    const message = (await this.messages(channel)).find(({ threadTs }) => threadTs === undefined);
    const actions = message?.blocks.find(({ type }) => type === 'actions');
    const value = actions?.elements?.find(({ action_id }) => action_id === action)?.value;
    await this.#post('/__local/slack/press', {
      user,
      channel: message?.channelId,
      ts: message?.ts,
      block_id: actions?.block_id,
      action_id: action,
      value,
    });
    await this.settle();
  }

  /** Sends the form that the person's last press opened. */
  async submit(user: string, input: { models: readonly string[]; until: string; reason: string }): Promise<void> {
    const values = {
      models: { models: { type: 'checkboxes', selected_options: input.models.map((value) => ({ value })) } },
      until: { until: { selected_date: input.until } },
      reason: { reason: { value: input.reason } },
    };
    await this.#post('/__local/slack/submit', { user, values });
    await this.settle();
  }

  /** Lets time pass for everything in the local cloud, and what is due happen. */
  async advanceTo(moment: string): Promise<void> {
    await this.#post('/__local/clock', { now: moment });
    await this.settle();
  }

  now(): string {
    return this.cloud.clock.now().toISOString();
  }

  async settle(): Promise<void> {
    await this.cloud.waitUntilIdle(SETTLE_MS);
  }

  async #post(path: string, body: unknown): Promise<void> {
    const response = await fetch(`${this.cloud.url}${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  }
}

/** A Slack text about as Slack shows it: dates and people by what they say, without the marks of bold and code. */
const asShown = (text: string): string =>
  text
    .replace(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<!subteam\^([^>]*)>/g, '@$1')
    .replace(/<@([^>]*)>/g, '@$1')
    .replace(/<[^|>]*\|([^>]*)>/g, '$1')
    .replace(/[*`]/g, '');

const indent = (text: string): string => text.replace(/^/gm, '     ');
