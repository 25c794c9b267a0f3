import { describe } from 'vitest';
import type { Store } from '../../../lib/application/ports/store.ts';
import { describeConcurrency } from './contract/concurrency.ts';
import { describeEntities } from './contract/entities.ts';
import { describeExpectations } from './contract/expectations.ts';
import { describeDue, describeListings } from './contract/listings.ts';

/** What every `Store` does; the fake of the use cases' tests passes it too, so that it cannot lie. */
export function describeStore(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    describeEntities(open);
    describeExpectations(open);
    describeConcurrency(open);
    describeListings(open);
    describeDue(open);
  });
}
