import { describeRule, NARROWED } from './rule-table.ts';

describeRule('no-longer-nullable', {
  reports: [
    [
      'a type that null left',
      { type: 'object', properties: { a: { type: ['string', 'null'] } } },
      { type: 'object', properties: { a: { type: 'string' } } },
      { pointer: '/a', before: ['null', 'string'], after: 'string', severity: NARROWED },
    ],
    [
      'a form that is no longer nullable',
      { type: 'object', properties: { a: { anyOf: [{ type: 'string' }, { type: 'null' }] } } },
      { type: 'object', properties: { a: { type: 'string' } } },
      { pointer: '/a', severity: NARROWED },
    ],
  ],
  leaves: [
    [
      'a place that was anything',
      { type: 'object', properties: { a: {} } },
      { type: 'object', properties: { a: { type: 'string' } } },
    ],
    [
      'a place that was nothing but null',
      { type: 'object', properties: { a: { type: 'null' } } },
      { type: 'object', properties: { a: { type: 'string' } } },
    ],
  ],
});
