import type { ChannelRow } from '../channel.ts';

/** Where a team's program is told: the events of SNS, posted and signed. */
export interface WebhookTarget {
  /** The name under which the operators keep the endpoint's address and its secrets. */
  readonly name: string;
}

export const webhookRow: ChannelRow<WebhookTarget> = {
  name: ({ name }) => `webhook ${name}`,
  place: ({ name }) => name,
  group: ({ name }) => name,
  chosen: true,
  about: 'team',
  lasting: false,
  gathers: false,
  digests: true,
};
