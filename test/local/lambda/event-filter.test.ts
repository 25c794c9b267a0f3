import { describe, expect, it } from 'vitest';
import {
  type EventPattern,
  matchesAny,
  matchesPattern,
  parseFilterCriteria,
} from '../../../lib/local/lambda/event-filter.ts';

const event = {
  eventName: 'INSERT',
  dynamodb: { NewImage: { entity: { S: 'announcement' }, tags: ['a', 'b'], count: 5, none: null, empty: '' } },
};
const image = (pattern: object): EventPattern => ({ dynamodb: { NewImage: pattern } });

describe('the filters of an event source mapping', () => {
  it.each<[string, EventPattern, boolean]>([
    ['a value in the list', { eventName: ['INSERT', 'MODIFY'] }, true],
    ['no value in the list', { eventName: ['REMOVE'] }, false],
    ['a nested value', image({ entity: { S: ['announcement'] } }), true],
    ['a member that is missing', image({ entity: { N: ['1'] } }), false],
    ['a member of a member that is missing', { other: { deep: ['x'] } }, false],
    ['one of a list in the event', image({ tags: ['b'] }), true],
    ['none of a list in the event', image({ tags: ['c'] }), false],
    ['null', image({ none: [null] }), true],
    ['null where there is a value', image({ count: [null] }), false],
    ['the empty text', image({ empty: [''] }), true],
    ['a prefix', image({ entity: { S: [{ prefix: 'announ' }] } }), true],
    ['another prefix', image({ entity: { S: [{ prefix: 'x' }] } }), false],
    ['a suffix', image({ entity: { S: [{ suffix: 'ment' }] } }), true],
    ['the same text in other letters', image({ entity: { S: [{ 'equals-ignore-case': 'Announcement' }] } }), true],
    ['anything but', image({ entity: { S: [{ 'anything-but': ['x', 'y'] }] } }), true],
    ['anything but this', image({ entity: { S: [{ 'anything-but': 'announcement' }] } }), false],
    ['anything but a prefix', image({ entity: { S: [{ 'anything-but': { prefix: 'ann' } }] } }), false],
    ['anything but, where nothing is', image({ missing: [{ 'anything-but': 'x' }] }), false],
    ['a leaf that exists', image({ count: [{ exists: true }] }), true],
    ['a leaf that does not', image({ missing: [{ exists: false }] }), true],
    ['an object, which is no leaf', image({ entity: [{ exists: true }] }), false],
    ['a number in a range', image({ count: [{ numeric: ['>', 0, '<=', 5] }] }), true],
    ['a number out of a range', image({ count: [{ numeric: ['<', 5] }] }), false],
    ['one of several branches', { $or: [{ eventName: ['REMOVE'] }, { eventName: ['INSERT'] }] }, true],
  ])('see %s', (_what, pattern, expected) => {
    expect(matchesPattern(event, pattern)).toBe(expected);
  });

  it('refuse an operator that they do not know instead of guessing', () => {
    expect(() => matchesPattern(event, { eventName: [{ cidr: '10.0.0.0/8' }] })).toThrow('"cidr"');
  });

  it('let every event pass where there is none', () => {
    expect(matchesAny(event, parseFilterCriteria(undefined))).toBe(true);
  });

  it('let an event pass that any of them takes', () => {
    const Filters = [{ Pattern: '{"eventName":["REMOVE"]}' }, { Pattern: '{"eventName":["INSERT"]}' }];
    expect(matchesAny(event, parseFilterCriteria({ Filters }))).toBe(true);
  });
});
