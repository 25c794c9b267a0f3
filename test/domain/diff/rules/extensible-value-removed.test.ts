import { describeRule } from './rule-table.ts';

describeRule('extensible-value-removed', {
  reports: [
    [
      'each value that no longer comes',
      { 'x-extensible-enum': ['a', 'b'] },
      { 'x-extensible-enum': ['b'] },
      { pointer: '', before: 'a', severity: { serving: 'safe', training: 'dangerous' } },
    ],
  ],
  leaves: [
    ['a list that went', { 'x-extensible-enum': ['a'] }, {}],
    ['a value that became closed', { enum: ['a', 'b'] }, { enum: ['a'] }],
  ],
});
