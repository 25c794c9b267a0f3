import { createHash } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJsonLines } from '../json-lines.ts';

export type SlackMetadata = { readonly event_type: string; readonly event_payload: object };

/** A message as Slack keeps it, under the names of its API. */
export type SlackMessage = {
  readonly type: 'message';
  readonly ts: string;
  readonly user: string;
  readonly bot_id: string;
  readonly text: string;
  readonly blocks?: readonly object[];
  readonly thread_ts?: string;
  readonly metadata?: SlackMetadata;
  readonly edited?: { readonly user: string; readonly ts: string };
  /** Shown to this user only, and in no history. */
  readonly ephemeral_user?: string;
};

export type SlackChannel = {
  readonly id: string;
  readonly name: string;
  readonly messages: SlackMessage[];
};

export type SlackStore = {
  readonly channels: () => SlackChannel[];
  /** Finds a channel by id, name or `#name`; creates it on first use. */
  readonly open: (idOrName: string) => SlackChannel;
  readonly find: (id: string) => SlackChannel | undefined;
  /** Adds the message or replaces the one with its `ts`. */
  readonly put: (channel: SlackChannel, message: SlackMessage) => void;
  /** A timestamp that is unique and larger than every earlier one. */
  readonly nextTs: () => string;
};

export const BOT = { user: 'U0FOREWARN', bot_id: 'B0FOREWARN' } as const;

/** The fake Slack's memory; with a data folder it survives the process. `now` is the local clock. */
export function createSlackStore(now: () => Date, dataFolder: string | undefined): SlackStore {
  const file = dataFolder && join(dataFolder, 'slack.jsonl');
  const channels = new Map<string, SlackChannel>();
  let lastMicros = 0;

  function open(idOrName: string): SlackChannel {
    const name = idOrName.replace(/^#/, '');
    const id = isChannelId(name) ? name : channelId(name);
    const channel = channels.get(id) ?? { id, name, messages: [] };
    channels.set(id, channel);
    return channel;
  }

  function keep(channel: SlackChannel, message: SlackMessage): void {
    const index = channel.messages.findIndex(({ ts }) => ts === message.ts);
    if (index === -1) channel.messages.push(message);
    else channel.messages[index] = message;
    lastMicros = Math.max(lastMicros, Number(message.ts.replace('.', '')));
  }

  type Entry = { readonly channel: string; readonly message: SlackMessage };
  for (const { channel, message } of file ? readJsonLines<Entry>(file) : []) keep(open(channel), message);
  return {
    channels: () => [...channels.values()],
    open,
    find: (id) => channels.get(id),
    put: (channel, message) => {
      keep(channel, message);
      if (file) appendFileSync(file, `${JSON.stringify({ channel: channel.name, message })}\n`);
    },
    nextTs: () => {
      lastMicros = Math.max(lastMicros + 1, now().getTime() * 1000);
      const digits = String(lastMicros);
      return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
    },
  };
}

function isChannelId(text: string): boolean {
  return /^[CGD][A-Z0-9]{8,}$/.test(text);
}

/** The id that a channel gets when it is first used by name; the same in every run. */
function channelId(name: string): string {
  return `C${createHash('sha256').update(name).digest('hex').slice(0, 10).toUpperCase()}`;
}
