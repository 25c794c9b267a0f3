import { decodeTime, isValid } from 'ulid';
import { describe, expect, it } from 'vitest';
import { UlidSource } from '../../lib/adapters/ids.ts';

describe('ids', () => {
  it('are ULIDs of the moment they were made for', () => {
    const id = new UlidSource().next('2026-11-21T09:00:00.123Z');

    expect(isValid(id)).toBe(true);
    expect(new Date(decodeTime(id)).toISOString()).toBe('2026-11-21T09:00:00.123Z');
  });

  it('sort in the order they were made, even if the clock stands still or goes back', () => {
    const ids = new UlidSource();
    const moments = [
      ...Array(500).fill('2026-11-21T09:00:00.000Z'),
      '2026-11-21T08:00:00.000Z',
      '2026-11-21T10:00:00.000Z',
    ];

    const made = moments.map((at) => ids.next(at));

    expect(new Set(made).size).toBe(made.length);
    expect(made.toSorted()).toEqual(made);
  });
});
