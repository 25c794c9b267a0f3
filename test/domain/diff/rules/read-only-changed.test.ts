import { BOTH_SAFE, describeRule } from './rule-table.ts';

const id = (rest: object) => ({ type: 'object', properties: { id: { type: 'string', ...rest } } });

describeRule('read-only-changed', {
  reports: [
    [
      'a value that only the producer sets now',
      id({}),
      id({ readOnly: true }),
      { pointer: '/id', schemaPointer: '/properties/id/readOnly', before: false, after: true, severity: BOTH_SAFE },
    ],
    ['one that others may set now', id({ readOnly: true }), id({ readOnly: false }), { pointer: '/id', after: false }],
  ],
  leaves: [['a false that came', id({}), id({ readOnly: false })]],
});
