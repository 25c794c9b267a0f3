import { describe, expect, it } from 'vitest';
import { boundedChanges, boundedPointers, boundedRecord } from '../../lib/domain/bounded.ts';
import type { Change } from '../../lib/domain/diff/change.ts';
import { jsonText } from '../../lib/domain/schema/json-text.ts';

const change = (more: Partial<Change> = {}): Change => ({
  ruleId: 'const-changed',
  pointer: '/note',
  schemaPointer: '/properties/note',
  severity: { serving: 'breaking', training: 'breaking' },
  message: 'm',
  harm: 'h',
  advice: 'a',
  ...more,
});

describe('what is stored of a change', () => {
  it('keeps a record that fits, and of an endless one its size', () => {
    expect(boundedRecord({ note: 'short' })).toEqual({ note: 'short' });
    expect(boundedRecord({ note: 'b'.repeat(200_000) })).toMatch(/^\(200011 characters, SHA-256 [0-9a-f]{64}\)$/);
    // Three bytes each in the table.
    expect(boundedRecord('\u20ac'.repeat(50_000))).toMatch(/^\(50002 characters/);
  });

  it('keeps the changes as they are where they are short, and at most as many as asked for', () => {
    const changes = [change({ witness: { note: 1 } }), change(), change()];
    expect(boundedChanges(changes, 2)).toEqual(changes.slice(0, 2));
  });

  it('drops a change’s own record that is too long, and the changes after those that fill an item', () => {
    expect(boundedChanges([change({ witness: 'x'.repeat(5_000) })], 10)).toEqual([change()]);
    const long = change({ pointer: `/${'x'.repeat(60_000)}` });
    const kept = boundedChanges([change(), long, long, long, change()], 50);
    expect(kept).toEqual([change(), long, long]);
    expect(jsonText(kept).length).toBeLessThan(150_100);
  });

  it('keeps the first pointers that fit', () => {
    const pointers = ['/a', `/${'b'.repeat(40_000)}`, `/${'c'.repeat(40_000)}`, '/d'];
    expect(boundedPointers(pointers)).toEqual(pointers.slice(0, 2));
    expect(boundedPointers(['/half\ud800', '/whole\ud83d\ude00'])).toEqual(['/half\ufffd', '/whole\ud83d\ude00']);
  });
});
