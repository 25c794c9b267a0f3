import { BOTH_DANGEROUS, describeRule } from './rule-table.ts';

describeRule('unit-changed', {
  reports: [
    [
      'another unit',
      { type: 'object', properties: { amount: { type: 'number', 'x-unit': 'EUR' } } },
      { type: 'object', properties: { amount: { type: 'number', 'x-unit': 'cent' } } },
      {
        pointer: '/amount',
        schemaPointer: '/properties/amount/x-unit',
        before: 'EUR',
        after: 'cent',
        severity: BOTH_DANGEROUS,
      },
    ],
    [
      'a unit of a renamed property',
      { type: 'object', properties: { amount: { type: 'number', 'x-unit': 'EUR' } } },
      { type: 'object', properties: { total: { type: 'number', 'x-unit': 'cent' } } },
      { pointer: '/total', severity: BOTH_DANGEROUS },
    ],
    [
      'a unit that only the definition states, beneath one that stays',
      { 'x-unit': 'EUR', $ref: '#/$defs/a', $defs: { a: { 'x-unit': 'USD' } } },
      { 'x-unit': 'EUR', $ref: '#/$defs/a', $defs: { a: { 'x-unit': 'cent' } } },
      { pointer: '', schemaPointer: '/$defs/a/x-unit', before: 'USD', after: 'cent', severity: BOTH_DANGEROUS },
    ],
  ],
  leaves: [
    [
      'a property called x-unit',
      { type: 'object', properties: { 'x-unit': { type: 'string' } } },
      { type: 'object', properties: { 'x-unit': { type: 'integer' } } },
    ],
  ],
});
