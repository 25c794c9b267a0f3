import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeFingerprint, worstSeverity } from '../../../lib/domain/diff/change.ts';
import { diffSchemas } from '../../../lib/domain/diff/diff.ts';
import type { Place, PlaceJudge, PlaceVerdicts } from '../../../lib/domain/diff/judge/judge-lens.ts';
import type { Verdict } from '../../../lib/domain/verdict.ts';
import { changesBetween, type Plain, parsed } from './rules/rule-table.ts';

const summary = (old: Plain, next: Plain): readonly string[] =>
  changesBetween(old, next).map(({ ruleId, pointer }) => `${ruleId} ${pointer}`);
const object = (properties: Readonly<Record<string, Plain>>, rest: object = {}): Plain => ({
  type: 'object',
  properties,
  ...rest,
});
const TRANSACTION = object(
  { user_id: { type: 'integer' }, category: { type: 'integer' }, amount: { type: 'number', minimum: 0 } },
  { required: ['user_id', 'category', 'amount'] },
);

describe('diffSchemas', () => {
  it('tells the story of the category', () => {
    const next = object(
      { user_id: { type: 'integer' }, category: { type: 'string' }, amount: { type: 'number', minimum: 0 } },
      { required: ['user_id', 'category', 'amount'] },
    );
    expect(changesBetween(TRANSACTION, next)).toEqual([
      {
        ruleId: 'type-changed',
        pointer: '/category',
        schemaPointer: '/properties/category/type',
        before: 'integer',
        after: 'string',
        severity: { serving: 'breaking', training: 'breaking' },
        message:
          '/category: type changed from integer to string; readers of the old schema may meet records that they reject, and history may hold records that the new schema rejects',
        harm: expect.stringContaining('NaN'),
        advice: expect.stringContaining('Convert'),
      },
    ]);
  });

  it.each<readonly [string, Plain, Plain]>([
    ['the order of members', object({ a: true, b: true }), { properties: { b: true, a: true }, type: 'object' }],
    [
      'a reference that was extracted',
      object({ a: { type: 'string', maxLength: 3 } }),
      object({ a: { $ref: '#/$defs/s' } }, { $defs: { s: { type: 'string', maxLength: 3 } } }),
    ],
    [
      'a definition that was renamed',
      { $ref: '#/$defs/a', $defs: { a: { type: 'string' } } },
      { $ref: '#/$defs/b', $defs: { b: { type: 'string' } } },
    ],
    [
      'an allOf that was split',
      object({ a: true, b: true }, { required: ['a', 'b'] }),
      { allOf: [object({ a: true }, { required: ['a'] }), object({ b: true }, { required: ['b'] })] },
    ],
    [
      'a list of types and an anyOf of null',
      { type: ['string', 'null'] },
      { anyOf: [{ type: 'null' }, { type: 'string' }] },
    ],
    [
      'branches in another order',
      { anyOf: [{ minimum: 1 }, { maxLength: 2 }] },
      { anyOf: [{ maxLength: 2 }, { minimum: 1 }] },
    ],
    [
      'a recursive definition that was unrolled by name',
      { $ref: '#/$defs/n', $defs: { n: { properties: { next: { $ref: '#/$defs/n' } } } } },
      { properties: { next: { $ref: '#' } } },
    ],
    [
      'a tuple in the words of another draft',
      { $schema: 'https://json-schema.org/draft/2019-09/schema', items: [{ type: 'string' }], additionalItems: false },
      {
        $schema: 'https://json-schema.org/draft/2019-09/schema',
        items: [{ type: ['string'] }],
        additionalItems: false,
      },
    ],
    ['a loop of references', { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/a' } } }, { $ref: '#' }],
  ])('finds nothing in %s', (_name, old, next) => {
    expect(summary(old, next)).toEqual([]);
  });

  it('orders by severity, then place, then rule', () => {
    const old = object({ b: { type: 'string', description: 'x' }, a: { minimum: 1, 'x-unit': 'EUR' } });
    const next = object({ b: { type: 'integer', description: 'y' }, a: { minimum: 0, maximum: 5, 'x-unit': 'cent' } });
    expect(summary(old, next)).toEqual([
      'range-narrowed /a',
      'range-widened /a',
      'type-changed /b',
      'unit-changed /a',
      'description-changed /b',
    ]);
  });

  it('names each place of a definition once, through maps, lists, branches and recursion', () => {
    const tree = (leaf: string): Plain => ({
      $ref: '#/$defs/tree',
      $defs: {
        tree: {
          properties: { value: { type: leaf }, children: { items: { $ref: '#/$defs/tree' } } },
          additionalProperties: { $ref: '#/$defs/leaf' },
          patternProperties: { '^x-': { $ref: '#/$defs/leaf' } },
        },
        leaf: { type: leaf },
      },
    });
    expect(summary(tree('string'), tree('integer'))).toEqual(['type-changed /*', 'type-changed /value']);
  });

  it('counts as bad as the worst what it did not compare any more', () => {
    const nested = (type: string): Plain => {
      let inner: Plain = { type };
      for (let depth = 0; depth < 8; depth++) inner = { properties: { in: inner } };
      const names = [...Array(900).keys()].map((at) => [`p${at}`, { $ref: '#/$defs/deep' }]);
      return { properties: Object.fromEntries(names), $defs: { deep: inner } };
    };
    const changes = changesBetween(nested('integer'), nested('string'));
    expect(changes.length).toBeLessThan(1_000);
    expect(changes.at(-1)).toMatchObject({
      ruleId: 'changes-omitted',
      message: expect.stringContaining('not every place was compared'),
      severity: { serving: 'breaking', training: 'breaking' },
    });
  });

  it('compares a position with the rest of a list that has no such position', () => {
    expect(
      summary(
        { type: 'array', items: { type: 'string' } },
        { type: 'array', prefixItems: [{ type: 'integer' }], items: { type: 'string' } },
      ),
    ).toContain('type-changed /0');
  });

  it('names the position of a tuple at which something changed, and the rest as any item', () => {
    const tuple = (types: readonly string[], rest: Plain = true): Plain => ({
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'array',
      items: types.map((type) => ({ type })),
      additionalItems: rest,
    });
    expect(summary(tuple(['string', 'number']), tuple(['string', 'number', 'boolean']))).toEqual([
      'type-narrowed /2',
      'tuple-item-added ',
    ]);
    expect(summary(tuple(['string'], { minimum: 1 }), tuple(['string'], { minimum: 0 }))).toEqual(['range-widened /*']);
  });

  it('finds branches by their discriminant, whatever their order', () => {
    const branch = (kind: string, amount: string): Plain =>
      object({ kind: { const: kind }, amount: { type: amount } }, { required: ['kind'] });
    const old = { oneOf: [branch('card', 'integer'), branch('bank', 'integer')] };
    const next = { oneOf: [branch('bank', 'integer'), branch('card', 'string')] };
    expect(summary(old, next)).toEqual(['type-changed /amount']);
  });

  it('reads each side by its own draft', () => {
    const old = {
      $schema: 'http://json-schema.org/draft-04/schema#',
      minimum: 0,
      exclusiveMinimum: true,
      contains: { const: 'inert' },
    };
    expect(summary(old, { exclusiveMinimum: 0 })).toEqual(['dialect-changed ', 'ignored-keyword-changed ']);
  });

  it('takes names that are methods elsewhere for names', () => {
    const names = ['__proto__', 'toString', 'constructor', 'hasOwnProperty'];
    const schema = (type: string): Plain =>
      JSON.parse(`{"properties":{${names.map((name) => `"${name}":{"type":"${type}"}`).join()}}}`);
    expect(summary(schema('string'), schema('integer'))).toEqual(
      [...names].sort().map((name) => `type-changed /${name}`),
    );
  });

  it('keeps a value that no message needs out of a change, but not out of its fingerprint', () => {
    const large = (last: string): Plain =>
      object({ gone: { enum: [...Array.from({ length: 2_000 }, (_, at) => `value ${at}`), last] } });
    const [one] = changesBetween(large('a'), object({}));
    const [other] = changesBetween(large('b'), object({}));
    expect(one?.before).toMatch(/^\(\d+ characters, SHA-256 [0-9a-f]{64}\)$/);
    expect(one?.before).not.toBe(other?.before);
  });

  it.each([
    ['4,000 properties of which one changed', 4_000, (at: number) => at === 2_000],
    ['2,000 properties that all changed', 2_000, () => true],
  ])('compares %s in well under ten seconds', (_name, count, isChanged) => {
    const wide = (type: (at: number) => string): Plain =>
      object(Object.fromEntries(Array.from({ length: count }, (_, at) => [`p${at}`, { type: type(at) }])));
    const [old, next] = [parsed(wide(() => 'string')), parsed(wide((at) => (isChanged(at) ? 'integer' : 'string')))];
    const started = performance.now();
    expect(diffSchemas(old, next).length).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

const leaf: fc.Arbitrary<Plain> = fc.constantFrom<Plain>(
  ...[{ type: 'string' }, { type: 'integer', minimum: 0 }, { enum: ['a', 'b'] }, true, false, { $ref: '#' }],
  ...[{ const: null }, { 'x-unit': 'EUR' }, { pattern: '^a' }, { type: ['string', 'null'] }],
);
const schema: fc.Arbitrary<Plain> = fc.letrec<{ node: Plain }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    leaf,
    fc.record({ properties: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('node'), { maxKeys: 3 }) }),
    fc.record({ items: tie('node'), prefixItems: fc.array(tie('node'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ anyOf: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ oneOf: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ allOf: fc.array(tie('node'), { minLength: 1, maxLength: 2 }), not: tie('node') }),
    fc.record({ if: tie('node'), else: tie('node'), required: fc.uniqueArray(fc.constantFrom('a', 'b')) }),
    fc.record({
      patternProperties: fc.dictionary(fc.constantFrom('^a', 'b$'), tie('node')),
      additionalProperties: tie('node'),
    }),
  ),
})).node;

describe('any two schemas', () => {
  it('differ in nothing from themselves, and the same way each time, with pointers that exist', () => {
    fc.assert(
      fc.property(schema, schema, (old, next) => {
        expect(changesBetween(old, old)).toEqual([]);
        const changes = changesBetween(old, next);
        expect(changesBetween(old, next)).toEqual(changes);
        for (const change of changes) expect(`${change.pointer}/`).toMatch(/^\//);
        const ranks = changes.map((change) => ['breaking', 'dangerous', 'safe'].indexOf(worstSeverity(change)));
        expect(ranks).toEqual([...ranks].sort());
      }),
      { numRuns: 60 },
    );
  });

  it('have opposite range, type and enum changes in the other direction', () => {
    const OPPOSITES: Readonly<Record<string, string>> = {
      'became-nullable': 'no-longer-nullable',
      'pattern-added': 'pattern-removed',
      'enum-value-added': 'enum-value-removed',
    };
    fc.assert(
      fc.property(schema, schema, (old, next) => {
        const [there, back] = [summary(old, next), summary(next, old)];
        for (const [id, opposite] of Object.entries(OPPOSITES)) {
          const count = (changes: readonly string[], ruleId: string) =>
            changes.filter((change) => change.startsWith(`${ruleId} `)).length;
          expect(count(there, id)).toBe(count(back, opposite));
        }
      }),
      { numRuns: 60 },
    );
  });
});

const COMPATIBLE: Verdict = { verdict: 'compatible' };
const UNDECIDED: Verdict = { verdict: 'undecided', reason: 'the budget' };
const breaking = (...pointers: readonly string[]): Verdict => ({ verdict: 'breaking', witness: 'w', pointers });

describe('with a judge', () => {
  const old = object({ a: { maximum: 5 }, b: { type: 'string' } });
  const next = object({ a: { maximum: 9 }, b: { type: 'string', maxLength: 3 } });
  const judged = (judge: PlaceJudge) =>
    Object.fromEntries(
      diffSchemas(parsed(old), parsed(next), { judge }).map(({ ruleId, severity, proof, witness }) => [
        ruleId,
        { ...severity, proof, witness },
      ]),
    );
  const at =
    (verdicts: Readonly<Record<string, PlaceVerdicts>>): PlaceJudge =>
    ({ pointer }) =>
      verdicts[pointer];

  it('makes a change that breaks carry its witness', () => {
    expect(judged(at({ '/a': { serving: breaking(''), training: COMPATIBLE } }))['range-widened']).toEqual({
      serving: 'breaking',
      training: 'safe',
      proof: 'proven-breaking',
      witness: 'w',
    });
  });

  it('makes a change safe for a lens that is proven compatible at its place or above it', () => {
    const found = judged(at({ '': { serving: COMPATIBLE, training: breaking('/b') } }));
    expect(found['range-widened']).toEqual({ serving: 'safe', training: 'safe', proof: 'proven-harmless' });
    expect(found['length-narrowed']).toEqual({
      serving: 'safe',
      training: 'breaking',
      proof: 'proven-breaking',
      witness: 'w',
    });
  });

  it('leaves a severity as it is where nothing was decided, and says so', () => {
    expect(judged(at({ '/a': { serving: UNDECIDED, training: UNDECIDED } }))['range-widened']).toEqual({
      serving: 'breaking',
      training: 'safe',
      proof: 'undecided',
    });
  });

  it('does not blame a change for a break elsewhere', () => {
    expect(judged(at({ '': { serving: breaking('/b'), training: COMPATIBLE } }))['range-widened']).toMatchObject({
      serving: 'breaking',
      proof: 'undecided',
    });
  });

  it('does not call two schemas equal that only read each other', () => {
    const found = judged(at({ '': { serving: COMPATIBLE, training: COMPATIBLE, isEqual: false } }));
    expect(found['range-widened']).toEqual({ serving: 'safe', training: 'safe', proof: 'proven-harmless' });
    expect(found).not.toHaveProperty('refactored');
  });

  it('makes a member that came break where the break of its place shows at it, and only there', () => {
    const added = (verdicts: Readonly<Record<string, PlaceVerdicts>>, more: Plain = { type: 'string' }) =>
      diffSchemas(parsed(object({ o: object({}) })), parsed(object({ o: object({ b: more }) })), {
        judge: at({ '': { serving: COMPATIBLE, training: breaking('/o/b') }, ...verdicts }),
      }).filter(({ ruleId }) => ruleId === 'property-added');
    const raised = { severity: { serving: 'safe', training: 'breaking' }, proof: 'proven-breaking', witness: 'w' };
    const left = { severity: { serving: 'safe', training: 'safe' } };

    expect(added({})).toMatchObject([raised]);
    expect(added({ '/o': { serving: COMPATIBLE, training: breaking('/b/0') } })).toMatchObject([raised]);
    expect(added({ '/o': { serving: COMPATIBLE, training: breaking('/c') } })).toMatchObject([left]);
    expect(added({ '/o': { serving: COMPATIBLE, training: breaking('') } })).toMatchObject([left]);
    expect(added({ '/o': { serving: COMPATIBLE, training: COMPATIBLE } })).toMatchObject([left]);
    expect(added({ '': { serving: COMPATIBLE, training: UNDECIDED } })).toMatchObject([left]);
    expect(added({ '': { serving: COMPATIBLE, training: COMPATIBLE } })[0]).not.toHaveProperty('proof');
  });

  it('tells what a property was in a branch that went, where a proof shows that it matters', () => {
    const condition = { if: { required: ['a'] }, else: { properties: { b: { type: 'integer' } } } };
    const plain = parsed(object({ b: { type: 'string' } }));
    const ids = (judge?: PlaceJudge) =>
      diffSchemas(parsed({ type: 'object', ...condition }), plain, { judge }).map(({ ruleId }) => ruleId);

    expect(ids(at({ '': { serving: COMPATIBLE, training: breaking('/b') } }))).toContain('type-changed');
    expect(ids(at({ '': { serving: COMPATIBLE, training: breaking('/a') } }))).not.toContain('type-changed');
    expect(ids(at({ '': { serving: COMPATIBLE, training: breaking('') } }))).not.toContain('type-changed');
    expect(ids(() => undefined)).not.toContain('type-changed');
    expect(ids()).not.toContain('type-changed');
  });

  it('leaves everything as it is without an answer', () => {
    expect(judged(() => undefined)['range-widened']).toEqual({ serving: 'breaking', training: 'safe' });
  });

  it('takes no verdict of one direction from inside a branch, where a narrower form may widen the whole', () => {
    const branch = (kind: string, maximum: number): Plain => object({ kind: { const: kind }, n: { maximum } });
    const asked: Place[] = [];
    const changes = diffSchemas(
      parsed({ oneOf: [branch('a', 5), branch('b', 1)] }),
      parsed({ oneOf: [branch('a', 3), branch('b', 1)] }),
      {
        judge(place) {
          asked.push(place);
          return place.pointer === '' && place.oldSchemaPointer === ''
            ? { serving: breaking('/n'), training: breaking('/n') }
            : { serving: COMPATIBLE, training: breaking('') };
        },
      },
    );
    expect(changes).toMatchObject([
      {
        ruleId: 'range-narrowed',
        severity: { serving: 'breaking', training: 'breaking' },
        message: expect.stringContaining('records that they reject'),
        proof: 'proven-breaking',
      },
    ]);
    expect(asked).toContainEqual({ pointer: '', oldSchemaPointer: '/oneOf/0', newSchemaPointer: '/oneOf/0' });
  });
});

describe('changeFingerprint', () => {
  const change = { ruleId: 'type-changed', pointer: '/a', before: 'integer', after: 'string' } as const;

  it('is twelve hex digits that stay while the change stays', () => {
    expect(changeFingerprint('payments', change)).toMatch(/^[0-9a-f]{12}$/);
    expect(changeFingerprint('payments', { ...change })).toBe(changeFingerprint('payments', change));
  });

  it.each([
    ['subject', 'orders', change],
    ['rule', 'payments', { ...change, ruleId: 'type-widened' }],
    ['place', 'payments', { ...change, pointer: '/b' }],
    ['old value', 'payments', { ...change, before: 'number' }],
    ['new value', 'payments', { ...change, after: null }],
  ] as const)('changes with the %s', (_name, subject, other) => {
    expect(changeFingerprint(subject, other)).not.toBe(changeFingerprint('payments', change));
  });

  it('tells an absent value from null', () => {
    const { after: _after, ...without } = change;
    expect(changeFingerprint('payments', without)).not.toBe(changeFingerprint('payments', { ...without, after: null }));
  });
});
