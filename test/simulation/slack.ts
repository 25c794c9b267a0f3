import type { SlackMessage, SlackNotifier, SlackOutcome } from '../../lib/application/ports/slack.ts';
import type { SlackReceipt } from '../../lib/domain/receipt.ts';
import type { Closures } from './closures.ts';
import type { Random } from './random.ts';

/** How a message read from a moment on. */
interface Reading {
  readonly at: string;
  readonly text: string;
  readonly blocks: SlackMessage['blocks'];
}

export interface Posted {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs?: string;
  readonly notificationId: string;
  readonly at: string;
  /** Every way it has read, oldest first. */
  readonly readings: readonly Reading[];
}

/** A workspace that keeps every message, says at times that it is busy, and breaks off before it answers. */
export class SimulatedSlack implements SlackNotifier {
  readonly messages = new Map<string, Posted>();
  readonly #byNotification = new Map<string, Posted[]>();
  readonly #random: Random;
  readonly #closures: Closures;
  readonly #now: () => string;

  constructor(random: Random, closures: Closures, now: () => string) {
    this.#random = random;
    this.#closures = closures;
    this.#now = now;
  }

  async post(message: SlackMessage): Promise<SlackOutcome> {
    const trouble = this.#trouble(message.channel);
    if (trouble && trouble.outcome !== 'unknown') return trouble;
    const ts = `${this.messages.size + 1}.000100`;
    const { channel, threadTs, notificationId, text, blocks } = message;
    const at = this.#now();
    const posted: Posted = {
      ...{ channel: idOf(channel), ts, notificationId, at, readings: [{ at, text, blocks }] },
      ...(threadTs === undefined ? {} : { threadTs }),
    };
    this.messages.set(`${posted.channel} ${ts}`, posted);
    this.#byNotification.set(notificationId, [...this.postsOf(notificationId), posted]);
    return trouble ?? { outcome: 'sent', receipt: { channelId: posted.channel, ts } };
  }

  async update({ text, blocks }: SlackMessage, { channelId, ts }: SlackReceipt): Promise<SlackOutcome> {
    const trouble = this.#trouble(channelId);
    if (trouble && trouble.outcome !== 'unknown') return trouble;
    const key = `${channelId} ${ts}`;
    const known = this.messages.get(key);
    if (!known) return { outcome: 'refused', error: 'message_not_found', gone: true };
    this.messages.set(key, { ...known, readings: [...known.readings, { at: this.#now(), text, blocks }] });
    return trouble ?? { outcome: 'sent', receipt: { channelId, ts } };
  }

  async findSent({ channel, notificationId, threadTs }: Parameters<SlackNotifier['findSent']>[0]) {
    const found = this.postsOf(notificationId).find(
      (posted) => posted.channel === idOf(channel) && posted.threadTs === threadTs,
    );
    return found ? { channelId: found.channel, ts: found.ts } : ('not-found' as const);
  }

  async permalink({ channelId, ts }: SlackReceipt): Promise<string | undefined> {
    return `https://example.slack.com/archives/${channelId}/p${ts.replace('.', '')}`;
  }

  postsOf(notificationId: string): readonly Posted[] {
    return this.#byNotification.get(notificationId) ?? [];
  }

  #trouble(channel: string): Exclude<SlackOutcome, { outcome: 'sent' }> | undefined {
    if (this.#closures.isClosed(idOf(channel))) return { outcome: 'refused', error: 'is_archived' };
    if (this.#random.chance(0.01)) return { outcome: 'rate-limited', retryAfterSeconds: this.#random.int(1, 30) };
    return this.#random.chance(0.01) ? { outcome: 'unknown', error: 'socket hang up' } : undefined;
  }
}

/** The id of a channel that is named. */
export const idOf = (channel: string): string =>
  channel.startsWith('C-') ? channel : `C-${channel.replace(/^#/, '')}`;
