import type { Clock, Pacer } from './clock.ts';
import type { IdSource } from './ids.ts';
import type { Judge } from './judge.ts';
import type { Store } from './store.ts';

/** What every use case needs that changes something: where to write, when it is, new ids, and how to wait for another try. */
export interface WritePorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly pacer: Pacer;
}

/** The same for one that compares schemas as well. */
export interface JudgingPorts extends WritePorts {
  readonly judge: Judge;
}
