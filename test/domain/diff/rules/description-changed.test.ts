import { BOTH_SAFE, describeRule } from './rule-table.ts';

describeRule('description-changed', {
  reports: [
    [
      'another description',
      { description: 'a' },
      { description: 'b' },
      { pointer: '', schemaPointer: '/description', before: 'a', after: 'b', severity: BOTH_SAFE },
    ],
    ['a title that came', {}, { title: 'a' }, { pointer: '', after: 'a', severity: BOTH_SAFE }],
  ],
  leaves: [['a comment', { $comment: 'a' }, { $comment: 'b' }]],
});
