import { describe, expect, it } from 'vitest';
import { BOTH_SAFE, changesBetween, describeRule, type Plain } from './rule-table.ts';

const DRAFT_07 = { $schema: 'http://json-schema.org/draft-07/schema#' };
const referring = (rest: object): Plain => ({
  ...DRAFT_07,
  properties: { a: { $ref: '#/definitions/a', ...rest } },
  definitions: { a: { type: 'integer' } },
});

describeRule('ignored-keyword-changed', {
  reports: [
    [
      'what stands beside a reference that hides it',
      referring({ minimum: 1 }),
      referring({ minimum: 2 }),
      { pointer: '/a', schemaPointer: '/properties/a/minimum', before: 1, after: 2, severity: BOTH_SAFE },
    ],
    [
      'a keyword of a later draft',
      { ...DRAFT_07, dependentRequired: { a: ['b'] } },
      { ...DRAFT_07, dependentRequired: { a: ['c'] } },
      { pointer: '', schemaPointer: '/dependentRequired', severity: BOTH_SAFE },
    ],
    [
      'a bound of another type',
      { type: 'integer' },
      { type: 'integer', maxLength: 3 },
      { pointer: '', schemaPointer: '/maxLength', after: 3 },
    ],
    [
      'members of what is no object',
      { type: 'string', properties: { a: { type: 'string' } } },
      { type: 'string', properties: { a: { type: 'integer' } } },
      { pointer: '', schemaPointer: '/properties' },
    ],
    [
      'further items behind no list, beside a union that changed',
      { ...DRAFT_07, type: 'array', additionalItems: { type: 'string' }, anyOf: [{ minItems: 1 }, { maxItems: 9 }] },
      { ...DRAFT_07, type: 'array', additionalItems: false, anyOf: [{ minItems: 1 }, { maxItems: 8 }] },
      { pointer: '', schemaPointer: '/additionalItems', after: false },
    ],
    ['a count without what it counts', { minContains: 1 }, { minContains: 2 }, { pointer: '', after: 2 }],
    ['an if from which nothing follows', { if: { minimum: 1 } }, { if: { minimum: 2 } }, { pointer: '' }],
  ],
  leaves: [
    ['an annotation beside a reference', referring({ description: 'a' }), referring({ description: 'b' })],
    ['what counts', { type: 'string', maxLength: 2 }, { type: 'string', maxLength: 3 }],
    ['what counted before the type changed', { type: 'string', maxLength: 2 }, { type: 'integer', maxLength: 2 }],
    ['definitions and names', { $anchor: 'a', definitions: {} }, { $anchor: 'b', definitions: { a: true } }],
  ],
});

describe('the message of an ignored keyword', () => {
  it.each([
    [
      referring({ minimum: 1 }),
      referring({ minimum: 2 }),
      'minimum is ignored beside $ref in draft-07: changed from 1 to 2',
    ],
    [
      { ...DRAFT_07 },
      { ...DRAFT_07, prefixItems: [] },
      'prefixItems is not a keyword of draft-07: changed from none to []',
    ],
    [
      { type: 'integer' },
      { type: 'integer', maxLength: 3 },
      'maxLength says nothing of integer: changed from none to 3',
    ],
    [{ minContains: 1 }, {}, 'minContains says nothing without contains: changed from 1 to none'],
  ] as const)('says why it says nothing', (old, next, words) => {
    expect(changesBetween(old, next).map(({ message }) => message)).toEqual([expect.stringContaining(words)]);
  });
});
