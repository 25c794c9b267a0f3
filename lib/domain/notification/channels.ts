import type { DeliveryChannel, Migration } from '../announcement.ts';

/** Everywhere a model's team is told of its migration; SNS also is what remains where another fails. */
export const channelsOf = ({ slack, github }: Pick<Migration, 'slack' | 'github'>): readonly DeliveryChannel[] => [
  { kind: 'sns' },
  ...(slack ? [{ kind: 'slack' as const, ...slack }] : []),
  ...(github ? [{ kind: 'github' as const, ...github }] : []),
];

/** Whether a migration is told of in a channel. */
export function isToldIn(channel: DeliveryChannel, { slack, github }: Pick<Migration, 'slack' | 'github'>): boolean {
  switch (channel.kind) {
    case 'sns':
      return true;
    case 'slack':
      return slack?.channel === channel.channel;
    case 'github':
      return github?.repository === channel.repository;
  }
}

/** Whether each model is told of by itself there: a migration is an issue, while a message or an event is a team's. */
export const tellsEachModel = ({ kind }: DeliveryChannel): boolean => kind === 'github';
