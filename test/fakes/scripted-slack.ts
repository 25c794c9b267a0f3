import type { SlackMessage, SlackNotifier, SlackOutcome } from '../../lib/application/ports/slack.ts';
import type { SlackReceipt } from '../../lib/domain/receipt.ts';

interface Posted {
  readonly message: SlackMessage;
  readonly receipt: SlackReceipt;
}

/** Accepts everything, unless a test has scripted other answers; keeps what arrived. */
export class ScriptedSlack implements SlackNotifier {
  readonly posted: Posted[] = [];
  readonly updated: Posted[] = [];
  /** Whether `findSent` may look, as scopes and rate allow it in the real one. */
  canLook = true;
  readonly #script: { readonly outcome: SlackOutcome; readonly arrives: boolean }[] = [];

  /** The next call that has no answer yet gets this one; with `arrives`, the message is in the channel all the same. */
  answer(outcome: SlackOutcome, arrives = outcome.outcome === 'sent'): void {
    this.#script.push({ outcome, arrives });
  }

  readonly #refused = new Map<string, string>();

  /** Everything that is posted to this channel is refused from now on; without an error, taken again. */
  refuse(channel: string, error: string | undefined): void {
    if (error === undefined) this.#refused.delete(channel);
    else this.#refused.set(channel, error);
  }

  async post(message: SlackMessage): Promise<SlackOutcome> {
    const error = this.#refused.get(message.channel);
    if (error !== undefined) return { outcome: 'refused', error };
    const scripted = this.#script.shift();
    const receipt =
      scripted?.outcome.outcome === 'sent'
        ? scripted.outcome.receipt
        : { channelId: `C-${message.channel}`, ts: `${1_700_000_000 + this.posted.length}.000100` };
    if (!scripted || scripted.arrives) this.posted.push({ message, receipt });
    return scripted?.outcome ?? { outcome: 'sent', receipt };
  }

  async update(message: SlackMessage, receipt: SlackReceipt): Promise<SlackOutcome> {
    const scripted = this.#script.shift();
    if (!scripted || scripted.arrives) this.updated.push({ message, receipt });
    return scripted?.outcome ?? { outcome: 'sent', receipt };
  }

  async permalink({ channelId, ts }: SlackReceipt): Promise<string | undefined> {
    return `https://local.slack.com/archives/${channelId}/p${ts.replace('.', '')}`;
  }

  async findSent(
    sought: Parameters<SlackNotifier['findSent']>[0],
  ): Promise<SlackReceipt | 'not-found' | 'cannot-look'> {
    if (!this.canLook) return 'cannot-look';
    const match = this.posted.find(
      ({ message }) =>
        message.channel === sought.channel &&
        message.notificationId === sought.notificationId &&
        message.threadTs === sought.threadTs,
    );
    return match?.receipt ?? 'not-found';
  }
}
