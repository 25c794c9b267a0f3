import type { WebClient as SlackClient } from '@slack/web-api';
import type { SlackMessage, SlackNotifier, SlackOutcome } from '../../application/ports/slack.ts';
import type { SlackReceipt } from '../../domain/receipt.ts';
import { SlackConnection, type SlackConnectionOptions } from './slack-connection.ts';
import { classifyFailure, isAuthenticationError, isSlackError } from './slack-failure.ts';

const EVENT_TYPE = 'forewarn_notification';
// A notification is looked for soon after it was sent; three hundred messages back is far enough in a busy channel.
const HISTORY_PAGES = 3;
const HISTORY_PAGE = 100;
const LIST_PAGES = 5;

interface HistoryMessage {
  readonly ts?: string;
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: object };
}
interface HistoryPage {
  readonly messages?: readonly HistoryMessage[];
  readonly response_metadata?: { readonly next_cursor?: string };
}

/** Slack by its Web API. It never repeats a call by itself: the queue knows when, and a handler has no half hour. */
export class SlackWebNotifier implements SlackNotifier {
  readonly #connection: SlackConnection;
  /** Ids by the names that they were posted under: only posting takes a name. */
  readonly #channelIds = new Map<string, string>();

  constructor(options: SlackConnectionOptions) {
    this.#connection = new SlackConnection(options);
  }

  async post(message: SlackMessage): Promise<SlackOutcome> {
    return await this.#attempt(async (client) => {
      const answer = await client.chat.postMessage({
        ...contentOf(message),
        channel: message.channel,
        ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
        unfurl_links: false,
        unfurl_media: false,
      });
      return this.#receiptOf(answer, message.channel);
    });
  }

  async update(message: SlackMessage, receipt: SlackReceipt): Promise<SlackOutcome> {
    return await this.#attempt(async (client) => {
      const answer = await client.chat.update({ ...contentOf(message), channel: receipt.channelId, ts: receipt.ts });
      return this.#receiptOf(answer, message.channel);
    });
  }

  async permalink({ channelId, ts }: SlackReceipt): Promise<string | undefined> {
    const client = await this.#connection.connect(false);
    try {
      return (await client.chat.getPermalink({ channel: channelId, message_ts: ts })).permalink;
    } catch (error) {
      // A message is worth sending without the link.
      if (!isSlackError(error)) throw error;
      return undefined;
    }
  }

  async findSent(
    sought: Pick<SlackMessage, 'channel' | 'notificationId' | 'threadTs'>,
  ): Promise<SlackReceipt | 'not-found' | 'cannot-look'> {
    const client = await this.#connection.connect(false);
    try {
      const channelId = await this.#channelId(client, sought.channel);
      return channelId === undefined ? 'cannot-look' : await search(client, channelId, sought);
    } catch (error) {
      // A look is a help, not a duty: whatever hinders it (scopes, rate, an outage), the message is sent again and marked.
      if (!isSlackError(error)) throw error;
      return 'cannot-look';
    }
  }

  async #attempt(call: (client: SlackClient) => Promise<SlackReceipt>): Promise<SlackOutcome> {
    const first = await outcomeOf(call, await this.#connection.connect(false));
    if (first.outcome !== 'refused' || !isAuthenticationError(first.error)) return first;
    // The token may have been rotated since it was read: once more with the present one.
    return await outcomeOf(call, await this.#connection.connect(true));
  }

  #receiptOf(answer: { readonly channel?: string; readonly ts?: string }, named: string): SlackReceipt {
    if (!answer.channel || !answer.ts) throw new TypeError("Slack's answer has no channel and ts");
    this.#channelIds.set(named, answer.channel);
    return { channelId: answer.channel, ts: answer.ts };
  }

  async #channelId(client: SlackClient, channel: string): Promise<string | undefined> {
    if (/^[CGD][A-Z0-9]{8,}$/.test(channel)) return channel;
    const known = this.#channelIds.get(channel);
    if (known !== undefined) return known;
    const name = channel.replace(/^#/, '');
    let cursor: string | undefined;
    for (let page = 0; page < LIST_PAGES; page++) {
      const answer = await client.conversations.list({
        types: 'public_channel,private_channel',
        limit: 1_000,
        ...(cursor ? { cursor } : {}),
      });
      const id = answer.channels?.find((candidate) => candidate.name === name)?.id;
      if (id !== undefined) {
        this.#channelIds.set(channel, id);
        return id;
      }
      cursor = answer.response_metadata?.next_cursor;
      if (!cursor) return undefined;
    }
    return undefined;
  }
}

async function outcomeOf(
  call: (client: SlackClient) => Promise<SlackReceipt>,
  client: SlackClient,
): Promise<SlackOutcome> {
  try {
    return { outcome: 'sent', receipt: await call(client) };
  } catch (error) {
    return classifyFailure(error);
  }
}

function contentOf({ text, blocks, notificationId }: SlackMessage) {
  return {
    text,
    // The client's type of a block asks for its type only; the others are built by the domain, within Slack's limits.
    blocks: blocks.map((block) => ({ ...block, type: String(block['type']) })),
    metadata: { event_type: EVENT_TYPE, event_payload: { notification_id: notificationId } },
  };
}

async function search(
  client: SlackClient,
  channelId: string,
  { notificationId, threadTs }: Pick<SlackMessage, 'notificationId' | 'threadTs'>,
): Promise<SlackReceipt | 'not-found' | 'cannot-look'> {
  let cursor: string | undefined;
  for (let page = 0; page < HISTORY_PAGES; page++) {
    const shared = {
      channel: channelId,
      limit: HISTORY_PAGE,
      include_all_metadata: true,
      ...(cursor ? { cursor } : {}),
    };
    const answer: HistoryPage =
      threadTs === undefined
        ? await client.conversations.history(shared)
        : await client.conversations.replies({ ...shared, ts: threadTs });
    const ts = answer.messages?.find((message) => isNotification(message, notificationId))?.ts;
    if (ts !== undefined) return { channelId, ts };
    cursor = answer.response_metadata?.next_cursor;
    if (!cursor) return 'not-found';
  }
  return 'cannot-look';
}

function isNotification({ metadata }: HistoryMessage, id: string): boolean {
  const payload: { readonly notification_id?: unknown } = metadata?.event_payload ?? {};
  return metadata?.event_type === EVENT_TYPE && payload.notification_id === id;
}
