import { monotonicFactory } from 'ulid';
import type { IdSource } from '../application/ports.ts';

/** ULIDs: sort by time, and within a process by their order even in one millisecond. */
export class UlidSource implements IdSource {
  readonly #next = monotonicFactory();

  next(at: string): string {
    return this.#next(Date.parse(at));
  }
}
