import { execFile } from 'node:child_process';
import type { LocalCloud } from '../lib/local/local-cloud.ts';

import { BOOTSTRAP_SECRET } from './synthesise.ts';

const SUBJECT = 'payments.transaction-authorized';
const FOLDER = 'examples/transactions';
const SETTLE_MS = 30_000;

interface Ran {
  readonly code: number;
  readonly output: string;
}
interface SlackLog {
  readonly channels: readonly { readonly name: string; readonly messages: readonly { readonly text: string }[] }[];
}
type Say = (line: string) => void;

/**
 * One breaking change on its way, by the real command line against the running system. Answers whether every step
 * happened; each says what it saw.
 */
export async function playStory(cloud: LocalCloud, say: Say): Promise<boolean> {
  const story = new Story(cloud, say);
  await story.setUpTeams();
  await story.publishFirst();
  await story.subscribeModels();
  await story.checkBreaking();
  await story.publishBreaking();
  await story.publishRefactoring();
  return story.happened;
}

class Story {
  happened = true;
  readonly #cloud: LocalCloud;
  readonly #say: Say;
  readonly #tokens = new Map<string, string>();

  constructor(cloud: LocalCloud, say: Say) {
    this.#cloud = cloud;
    this.#say = say;
  }

  async setUpTeams(): Promise<void> {
    this.#say('\n0. An administrator makes four teams, and gives payments the prefix `payments`.');
    const admin = this.#cloud.secret(BOOTSTRAP_SECRET) ?? '';
    this.#tokens.set('admin', admin);
    const teams = {
      payments: 'read,publish',
      'fraud-ml': 'read,subscribe',
      'growth-ml': 'read,subscribe',
      'finance-ml': 'read,subscribe',
    };
    for (const [team, verbs] of Object.entries(teams)) {
      await this.#forewarn('admin', ['teams', 'create', team]);
      const created = await this.#forewarn('admin', [
        ...['tokens', 'create', '--team', team, '--verbs', verbs],
        ...['--description', `${team}'s CI`, '--format', 'json'],
      ]);
      this.#tokens.set(team, tokenIn(created.output));
    }
    const granted = await this.#forewarn('admin', ['teams', 'grant-prefix', 'payments', 'payments']);
    this.#expect(
      'the teams have tokens',
      granted.code === 0 && [...this.#tokens.values()].every((token) => token !== ''),
    );
  }

  async publishFirst(): Promise<void> {
    this.#say('\n1. CI of the payments team publishes version 1: `category` is an integer.');
    const ran = await this.#shown('payments', ['publish', '--subject', SUBJECT, `${FOLDER}/v1.json`]);
    this.#expect('version 1 is live', ran.code === 0);
  }

  async subscribeModels(): Promise<void> {
    this.#say('\n2. Three teams subscribe their models, each from a file in its own repository.');
    for (const [team, model] of [
      ['fraud-ml', 'fraud'],
      ['growth-ml', 'churn'],
      ['finance-ml', 'revenue'],
    ] as const) {
      const ran = await this.#shown(team, ['apply', `${FOLDER}/${model}.consumer.yaml`]);
      this.#expect(`${team} is subscribed`, ran.code === 0);
    }
  }

  async checkBreaking(): Promise<void> {
    this.#say('\n3. In a pull request, `category` becomes a string. CI checks it first:');
    const ran = await this.#shown('payments', ['check', '--subject', SUBJECT, `${FOLDER}/v2-category-as-text.json`]);
    this.#expect(
      'the check fails and names both models',
      ran.code === 1 && /fraud/.test(ran.output) && /churn/.test(ran.output),
    );
    this.#expect('it does not accuse the model that reads no category', !/revenue-forecast/.test(ran.output));
  }

  async publishBreaking(): Promise<void> {
    this.#say('\n4. The team announces it, with a manifest: it is proposed, not live.');
    const change = [`${FOLDER}/v2-category-as-text.json`, '--manifest', `${FOLDER}/change.md`];
    const ran = await this.#shown('payments', ['publish', '--subject', SUBJECT, ...change]);
    this.#expect('version 2 is proposed', ran.code === 0 && /proposed/.test(ran.output));
    await this.#cloud.waitUntilIdle(SETTLE_MS);
    const messages = await this.#messages();
    for (const channel of ['#fraud-ml', '#growth-ml']) {
      const told = messages.find((message) => message.channel === channel);
      if (told) this.#say(`\n   Slack ${channel}\n${indent(asShown(told.text))}`);
      this.#expect(`${channel} reads what changes and by when`, told !== undefined && /category/.test(told.text));
    }
    this.#expect(
      '#finance-ml hears nothing',
      messages.every(({ channel }) => channel !== '#finance-ml'),
    );
    const events = this.#cloud
      .topicMessages()
      .filter(({ message }) => message.includes('dev.forewarn.change.announced.v1'));
    this.#expect('SNS carries the same to both teams', events.length === 2);
  }

  async publishRefactoring(): Promise<void> {
    this.#say(
      '\n5. Meanwhile a refactoring of the old shape goes out: `$ref` extracted, `enum` rewritten, nothing changed.',
    );
    const before = (await this.#messages()).length;
    const ran = await this.#shown('payments', ['publish', '--subject', SUBJECT, `${FOLDER}/v3-refactored.json`]);
    this.#expect('version 3 is live at once', ran.code === 0 && /active/.test(ran.output));
    await this.#cloud.waitUntilIdle(SETTLE_MS);
    this.#expect('it wakes nobody', (await this.#messages()).length === before);
  }

  async #messages(): Promise<readonly { readonly channel: string; readonly text: string }[]> {
    const response = await fetch(`${this.#cloud.url}/__local/slack/messages`);
    const { channels } = (await response.json()) as SlackLog;
    return channels.flatMap(({ name, messages }) => messages.map(({ text }) => ({ channel: `#${name}`, text })));
  }

  #expect(what: string, isTrue: boolean): void {
    this.#say(`   ${isTrue ? '✓' : '✗'} ${what}`);
    this.happened &&= isTrue;
  }

  async #shown(team: string, args: readonly string[]): Promise<Ran> {
    this.#say(`   $ forewarn ${args.join(' ')}`);
    const ran = await this.#forewarn(team, args);
    this.#say(indent(ran.output.trimEnd()));
    return ran;
  }

  #forewarn(team: string, args: readonly string[]): Promise<Ran> {
    const env = { ...process.env, FOREWARN_URL: this.#cloud.url, FOREWARN_TOKEN: this.#tokens.get(team) ?? '' };
    return new Promise((resolve) => {
      execFile(process.execPath, ['dist/cli/forewarn.mjs', ...args], { env }, (error, stdout, stderr) => {
        const code = error ? (typeof error.code === 'number' ? error.code : 3) : 0;
        resolve({ code, output: code === 0 || stdout !== '' ? stdout : stderr });
      });
    });
  }
}

function tokenIn(json: string): string {
  const { result } = JSON.parse(json || '{}') as { readonly result?: { readonly token?: string } };
  return result?.token ?? '';
}

/** A Slack text about as Slack shows it: dates and groups by what they say, without the marks of bold and code. */
const asShown = (text: string): string =>
  text
    .replace(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<!subteam\^([^>]*)>/g, '@$1')
    .replace(/[*`]/g, '');

const indent = (text: string): string => text.replace(/^/gm, '     ');
