import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareNumbers, isMultiple } from '../../../../lib/domain/diff/values/compare-numbers.ts';
import { toNumber } from '../../../../lib/domain/schema/json.ts';

describe('compareNumbers', () => {
  it.each([
    ['9007199254740993', '9007199254740992', 1],
    ['1e400', '9e399', 1],
    ['-1e400', '1', -1],
    ['0', '1e-400', -1],
    ['-9007199254740993', '-9007199254740995', 1],
    ['10000000000000000000001', '1.0000000000000000000001e22', 0],
    ['9007199254740993', '9007199254740993.0', 0],
  ])('compares %s with %s', (left, right, sign) => {
    expect(Math.sign(compareNumbers(toNumber(left), toNumber(right)))).toBe(sign);
    expect(Math.sign(compareNumbers(toNumber(right), toNumber(left)))).toBe(sign === 0 ? 0 : -sign);
  });

  it('agrees with the order of integers of any size', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(), (left, right) => {
        const order = left < right ? -1 : left > right ? 1 : 0;
        expect(Math.sign(compareNumbers(toNumber(String(left)), toNumber(String(right))))).toBe(order);
      }),
    );
  });
});

describe('isMultiple', () => {
  it.each([
    ['0.3', '0.1', true],
    ['19.99', '0.01', true],
    ['10', '4', false],
    ['1e300', '1e-300', undefined],
    ['-6', '3', true],
  ])('%s of %s', (value, divisor, expected) => {
    expect(isMultiple(toNumber(value), toNumber(divisor))).toBe(expected);
  });
});
