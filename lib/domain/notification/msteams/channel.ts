import type { ChannelRow } from '../channel.ts';

/** Where a team is told in Microsoft Teams: one card a team and channel. */
export interface MsTeamsTarget {
  /** The name under which the operators keep the channel's Workflows address, which is a secret. */
  readonly channel: string;
}
/** Of such a name. */
export const MSTEAMS_CHANNEL = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
export const MSTEAMS_CHANNEL_LENGTH = 80;

export const msTeamsRow: ChannelRow<MsTeamsTarget> = {
  name: ({ channel }) => `Microsoft Teams ${channel}`,
  place: ({ channel }) => channel,
  group: ({ channel }) => channel,
  chosen: true,
  about: 'team',
  // A workflow posts a card and gives no id back: nothing that was sent is found again.
  lasting: false,
  gathers: false,
  digests: true,
};
