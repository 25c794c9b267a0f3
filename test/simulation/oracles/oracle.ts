import type { Evidence } from '../evidence.ts';

/** One thing that must be so after any run; it works out anew, from the evidence alone, what should have happened. */
export interface Oracle {
  readonly name: string;
  /** The invariant in a sentence. */
  readonly holds: string;
  /** Each says what it is about and when; none where all is well. */
  readonly find: (evidence: Evidence) => readonly string[];
}
