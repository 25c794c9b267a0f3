import { monotonicFactory } from 'ulid';
import type { IdSource } from '../application/ports/ids.ts';

/** ULIDs (github.com/ulid/spec): later ones of this process sort behind earlier ones, even within a millisecond. */
export class UlidSource implements IdSource {
  readonly #next = monotonicFactory();

  next(at: string): string {
    return this.#next(Date.parse(at));
  }
}
