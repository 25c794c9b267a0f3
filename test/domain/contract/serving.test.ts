import { describe, expect, it } from 'vitest';
import { decideServing } from '../../../lib/domain/contract/serving.ts';
import { decideTraining } from '../../../lib/domain/contract/training.ts';
import { findUndeclaredReads } from '../../../lib/domain/contract/undeclared-reads.ts';
import { findUnknownReads } from '../../../lib/domain/contract/unknown-reads.ts';
import { parsed } from '../parsed.ts';
import { SERVING_CASES, type ServingCase } from './serving-cases.ts';

const options = { contentModel: 'declared', formatMode: 'annotation' } as const;

function serve({ trained, next, head, reads, strict, expectations }: ServingCase) {
  return decideServing({
    trained: parsed(trained),
    next: parsed(next),
    ...(head ? { head: parsed(head) } : {}),
    reads: reads.map((read) => (typeof read === 'string' ? { pointer: read } : read)),
    ...(strict === undefined ? {} : { strict }),
    ...(expectations ? { expectations: parsed(expectations) } : {}),
    options,
  });
}

const EXPECTED = {
  compatible: { status: 'compatible' },
  'newly-broken': { status: 'newly-broken', kind: 'rejected' },
  'still-broken': { status: 'still-broken', kind: 'rejected' },
  lost: { status: 'newly-broken', kind: 'field-lost' },
  'still-lost': { status: 'still-broken', kind: 'field-lost' },
  undecided: { status: 'undecided' },
} as const;

describe('the serving lens', () => {
  it.each(SERVING_CASES)('$expected: $why', (one) => {
    const verdict = serve(one);
    expect(verdict).toMatchObject(EXPECTED[one.expected]);
    if (one.pointer !== undefined && 'pointers' in verdict)
      expect(verdict.pointers.map((pointer) => pointer.replaceAll(/\/\d+/g, '/*'))).toContain(one.pointer);
  });

  it('says the same of a subject whose version did not change, whatever is read', () => {
    for (const { trained, reads, why } of SERVING_CASES) {
      const plain = reads.filter((read) => typeof read === 'string');
      const verdict = serve({ why, trained, next: trained, reads: plain, expected: 'compatible' });
      expect({ why, ...verdict }).toEqual({ why, status: 'compatible' });
    }
  });

  it('asks no more of who reads less', () => {
    for (const one of SERVING_CASES) {
      if (one.expected !== 'compatible' || one.head || one.expectations) continue;
      for (const read of one.reads) expect(serve({ ...one, reads: [read] }).status).toBe('compatible');
    }
  });
});

describe('the training lens', () => {
  const old = parsed({
    type: 'object',
    properties: { a: { type: 'integer' }, b: { type: 'integer' } },
    required: ['a'],
  });
  const next = parsed({
    type: 'object',
    properties: { a: { type: 'integer' }, b: { type: 'string' } },
    required: ['a'],
  });

  it('compares contracts: what is not read does not matter', () => {
    expect(decideTraining({ old, next, reads: [{ pointer: '/a' }], options })).toEqual({ verdict: 'compatible' });
  });

  it('shows a record of history that the new version refuses', () => {
    expect(decideTraining({ old, next, reads: [{ pointer: '/b' }], options })).toEqual({
      verdict: 'breaking',
      witness: { b: 0 },
      pointers: ['/b'],
    });
  });

  it('asks for what the new version requires', () => {
    const stricter = parsed({
      type: 'object',
      properties: { a: { type: 'integer' }, b: { type: 'integer' } },
      required: ['a', 'b'],
    });
    expect(decideTraining({ old, next: stricter, reads: [{ pointer: '/b' }], options })).toMatchObject({
      verdict: 'breaking',
    });
    expect(decideTraining({ old: stricter, next: old, reads: [{ pointer: '/b' }], options })).toEqual({
      verdict: 'compatible',
    });
  });
});

describe('reads that cannot occur', () => {
  const schema = parsed({
    type: 'object',
    properties: {
      user: { type: 'object', properties: { name: { type: 'string' }, mail: { type: 'string' } } },
      rows: { type: 'array', items: { type: 'object', properties: { sku: {} } } },
    },
  });

  it('names the nearest that can', () => {
    expect(
      findUnknownReads(schema, [{ pointer: '/user/nam' }, { pointer: '/usr/name' }, { pointer: '/rows/*/sk' }]),
    ).toEqual([
      { pointer: '/user/nam', nearest: ['/user/name', '/user/mail'] },
      { pointer: '/usr/name', nearest: ['/user', '/rows'] },
      { pointer: '/rows/*/sk', nearest: ['/rows/*/sku'] },
    ]);
  });

  it('accepts those that can, free-form places included', () => {
    const free = parsed({ type: 'object', properties: { meta: { type: 'object' } } });
    expect(findUnknownReads(schema, [{ pointer: '/user/name' }, { pointer: '/rows/*/sku' }, { pointer: '' }])).toEqual(
      [],
    );
    expect(findUnknownReads(free, [{ pointer: '/meta/whatever' }])).toEqual([]);
  });
});

describe('reads that the schema does not declare', () => {
  const open = parsed({
    type: 'object',
    properties: {
      rowCount: { type: 'integer' },
      meta: { type: 'object' },
      byDay: { type: 'object', additionalProperties: { type: 'object', properties: { n: {} } } },
      rows: { type: 'array', items: { type: 'object', properties: { sku: {} } } },
    },
    patternProperties: { '^x-': { type: 'string' } },
    required: ['id'],
    additionalProperties: true,
  });
  const undeclared = (...pointers: readonly string[]) =>
    findUndeclaredReads(
      open,
      pointers.map((pointer) => ({ pointer })),
    );

  it('are named with the nearest that it does', () => {
    const [misspelt] = undeclared('/rowcount');
    expect(misspelt?.pointer).toBe('/rowcount');
    expect(misspelt?.nearest[0]).toBe('/rowCount');
    expect(undeclared('/rows/*/sk')).toEqual([{ pointer: '/rows/*/sk', nearest: ['/rows/*/sku'] }]);
    expect(undeclared('/meta/whatever')).toEqual([{ pointer: '/meta/whatever', nearest: [] }]);
    expect(undeclared('/byDay/monday/m')).toEqual([{ pointer: '/byDay/monday/m', nearest: ['/byDay/monday/n'] }]);
  });

  it('are not what a name, a pattern, a map, a list or required says something of', () => {
    expect(
      undeclared('/rowCount', '/x-team', '/byDay/monday', '/byDay/monday/n', '/rows', '/rows/*/sku', '/id'),
    ).toEqual([]);
    expect(undeclared('')).toEqual([]);
  });

  it('are whatever is read of a map of anything', () => {
    expect(findUndeclaredReads(parsed({ additionalProperties: {} }), [{ pointer: '/a' }])).toHaveLength(1);
    expect(findUndeclaredReads(parsed(true), [{ pointer: '/a' }])).toHaveLength(1);
  });
});

describe('a reader of one field among many', () => {
  it('is judged as fast as the schema is read: no name is looked for in a list of all', () => {
    const names = [...Array(20_000).keys()].map((at) => `field_${at}`);
    const wide = (type: string) => ({
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, { type: name === 'field_7' ? type : 'integer' }])),
    });
    const [trained, next] = [wide('integer'), wide('string')];
    const verdict = serve({ trained, next, reads: ['/field_7'] } as unknown as ServingCase);
    expect(verdict).toMatchObject({ status: 'newly-broken', witness: { field_7: 'text' } });
  }, 60_000);
});
