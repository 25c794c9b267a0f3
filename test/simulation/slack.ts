import type { SlackMessage, SlackNotifier, SlackOutcome } from '../../lib/application/ports.ts';
import type { SlackReceipt } from '../../lib/domain/announcement.ts';
import type { Random } from './random.ts';

export interface Posted {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs?: string;
  readonly notificationId: string;
  readonly at: string;
  /** As it reads now, and since when. */
  readonly text: string;
  readonly blocks: SlackMessage['blocks'];
  readonly editedAt: string;
}

/** A workspace that keeps every message, says at times that it is busy, and breaks off before it answers. */
export class SimulatedSlack implements SlackNotifier {
  readonly messages = new Map<string, Posted>();
  readonly #byNotification = new Map<string, Posted[]>();
  readonly #random: Random;
  readonly #now: () => string;

  constructor(random: Random, now: () => string) {
    this.#random = random;
    this.#now = now;
  }

  async post(message: SlackMessage): Promise<SlackOutcome> {
    const trouble = this.#trouble();
    if (trouble?.outcome === 'rate-limited') return trouble;
    const ts = `${this.messages.size + 1}.000100`;
    const { channel, threadTs, notificationId, text, blocks } = message;
    const at = this.#now();
    const posted: Posted = {
      ...{ channel: idOf(channel), ts, notificationId, text, blocks, at, editedAt: at },
      ...(threadTs === undefined ? {} : { threadTs }),
    };
    this.messages.set(`${posted.channel} ${ts}`, posted);
    this.#byNotification.set(notificationId, [...this.postsOf(notificationId), posted]);
    return trouble ?? { outcome: 'sent', receipt: { channelId: posted.channel, ts } };
  }

  async update({ text, blocks }: SlackMessage, { channelId, ts }: SlackReceipt): Promise<SlackOutcome> {
    const trouble = this.#trouble();
    if (trouble?.outcome === 'rate-limited') return trouble;
    const key = `${channelId} ${ts}`;
    const known = this.messages.get(key);
    if (!known) return { outcome: 'refused', error: 'message_not_found', gone: true };
    this.messages.set(key, { ...known, text, blocks, editedAt: this.#now() });
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

  /** As if it had never been posted. */
  forget(notificationId: string): void {
    this.#byNotification.delete(notificationId);
  }

  postsOf(notificationId: string): readonly Posted[] {
    return this.#byNotification.get(notificationId) ?? [];
  }

  #trouble(): SlackOutcome | undefined {
    if (this.#random.chance(0.01)) return { outcome: 'rate-limited', retryAfterSeconds: this.#random.int(1, 30) };
    return this.#random.chance(0.01) ? { outcome: 'unknown', error: 'socket hang up' } : undefined;
  }
}

const idOf = (channel: string): string => (channel.startsWith('C-') ? channel : `C-${channel.replace(/^#/, '')}`);
