import { describe, expect, it } from 'vitest';
import { diffSchemas } from '../../../../lib/domain/diff/diff.ts';
import { describeRule, parsed } from './rule-table.ts';

const GREW = { serving: 'dangerous', training: 'safe' } as const;
const status = (keyword: string, ...values: readonly unknown[]) => ({
  type: 'object',
  properties: { status: { type: 'string', [keyword]: values } },
});

describeRule('extensible-value-added', {
  reports: [
    [
      'each value that may come from now on',
      status('x-extensible-enum', 'a'),
      status('x-extensible-enum', 'b', 'a', 'c'),
      [
        { pointer: '/status', schemaPointer: '/properties/status/x-extensible-enum', after: 'b', severity: GREW },
        { pointer: '/status', after: 'c', severity: GREW },
      ],
    ],
    ['one under another word for it', status('x-enum', 'a'), status('x-enum', 'a', 'b'), { after: 'b' }],
  ],
  leaves: [
    ['another order', status('x-extensible-enum', 'a', 'b'), status('x-extensible-enum', 'b', 'a')],
    ['a list that came', { type: 'string' }, { type: 'string', 'x-extensible-enum': ['a'] }],
    ['a keyword that no policy names', status('x-mine', 'a'), status('x-mine', 'a', 'b')],
  ],
});

describe('the keywords that list categories', () => {
  it('are what the policy says', () => {
    const idsBy = (...categoryKeywords: readonly string[]) =>
      diffSchemas(parsed(status('x-mine', 'a')), parsed(status('x-mine', 'a', 'b')), { categoryKeywords }).map(
        ({ ruleId }) => ruleId,
      );
    expect(idsBy('x-mine')).toEqual(['extensible-value-added']);
    expect(idsBy('x-enum')).toEqual(['annotation-changed']);
  });
});
