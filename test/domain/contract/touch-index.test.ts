import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { touches } from '../../../lib/domain/contract/read-paths.ts';
import { TouchIndex } from '../../../lib/domain/contract/touch-index.ts';

const pointer = fc
  .array(fc.constantFrom('a', 'b', '*', '0'), { maxLength: 4 })
  .map((tokens) => tokens.map((token) => `/${token}`).join(''));

describe('an index of places', () => {
  it('finds what touches a place, and each once', () => {
    fc.assert(
      fc.property(fc.uniqueArray(pointer, { maxLength: 12 }), pointer, (places, asked) => {
        const found = [...new TouchIndex(places, (place) => place).at(asked)];
        expect(found.toSorted()).toEqual(places.filter((place) => touches(place, asked)).toSorted());
      }),
      { numRuns: 500 },
    );
  });
});
