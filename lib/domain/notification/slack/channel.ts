import type { ChannelRow } from '../channel.ts';

/** Where a team is told in Slack: one message a team and channel. */
export interface SlackTarget {
  /** Channel id or name, e.g. `#fraud-ml`. */
  readonly channel: string;
  /** User group to mention on the first message, e.g. `S0614TZR7`. */
  readonly mention?: string;
}

export const slackRow: ChannelRow<SlackTarget> = {
  name: ({ channel }) => channel,
  place: ({ channel }) => channel,
  // Slack takes a message a second in a channel.
  group: ({ channel }) => channel,
  chosen: true,
  about: 'team',
  lasting: true,
  gathers: true,
  digests: true,
};
