import { describe, expect, it } from 'vitest';
import { decideServing } from '../../../lib/domain/contract/serving.ts';
import { findUnknownReads } from '../../../lib/domain/contract/unknown-reads.ts';
import { compareSchemas } from '../../../lib/domain/diff/compare-schemas.ts';
import { parsed } from '../parsed.ts';

type Plain = Readonly<Record<string, unknown>>;
const options = { contentModel: 'declared', formatMode: 'annotation' } as const;

const form = (properties: Plain): Plain => ({
  type: 'object',
  required: ['kind'],
  properties: { kind: { type: 'string' }, ...properties },
});
/** Both forms are open, so both take what either declares, and `oneOf` refuses it. */
const overlapping = (v: string, rest: Plain = {}): Plain => ({
  oneOf: [form({ v: { type: v } }), form({ w: { type: 'integer' } })],
  ...rest,
});
const inside = (payment: Plain, rest: Plain = {}): Plain => ({
  type: 'object',
  properties: { id: { type: 'integer' }, payment, ...rest },
});

const serve = (old: Plain, next: Plain, reads: readonly string[]) =>
  decideServing({
    trained: parsed(old),
    head: parsed(old),
    next: parsed(next),
    reads: reads.map((pointer) => ({ pointer })),
    options,
  });

function servingOf(old: Plain, next: Plain) {
  return compareSchemas(parsed(old), parsed(next), options).verdicts.serving;
}

describe('fields that are declared and never emitted', () => {
  it('are fields that can be subscribed to', () => {
    const reads = ['/kind', '/v', '/w'].map((pointer) => ({ pointer }));
    expect(findUnknownReads(parsed(overlapping('integer')), reads)).toEqual([]);
    const within = ['/payment', '/payment/kind', '/payment/v'].map((pointer) => ({ pointer }));
    expect(findUnknownReads(parsed(inside(overlapping('integer'))), within)).toEqual([]);
    expect(findUnknownReads(parsed(inside(overlapping('integer'))), [{ pointer: '/payment/z' }])).toHaveLength(1);
  });

  it('are never something that a reader can take, and the reason says what to do', () => {
    for (const reads of [[], ['/v'], ['/kind']])
      expect(serve(overlapping('integer'), overlapping('string'), reads)).toMatchObject({
        status: 'undecided',
        reason: expect.stringMatching(
          /no record of the new version has declared members only.*const.*additionalProperties: false/,
        ),
      });
    expect(servingOf(overlapping('integer'), overlapping('string'))).toMatchObject({ verdict: 'undecided' });
  });

  it('are doubted deep inside a record too, by whoever reads them alone', () => {
    const [old, next] = [inside(overlapping('integer')), inside(overlapping('string'))];
    for (const reads of [[], ['/payment'], ['/payment/v']])
      expect(serve(old, next, reads)).toMatchObject({
        status: 'undecided',
        pointer: '/payment',
        reason: expect.stringContaining('/payment'),
      });
    expect(serve(old, next, ['/id'])).toEqual({ status: 'compatible' });
    expect(servingOf(old, next)).toMatchObject({ verdict: 'undecided', pointer: '/payment' });
  });

  it('are no doubt where nothing changed about them', () => {
    const [old, next] = [
      inside(overlapping('integer'), { more: { type: 'string' } }),
      inside(overlapping('integer'), { more: { type: 'string', maxLength: 5 } }),
    ];
    expect(serve(old, next, [])).toEqual({ status: 'compatible' });
    expect(servingOf(old, next)).toEqual({ verdict: 'compatible' });
  });

  it('do not hide a break beside them', () => {
    const [old, next] = [inside(overlapping('integer')), { ...inside(overlapping('string')), required: ['id'] }];
    const broken = inside(overlapping('string'), { id: { type: 'string' } });
    expect(serve(old, broken, [])).toMatchObject({ status: 'newly-broken', witness: { id: 'text' } });
    expect(servingOf(old, broken)).toMatchObject({ verdict: 'breaking', witness: { id: 'text' } });
    expect(serve(old, next, ['/id'])).toEqual({ status: 'compatible' });
  });

  it('do not make a break of forms that are told apart now', () => {
    const apart = {
      oneOf: [
        { ...form({ kind: { const: 'x' }, v: { type: 'integer' } }) },
        { ...form({ kind: { const: 'y' }, w: { type: 'integer' } }) },
      ],
    };
    expect(serve(inside(overlapping('integer')), inside(apart), ['/payment/v'])).toMatchObject({ status: 'undecided' });
  });
});
