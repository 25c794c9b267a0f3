import { isClosed } from '../../migration/state.ts';
import type { ToldMessage } from './team-message.ts';

/** What a follow-up says in any channel: the news, its first line change and date, and what is set smaller below. */
export interface Note {
  readonly lines: readonly string[];
  /** The records that prove it, a block each; where it was told before they are not shown again. */
  readonly evidence?: readonly (readonly string[])[];
  /** What happens next. */
  readonly small: readonly string[];
  /** Where to read and ask. */
  readonly where: readonly string[];
}

/** The models that still have something to answer or to do. */
export const openOf = ({ migrations }: ToldMessage) => migrations.filter((migration) => !isClosed(migration));
