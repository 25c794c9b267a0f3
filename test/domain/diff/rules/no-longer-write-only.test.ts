import { BOTH_SAFE, describeRule } from './rule-table.ts';

const pin = (rest: object) => ({ type: 'object', properties: { pin: { type: 'string', ...rest } } });

describeRule('no-longer-write-only', {
  reports: [
    [
      'a field that readers get from now on',
      pin({ writeOnly: true }),
      pin({}),
      { pointer: '/pin', schemaPointer: '/properties/pin/writeOnly', before: true, after: false, severity: BOTH_SAFE },
    ],
  ],
  leaves: [['one that never was', pin({ writeOnly: false }), pin({})]],
});
