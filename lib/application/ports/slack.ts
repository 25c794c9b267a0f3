import type { SlackReceipt } from '../../domain/receipt.ts';
import type { ChannelOutcome, LastingChannel } from './channel.ts';

/** A Slack message, rendered; `notificationId` goes into its metadata. */
export interface SlackMessage {
  readonly channel: string;
  readonly text: string;
  readonly blocks: readonly Readonly<Record<string, unknown>>[];
  readonly notificationId: string;
  readonly threadTs?: string;
}

export type SlackOutcome = ChannelOutcome<SlackReceipt>;

export interface SlackNotifier extends LastingChannel<SlackMessage, SlackReceipt> {
  /** The address of a message, for people to follow; `undefined` where Slack gives none. */
  permalink(receipt: SlackReceipt): Promise<string | undefined>;
  /** The receipt of a message already sent, by its notification id, in the thread it belongs to; `cannot-look` where scopes or rate forbid it. */
  findSent(
    sought: Pick<SlackMessage, 'channel' | 'notificationId' | 'threadTs'>,
  ): Promise<SlackReceipt | 'not-found' | 'cannot-look'>;
}

/** Who is in which user group of Slack. Throws where Slack gives no answer at this moment. */
export interface SlackDirectory {
  /** Ids of users; `unknown` where Slack does not tell, now or later: no such group, no permission. */
  membersOf(group: string): Promise<readonly string[] | 'unknown'>;
  /** Ids of the groups that a user is in; none where Slack does not tell. */
  groupsOf(user: string): Promise<readonly string[]>;
}

/** Opens a form for whoever has just pressed; a trigger is good for three seconds. */
export interface SlackForms {
  open(trigger: string, view: Readonly<Record<string, unknown>>): Promise<'opened' | 'failed'>;
}

/** Tells one person what became of what they did. */
export interface SlackResponder {
  /** `lost`: Slack takes no answer there any more. Throws where Slack cannot be reached. */
  reply(responseUrl: string, text: string): Promise<'told' | 'lost'>;
}
