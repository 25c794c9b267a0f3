import { describeRule } from './rule-table.ts';

describeRule('sunset-changed', {
  reports: [
    [
      'a date that came',
      { deprecated: true },
      { deprecated: true, 'x-sunset': '2027-03-01' },
      {
        pointer: '',
        schemaPointer: '/x-sunset',
        after: '2027-03-01',
        severity: { serving: 'dangerous', training: 'safe' },
      },
    ],
    [
      'another date',
      { 'x-sunset': '2027-03-01' },
      { 'x-sunset': '2027-04-01' },
      { pointer: '', severity: { serving: 'dangerous', training: 'safe' } },
    ],
  ],
  leaves: [['the same date', { 'x-sunset': '2027-03-01', minLength: 1 }, { 'x-sunset': '2027-03-01' }]],
});
