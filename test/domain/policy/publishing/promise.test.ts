import { describe, expect, it } from 'vitest';
import type { Change } from '../../../../lib/domain/diff/change.ts';
import {
  isReworded,
  type PromiseFacts,
  promisesOf,
  type Told,
} from '../../../../lib/domain/policy/publishing/promise.ts';
import { fromPlain } from '../../../../lib/domain/schema/json.ts';

const NOW = '2026-11-24T09:00:00.000Z';
const [SOON, JUNE, JULY, PAST] = ['2026-12-20', '2027-06-01', '2027-07-01', '2026-11-22'];
/** Over only at noon UTC of today: somewhere on Earth it is that day still. */
const YESTERDAY = '2026-11-23';

const change = (ruleId: string, more: { before?: unknown; after?: unknown; pointer?: string } = {}): Change => ({
  ruleId,
  pointer: more.pointer ?? '/b',
  schemaPointer: '/properties/b',
  ...(more.before === undefined ? {} : { before: fromPlain(more.before) }),
  ...(more.after === undefined ? {} : { after: fromPlain(more.after) }),
  severity: { serving: 'dangerous', training: 'safe' },
  message: '',
  harm: '',
  advice: '',
});
const removed = (sunset?: string) =>
  change('property-removed', {
    before: { type: 'integer', deprecated: true, ...(sunset ? { 'x-sunset': sunset } : {}) },
  });
const moved = (before: unknown, after: unknown) => change('sunset-changed', { before, after });
const told = (sunset: string | undefined, more: { pointer?: string; emergency?: boolean } = {}): Told => ({
  changes: [change('deprecated-set', { pointer: more.pointer ?? '/b' })],
  ...(sunset === undefined ? {} : { sunset }),
  ...(more.emergency ? { emergency: { reason: 'it leaks', by: 'token:x' } } : {}),
});
const promises = (facts: Partial<PromiseFacts>) =>
  promisesOf({ changes: [], announcedSunset: undefined, told: [], waiting: undefined, now: NOW, ...facts });

describe('what was promised', () => {
  it.each<[string, Partial<PromiseFacts>, string | undefined]>([
    ['by the mark of a field that goes', { changes: [removed(JUNE)] }, JUNE],
    ['by nothing, where its day is over', { changes: [removed(PAST)] }, undefined],
    ['while its day lasts anywhere', { changes: [removed(YESTERDAY)] }, YESTERDAY],
    ['by nothing, where the field was not marked', { changes: [removed()] }, undefined],
    ['by what its readers were told', { changes: [removed()], told: [told(JUNE)] }, JUNE],
    ['by the later of both', { changes: [removed(JUNE)], told: [told(JULY)] }, JULY],
    ['of a part of what goes', { changes: [removed()], told: [told(JUNE, { pointer: '/b/c' })] }, JUNE],
    ['of another field', { changes: [removed()], told: [told(JUNE, { pointer: '/bc' })] }, undefined],
    [
      'after an emergency took it back',
      { changes: [removed()], told: [told(SOON, { emergency: true }), told(JUNE)] },
      SOON,
    ],
    [
      'after an emergency without a date',
      { changes: [removed()], told: [told(undefined, { emergency: true }), told(JUNE)] },
      undefined,
    ],
    [
      'again after an emergency',
      { changes: [removed()], told: [told(JULY), told(SOON, { emergency: true }), told(JUNE)] },
      JULY,
    ],
    ['by a proposal that waits', { waiting: told(JUNE) }, JUNE],
    ['by a proposal whose date is over', { waiting: told(PAST) }, undefined],
    ['by nothing', {}, undefined],
  ])('%s', (_what, facts, until) => {
    const { announced: _announced, ...dates } = promises(facts);
    expect(dates).toEqual(until === undefined ? {} : { until });
  });

  it.each<[string, Partial<PromiseFacts>, string | undefined]>([
    ['a date that moves earlier', { changes: [moved(JUNE, SOON)] }, JUNE],
    ['a date that moves later', { changes: [moved(JUNE, JULY)] }, undefined],
    ['a moment within its day', { changes: [moved(JUNE, `${JUNE}T15:00:00Z`)] }, JUNE],
    ['the end of its day as a moment', { changes: [moved(JUNE, '2027-06-02T12:00:00Z')] }, undefined],
    ['a date that goes while the field is deprecated', { changes: [moved(JUNE, undefined)] }, JUNE],
    ['a date that nobody can read any more', { changes: [moved(JUNE, 'soon')] }, JUNE],
    ['a date that nobody could read', { changes: [moved('soon', SOON)] }, undefined],
    ['a date that is over', { changes: [moved(PAST, SOON)] }, undefined],
    [
      'a deprecation that is called off',
      { changes: [moved(JUNE, undefined), change('deprecated-removed')] },
      undefined,
    ],
    [
      'a deprecation that comes back sooner than was told',
      { changes: [change('deprecated-set')], announcedSunset: SOON, told: [told(JUNE)] },
      JUNE,
    ],
    [
      'a deprecation that comes back as it was told',
      { changes: [change('deprecated-set')], announcedSunset: JUNE, told: [told(JUNE)] },
      undefined,
    ],
    [
      'a deprecation that comes back without a date',
      { changes: [change('deprecated-set')], told: [told(JUNE)] },
      undefined,
    ],
  ])('is hastened by %s, or not', (_, facts, until) => {
    expect(promises(facts)).toEqual(
      until === undefined ? {} : { hastened: { pointer: '/b', schemaPointer: '/properties/b', until } },
    );
  });

  it.each<[string, readonly Told[], readonly string[] | undefined]>([
    ['nobody was told of', [], undefined],
    ['was told of', [told(PAST)], ['/b']],
    ['stands in what was told of', [told(PAST, { pointer: '' })], ['/b']],
    ['holds what was told of', [told(PAST, { pointer: '/b/c' })], undefined],
    ['stands beside what was told of', [told(PAST, { pointer: '/bc' })], undefined],
  ])('knows whether what goes %s', (_, about, announced) => {
    expect(promises({ changes: [removed(PAST)], told: about }).announced).toEqual(announced);
  });

  it('is not told anew where a date is only spelt otherwise', () => {
    expect(isReworded(moved('2027-06-01T15:00:00Z', '2027-06-01T17:00:00+02:00'))).toBe(true);
    expect(isReworded(moved(JUNE, JULY))).toBe(false);
    expect(isReworded(moved('soon', 'later'))).toBe(false);
  });
});
