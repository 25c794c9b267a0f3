import { describe, expect, it } from 'vitest';
import { BOTH_DANGEROUS, changesBetween, describeRule } from './rule-table.ts';

describeRule('format-changed', {
  reports: [
    [
      'a format that came',
      { type: 'string' },
      { type: 'string', format: 'date' },
      { pointer: '', schemaPointer: '/format', after: 'date', severity: BOTH_DANGEROUS },
    ],
    [
      'another format',
      { format: 'date' },
      { format: 'date-time' },
      { pointer: '', before: 'date', after: 'date-time', severity: BOTH_DANGEROUS },
    ],
    [
      'a format that went',
      { format: 'date' },
      {},
      { pointer: '', schemaPointer: '/format', before: 'date', severity: BOTH_DANGEROUS },
    ],
  ],
  leaves: [['the same format elsewhere', { format: 'date' }, { allOf: [{ format: 'date' }] }]],
});

describe('the risk of another format', () => {
  it.each([
    ['of dates', { format: 'date' }, { format: 'date-time' }, /date/],
    ['of dates', {}, { format: 'time' }, /date/],
    ['of the width of numbers', { format: 'int32' }, { format: 'int64' }, /overflow/],
    ['of the width of numbers', { format: 'double' }, {}, /lose digits/],
    ['of parsing', { format: 'hostname' }, { format: 'uri' }, /^What parses the value/],
    ['of parsing', { format: 'uuid' }, {}, /^What parses the value/],
  ])('is that %s from %j to %j', (_risk, old, next, harm) => {
    expect(changesBetween(old, next)[0]?.harm).toMatch(harm);
  });
});
