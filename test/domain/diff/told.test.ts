import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareSchemas } from '../../../lib/domain/diff/compare-schemas.ts';
import { type Plain, parsed } from './rules/rule-table.ts';

/** For each keyword two values, of which the second is another one to any reader, as far as the keyword is heeded. */
const KEYWORDS: readonly (readonly [string, unknown, unknown])[] = [
  ['type', 'string', 'integer'],
  ['enum', ['a', 1], ['a', 2]],
  ['const', 'a', 'b'],
  ['minimum', 1, 2],
  ['exclusiveMaximum', 9, 8],
  ['multipleOf', 2, 3],
  ['minLength', 1, 2],
  ['pattern', '^a', '^b'],
  ['format', 'date', 'uri'],
  ['minItems', 1, 2],
  ['uniqueItems', true, false],
  ['minContains', 1, 2],
  ['contains', { type: 'string' }, { type: 'integer' }],
  ['items', { type: 'string' }, { type: 'integer' }],
  ['prefixItems', [{ type: 'string' }], [{ type: 'string' }, { type: 'string' }]],
  ['unevaluatedItems', { type: 'string' }, false],
  ['required', ['a'], ['b']],
  ['maxProperties', 1, 2],
  ['properties', { a: { type: 'string' } }, { b: { type: 'string' } }],
  ['patternProperties', { '^x': { type: 'string' } }, { '^y': { type: 'string' } }],
  ['additionalProperties', { type: 'string' }, false],
  ['unevaluatedProperties', { type: 'string' }, { type: 'integer' }],
  ['propertyNames', { maxLength: 2 }, { maxLength: 3 }],
  ['dependentRequired', { a: ['b'] }, { a: ['c'] }],
  ['dependentSchemas', { a: { minProperties: 2 } }, { a: { minProperties: 3 } }],
  ['not', { type: 'string' }, { type: 'integer' }],
  ['if', { minimum: 1 }, { minimum: 2 }],
  ['then', { minimum: 1 }, { minimum: 2 }],
  ['else', { minimum: 1 }, { minimum: 2 }],
  ['anyOf', [{ minimum: 1 }, { maxLength: 1 }], [{ minimum: 1 }, { maxLength: 2 }]],
  ['oneOf', [{ minimum: 1 }, { minLength: 1 }], [{ minimum: 1 }, { maxItems: 1 }]],
  ['allOf', [{ minimum: 7 }], [{ maximum: 7 }]],
  ['title', 'a', 'b'],
  ['description', 'a', 'b'],
  ['default', 1, 2],
  ['examples', [1], [2]],
  ['deprecated', true, false],
  ['readOnly', true, false],
  ['writeOnly', true, false],
  ['contentMediaType', 'a/b', 'a/c'],
  ['contentSchema', { type: 'string' }, { type: 'integer' }],
  ['x-unit', 'EUR', 'cent'],
  ['x-own', 'a', { b: 1 }],
  ['discriminator', { propertyName: 'a' }, { propertyName: 'b' }],
  ['additionalItems', { type: 'string' }, false],
  ['dependencies', { a: ['b'] }, { a: ['c'] }],
];

const OPEN = { contentModel: 'open', formatMode: 'annotation' } as const;
const ANNOTATIONS: ReadonlySet<string> = new Set([
  ...['title', 'description', 'default', 'examples', 'deprecated', 'readOnly', 'writeOnly', 'format'],
  ...['contentMediaType', 'contentSchema', 'x-unit', 'x-own', 'discriminator'],
]);

const keywords: fc.Arbitrary<Record<string, unknown>> = fc
  .uniqueArray(fc.constantFrom(...KEYWORDS), { maxLength: 4, selector: ([name]) => name })
  .map((chosen) => Object.fromEntries(chosen.map(([name, value]) => [name, value])));

/** Around a schema: places that some record has. */
const AROUND: readonly ((inner: Plain) => Plain)[] = [
  (inner) => inner,
  (inner) => ({ type: 'object', properties: { at: inner } }),
  (inner) => ({ type: 'array', prefixItems: [{ type: 'string' }, inner] }),
  (inner) => ({ type: 'array', items: inner }),
  (inner) => ({ oneOf: [{ type: 'object', properties: { kind: { const: 'k' }, at: inner } }, { type: 'null' }] }),
  (inner) => ({ anyOf: [{ const: 'one' }, { required: ['at'], properties: { at: inner } }, { maxLength: 3 }] }),
  (inner) => ({ dependentSchemas: { a: { properties: { at: inner } } } }),
  (inner) => ({ $ref: '#/$defs/d', $defs: { d: { additionalProperties: inner } } }),
  (inner) =>
    Object.fromEntries([
      ['if', { required: ['a'] }],
      ['then', { properties: { at: inner } }],
    ]),
];

describe('a change of one keyword', () => {
  it('is told by something, wherever it stands and whatever stands beside it', () => {
    fc.assert(
      fc.property(
        keywords,
        fc.constantFrom(...KEYWORDS),
        fc.constantFrom(...AROUND),
        fc.constantFrom('changed', 'removed', 'added'),
        (beside, [name, before, after], around, how) => {
          const { [name]: _, ...rest } = beside;
          const [left, right] = [
            { ...rest, [name]: before },
            { ...rest, [name]: after },
          ];
          const old = around(how === 'added' ? rest : left);
          const next = around(how === 'removed' ? rest : right);
          // `deprecated: false` says what nothing says.
          if (after === false && how === 'added' && FLAGS.has(name)) return;
          const { changes } = compareSchemas(parsed(old), parsed(next), OPEN);
          expect(changes, JSON.stringify([old, next])).not.toEqual([]);
          // Annotations have no proof: they are told by a rule of their own.
          if (ANNOTATIONS.has(name)) expect(changes.map(({ ruleId }) => ruleId)).not.toEqual(['refactored']);
        },
      ),
      { numRuns: 300 },
    );
  });
});

const FLAGS: ReadonlySet<string> = new Set(['deprecated', 'readOnly', 'writeOnly', 'uniqueItems']);

describe('two schemas that are not equal', () => {
  it('are never without a change', () => {
    fc.assert(
      fc.property(keywords, keywords, fc.constantFrom(...AROUND), (left, right, around) => {
        const [old, next] = [around(left), around(right)];
        for (const contentModel of ['open', 'declared'] as const) {
          const { verdicts, changes } = compareSchemas(parsed(old), parsed(next), { ...OPEN, contentModel });
          const isOpen = [verdicts.serving, verdicts.training].some(({ verdict }) => verdict === 'undecided');
          const isSame = JSON.stringify(old) === JSON.stringify(next);
          if (!isOpen && !isSame) expect(changes, JSON.stringify([old, next])).not.toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });
});
