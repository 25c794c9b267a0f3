import type { ChannelRow } from '../channel.ts';

export interface SnsTarget {
  /** The name of an allow-listed topic; absent: Forewarn's own. */
  readonly target?: string;
}

export const snsRow: ChannelRow<SnsTarget> = {
  name: () => 'SNS',
  place: () => '',
  // A strange topic that refuses holds up nothing but itself.
  group: ({ target }, team) => (target === undefined ? team : `${target}/${team}`),
  chosen: false,
  about: 'team',
  lasting: false,
  gathers: false,
  digests: true,
};
