import { describe, expect, expectTypeOf, it } from 'vitest';
import { defined } from '../../lib/domain/defined.ts';

describe('defined', () => {
  it('leaves out what has no value, and keeps what is only empty', () => {
    const members: { a?: string | undefined; b: number | undefined; c: boolean | undefined; d: null } = {
      a: undefined,
      b: 0,
      c: false,
      d: null,
    };

    expect(Object.entries(defined(members))).toEqual([
      ['b', 0],
      ['c', false],
      ['d', null],
    ]);
  });

  it('gives members that may be absent, and are never undefined', () => {
    const sunset: string | undefined = [undefined, '2026-12-08'][Number(process.argv.length > 0)];

    expectTypeOf(defined({ sunset })).toEqualTypeOf<{ readonly sunset?: string }>();
    expect({ id: 1, ...defined({ sunset }) }).toEqual({ id: 1, sunset: '2026-12-08' });
  });
});
