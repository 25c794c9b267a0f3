import { describeRule, WIDENED } from './rule-table.ts';

const open = { type: 'object', properties: { b: { type: 'string' } } };
const closed = { type: 'object', properties: { a: false, b: { type: 'string' } } };

describeRule('property-allowed', {
  reports: [
    [
      'a name that may come again',
      closed,
      open,
      { pointer: '/a', schemaPointer: '/properties/a', before: false, severity: WIDENED },
    ],
  ],
  leaves: [
    ['a name that stays forbidden', closed, { ...closed, description: 'still' }],
    [
      'a declared property, whose addition is told',
      { properties: { a: false } },
      { properties: { a: { type: 'string' } } },
    ],
    ['what is no object', { type: 'string', properties: { a: false } }, { type: 'string' }],
  ],
});
