import { BOTH_SAFE, describeRule } from './rule-table.ts';

describeRule('annotation-changed', {
  reports: [
    [
      'a keyword of your own',
      { properties: { a: { 'x-owner': 'ana' } } },
      { properties: { a: { 'x-owner': 'ben' } } },
      { pointer: '/a', schemaPointer: '/properties/a/x-owner', before: 'ana', after: 'ben', severity: BOTH_SAFE },
    ],
    ['examples that came', {}, { examples: [1] }, { pointer: '', after: [1] }],
    [
      'one of a single form',
      { oneOf: [{ const: 1 }, { const: 2, 'x-name': 'two' }] },
      { oneOf: [{ const: 1 }, { const: 2, 'x-name': 'zwei' }] },
      { pointer: '', schemaPointer: '/oneOf/1/x-name' },
    ],
  ],
  leaves: [
    ['keywords with rules of their own', { 'x-unit': 'EUR' }, { 'x-unit': 'cent' }],
    ['comments and names', { $comment: 'a', $id: 'https://a.example/' }, { $comment: 'b' }],
    [
      'what only keeps definitions',
      { properties: { a: { $ref: '#/components/a' } }, components: { a: { type: 'integer' }, b: { type: 'string' } } },
      { properties: { a: { $ref: '#/components/a' } }, components: { a: { type: 'integer' }, c: { type: 'string' } } },
    ],
  ],
});
