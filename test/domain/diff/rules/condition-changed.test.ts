import { BOTH_BREAKING, describeRule, NARROWED, type Plain, WIDENED } from './rule-table.ts';

// Made from entries: the linter takes a literal with a member `then` for a promise by mistake.
const implies = (condition: Plain, consequent: Plain): Plain =>
  Object.fromEntries([
    ['if', condition],
    ['then', consequent],
  ]);
const [hasA, hasB, hasC] = ['a', 'b', 'c'].map((name): Plain => ({ required: [name] })) as [Plain, Plain, Plain];

describeRule('condition-changed', {
  reports: [
    [
      'a condition that came',
      { type: 'object' },
      { type: 'object', allOf: [implies(hasA, hasB)] },
      { pointer: '', schemaPointer: '/allOf/0/if', severity: NARROWED, after: hasA },
    ],
    ['a condition that went', implies(hasA, hasB), { type: 'object' }, { severity: WIDENED, before: hasA }],
    ['another condition', implies(hasA, hasB), implies(hasC, hasB), { severity: BOTH_BREAKING }],
  ],
  leaves: [
    [
      'a branch of the same condition, which other rules report',
      implies(hasA, { properties: { b: { type: 'string' } } }),
      implies(hasA, { properties: { b: { type: 'integer' } } }),
    ],
    ['an if alone, which asserts nothing', {}, { if: hasA }],
    [
      'conditions in another order',
      { allOf: [implies(hasA, hasB), implies(hasC, hasB)] },
      { allOf: [implies(hasC, hasB), implies(hasA, hasB)] },
    ],
    ['a condition that draft 4 does not know', { $schema: 'http://json-schema.org/draft-04/schema#' }, { if: hasA }],
  ],
});
