import { encodeTime } from 'ulid';
import type { IdSource } from '../../lib/application/ports/ids.ts';

/** Well-formed ULIDs whose random half counts from 1, so that a test can name them. */
export class CountingIds implements IdSource {
  #count = 0;

  next(at: string): string {
    this.#count++;
    return `${encodeTime(Date.parse(at), 10)}${String(this.#count).padStart(16, '0')}`;
  }
}
