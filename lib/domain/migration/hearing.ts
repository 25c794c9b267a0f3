import type { ChannelKind } from '../notification/channels.ts';
import type { Migration } from './migration.ts';

/** Whether a model's team was notified of an announcement, as far as it is known. Dates are UTC ISO 8601. */
export type Hearing =
  /** Its first message is under way. */
  | { readonly name: 'under-way' }
  /** `by`: the channel that took a message, or `answer` if the team spoke of its own accord. */
  | { readonly name: 'told'; readonly at: string; readonly by: ChannelKind | 'answer' }
  /** No channel that its team chose took the message; `channel` and `error` are those of the last that refused. */
  | { readonly name: 'untold'; readonly at: string; readonly channel: string; readonly error: string }
  /** Never told, and the producer or an administrator lets the version pass all the same. */
  | {
      readonly name: 'passed';
      readonly at: string;
      readonly by: string;
      readonly reason: string;
      readonly error: string;
    };

type Heard = Pick<Migration, 'hearing'>;

/** Nobody of its team is known to have heard of it. What was announced before that was kept counts as told. */
export const isUntold = ({ hearing }: Heard): boolean => hearing?.name === 'under-way' || hearing?.name === 'untold';

/** A channel has refused the message for good, and none has taken it: what is only under way is not news. */
export const isUnreached = ({ hearing }: Heard): boolean => hearing?.name === 'untold';

/** The version waits until somebody of its team is notified; whoever came late prolongs nothing by that. */
export const isWaitedForUntold = (migration: Pick<Migration, 'hearing' | 'late'>): boolean =>
  isUntold(migration) && migration.late === undefined;

/** Why nobody was notified, in a word or two: `is_archived`. */
export function untoldBecause({ hearing }: Heard): string {
  return hearing?.name === 'untold' || hearing?.name === 'passed' ? hearing.error : 'no channel has taken its message';
}
