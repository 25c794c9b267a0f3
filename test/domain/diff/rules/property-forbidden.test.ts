import { describeRule, NARROWED } from './rule-table.ts';

const open = { type: 'object', properties: { b: { type: 'string' } } };
const closed = { type: 'object', properties: { a: false, b: { type: 'string' } } };

describeRule('property-forbidden', {
  reports: [
    [
      'a name that may no longer come',
      open,
      closed,
      { pointer: '/a', schemaPointer: '/properties/a', after: false, severity: NARROWED },
    ],
    ['it among the conjuncts', open, { allOf: [open, { properties: { a: false } }] }, { pointer: '/a' }],
  ],
  leaves: [
    ['a name that was forbidden already', closed, { ...closed, description: 'still' }],
    [
      'a declared property, whose removal is told',
      { properties: { a: { type: 'string' } } },
      { properties: { a: false } },
    ],
    ['what is no object', { type: 'string' }, { type: 'string', properties: { a: false } }],
  ],
});
