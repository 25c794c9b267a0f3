import { describe, expect, it } from 'vitest';
import { changeFingerprint } from '../../../lib/domain/diff/change.ts';
import { changesBetween, type Plain } from './rules/rule-table.ts';

const fingerprintsOf = (ruleId: string, old: Plain, next: Plain) =>
  changesBetween(old, next)
    .filter((change) => change.ruleId === ruleId)
    .map((change) => changeFingerprint('payments.transaction', change));

const payment = (card: Plain, more: Readonly<Record<string, Plain>> = {}): Plain => ({
  type: 'object',
  properties: { method: { oneOf: [{ $ref: '#/$defs/iban' }, { $ref: '#/$defs/card' }] }, ...more },
  $defs: { iban: { type: 'string' }, card, number: { type: 'integer', minimum: 0 }, other: { type: 'null' } },
});
const onlyIban: Plain = {
  type: 'object',
  properties: { method: { oneOf: [{ $ref: '#/$defs/iban' }] } },
  $defs: { iban: { type: 'string' } },
};
// Made from entries: the linter takes a literal with a member `then` for a promise by mistake.
const implies = (consequent: Plain, more: Readonly<Record<string, unknown>> = {}): Plain =>
  Object.fromEntries([['type', 'object'], ['if', { required: ['a'] }], ['then', consequent], ...Object.entries(more)]);
const CARD = { type: 'object', properties: { number: { $ref: '#/$defs/number' } } };

/** Rule, old, and three new schemas: the change, the same beside an unrelated change, and another change of that kind. */
const CASES: readonly (readonly [string, string, Plain, Plain, Plain, Plain])[] = [
  [
    'what a new type of a place refers to',
    'type-widened',
    onlyIban,
    payment(CARD),
    payment(CARD, { note: { type: 'string' } }),
    payment({ ...CARD, required: ['number'] }),
  ],
  [
    'the forms of a union that came',
    'union-added',
    { type: 'object', properties: { a: {} } },
    { type: 'object', properties: { a: {} }, anyOf: [{ required: ['a'] }, { required: ['b'] }] },
    { type: 'object', properties: { a: {}, n: {} }, anyOf: [{ required: ['a'] }, { required: ['b'] }] },
    { type: 'object', properties: { a: {} }, anyOf: [{ required: ['a'] }, { required: ['c'] }] },
  ],
  [
    'what further items may be',
    'items-opened',
    { type: 'array', prefixItems: [{ type: 'string' }], items: false },
    { type: 'array', prefixItems: [{ type: 'string' }], items: { type: 'integer' } },
    { type: 'array', prefixItems: [{ type: 'string', title: 't' }], items: { type: 'integer' } },
    { type: 'array', prefixItems: [{ type: 'string' }], items: { type: 'number' } },
  ],
  [
    'what follows from a condition',
    'condition-changed',
    { type: 'object' },
    implies({ required: ['b'] }),
    implies({ required: ['b'] }, { title: 't' }),
    implies({ required: ['c'] }),
  ],
  [
    'the pattern of names that came',
    'pattern-properties-changed',
    { type: 'object' },
    { type: 'object', patternProperties: { '^a': { type: 'string' } } },
    { type: 'object', title: 't', patternProperties: { '^a': { type: 'string' } } },
    { type: 'object', patternProperties: { '^b': { type: 'string' } } },
  ],
  [
    'the member that something follows from',
    'dependencies-changed',
    { type: 'object' },
    { type: 'object', dependentRequired: { a: ['x'] } },
    { type: 'object', title: 't', dependentRequired: { a: ['x'] } },
    { type: 'object', dependentRequired: { b: ['x'] } },
  ],
  [
    'the position of a tuple',
    'tuple-item-added',
    { type: 'array', prefixItems: [{ type: 'string' }] },
    { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }] },
    { type: 'array', title: 't', prefixItems: [{ type: 'string' }, { type: 'integer' }] },
    { type: 'array', prefixItems: [{ type: 'string' }, { type: 'string' }] },
  ],
  [
    'the second pattern of a place as well',
    'pattern-changed',
    { type: 'string', pattern: '^a', allOf: [{ pattern: 'b$' }] },
    { type: 'string', pattern: '^c', allOf: [{ pattern: 'd$' }] },
    { type: 'string', title: 't', pattern: '^c', allOf: [{ pattern: 'd$' }] },
    { type: 'string', pattern: '^c', allOf: [{ pattern: 'e$' }] },
  ],
];

describe('the fingerprint of a change', () => {
  it.each(CASES)('names %s (%s), beside whatever else changes', (_, rule, old, next, beside, other) => {
    const [fingerprint] = fingerprintsOf(rule, old, next);
    expect(fingerprint).toMatch(/^[0-9a-f]{12}$/);
    expect(fingerprintsOf(rule, old, beside)).toContain(fingerprint);
    expect(fingerprintsOf(rule, old, other)).not.toHaveLength(0);
    expect(fingerprintsOf(rule, old, other)).not.toContain(fingerprint);
  });

  it('follows a reference to what it refers to, and no further than that', () => {
    const old: Plain = {
      anyOf: [
        { type: 'string', minLength: 1 },
        { type: 'string', maxLength: 9 },
      ],
    };
    const withBranch = (defs: Readonly<Record<string, Plain>>): Plain => ({
      anyOf: [{ type: 'string', minLength: 1 }, { type: 'string', maxLength: 9 }, { $ref: '#/$defs/code' }],
      $defs: { code: { type: 'string', allOf: [{ $ref: '#/$defs/form' }] }, ...defs },
    });
    const form = { pattern: '^[A-Z]*$' };
    const of = (next: Plain) => fingerprintsOf('any-of-branch-added', old, next)[0];
    const named = of(withBranch({ form, loose: { type: 'null' } }));
    expect(named).toMatch(/^[0-9a-f]{12}$/);
    expect(of(withBranch({ form, loose: { type: 'boolean' } }))).toBe(named);
    expect(of(withBranch({ form: { pattern: '^[a-z]*$' }, loose: { type: 'null' } }))).not.toBe(named);
  });

  it('ends where references lead in a circle', () => {
    const tree = (leaf: Plain): Plain => ({
      anyOf: [{ type: 'string', minLength: 1 }, { type: 'string', maxLength: 9 }, { $ref: '#/$defs/node' }],
      $defs: {
        node: { type: 'string', not: { $ref: '#/$defs/leaf' } },
        leaf: { ...(leaf as object), not: { $ref: '#/$defs/node' } },
      },
    });
    const old: Plain = {
      anyOf: [
        { type: 'string', minLength: 1 },
        { type: 'string', maxLength: 9 },
      ],
    };
    const of = (leaf: Plain) => fingerprintsOf('any-of-branch-added', old, tree(leaf))[0];
    expect(of({ minLength: 3 })).toMatch(/^[0-9a-f]{12}$/);
    expect(of({ minLength: 3 })).not.toBe(of({ minLength: 4 }));
  });

  it('takes what leads nowhere, because it is data, for the whole document', () => {
    const value = { $ref: '#/nowhere' };
    const of = (note: Plain) =>
      fingerprintsOf('enum-value-added', { enum: [1] }, { enum: [1, value], $defs: { note } })[0];
    expect(of({ type: 'null' })).toBe(of({ type: 'null' }));
    expect(of({ type: 'null' })).not.toBe(of({ type: 'string' }));
  });
});
