import { describe, expect, it } from 'vitest';
import { Engine } from '../../../lib/domain/containment/engine.ts';
import { compareSchemas } from '../../../lib/domain/diff/compare-schemas.ts';
import type { JsonValue } from '../../../lib/domain/schema/json.ts';
import { DECLARED_CASES } from '../containment/declared-cases.ts';
import { type Plain, parsed } from './rules/rule-table.ts';

type Model = 'declared' | 'open';
const changesOf = (old: Plain, next: Plain, contentModel: Model = 'declared') =>
  compareSchemas(parsed(old), parsed(next), { contentModel, formatMode: 'annotation' }).changes;
const object = (properties: Plain, more: Readonly<Record<string, unknown>> = {}) => ({
  type: 'object',
  properties,
  ...more,
});

describe('the proof of a change', () => {
  it('has the very value that came', () => {
    const changes = changesOf(object({ b: { enum: ['SE'] } }), object({ b: { enum: ['SE', 'NO', 'DK'] } }));
    expect(changes.map(({ after, record }) => [after, record])).toEqual([
      ['DK', { b: 'DK' }],
      ['NO', { b: 'NO' }],
    ]);
  });

  it.each<[string, Plain, Plain, string]>([
    [
      'an opened record whose only break lies in a field',
      object({ p: { type: 'integer' } }, { additionalProperties: false }),
      object({ p: { type: 'string' } }),
      'additional-properties-opened',
    ],
    [
      'a bound that what else changed makes unreachable',
      object({ p: { type: 'integer', maximum: 5 } }),
      object({ p: { type: 'string', maximum: 9 } }),
      'range-widened',
    ],
    [
      'a value that its own type keeps out',
      object({ p: { type: 'string', enum: ['a'] }, q: { type: 'integer' } }),
      object({ p: { type: 'string', enum: ['a', 1] }, q: { type: 'string' } }),
      'enum-value-added',
    ],
  ])('is not borrowed from another change: %s is safe', (_name, old, next, ruleId) => {
    const found = changesOf(old, next);
    expect(found.some(({ severity }) => severity.serving === 'breaking')).toBe(true);
    for (const change of found.filter((one) => one.ruleId === ruleId))
      expect(change).toMatchObject({ severity: { serving: 'safe' } });
  });

  it('is not given to a value that went from a form, where another one came', () => {
    const forms = (...kinds: readonly string[]) => ({
      oneOf: kinds.map((kind, at) =>
        object({ kind: { enum: [kind] }, [`v${at}`]: { type: 'integer' } }, { required: ['kind'] }),
      ),
    });
    const changes = changesOf(forms('x', 'y'), forms('x', 'z'));
    const severityOf = (id: string) => changes.find(({ ruleId }) => ruleId === id)?.severity.serving;
    expect(severityOf('enum-value-removed')).not.toBe('breaking');
  });

  it('shows each of two changes at one place by itself', () => {
    const old = object({ s: { type: 'string', maxLength: 3, pattern: '^a' } });
    const changes = changesOf(old, object({ s: { type: 'string', maxLength: 9, pattern: '^[ab]' } }));
    const witnessOf = (id: string) => changes.find(({ ruleId }) => ruleId === id)?.witness;
    expect(witnessOf('length-widened')).toSatisfy((text: string) => text.length > 3);
    expect(witnessOf('pattern-changed')).toSatisfy((text: string) => text.startsWith('b'));
  });

  it.each<[string, Plain, Plain]>([
    ['an optional field', object({ a: { type: 'integer' }, b: { type: 'string' } }), object({ b: { type: 'string' } })],
    [
      'a required one of an open record',
      object({ a: { type: 'integer' }, b: { type: 'string' } }, { required: ['a'], additionalProperties: true }),
      object({ b: { type: 'string' } }, { additionalProperties: true }),
    ],
    ['one that has another name now', object({ a: { type: 'integer' } }), object({ c: { type: 'integer' } })],
  ])('is a record without the field where %s went', (_name, old, next) => {
    const [change] = changesOf(old, next);
    expect(change).toMatchObject({ pointer: '/a', proof: 'proven-breaking', severity: { serving: 'breaking' } });
    expect(Object.keys(change?.record as object)).toEqual([next === true ? '' : expect.not.stringMatching(/^a$/)]);
  });

  it('is a whole record of the field beneath a list', () => {
    const list = (item: Plain) => object({ l: { type: 'array', items: item } });
    const [change] = changesOf(list(object({ a: {}, b: {} })), list(object({ b: {} })));
    expect(change).toMatchObject({ pointer: '/l/*/a', record: { l: [{}] } });
  });

  it('calls dangerous what is no longer declared, may still come, and breaks nothing', () => {
    const [change] = changesOf(object({ a: true }), object({}, { additionalProperties: true }));
    expect(change).toMatchObject({ ruleId: 'property-removed', severity: { serving: 'dangerous' } });
  });

  it.each<Model>(['declared', 'open'])(
    'is sent by the new schema and, but for a lost field, rejected by the old one (%s)',
    (model) => {
      let proven = 0;
      for (const { left, right } of DECLARED_CASES) {
        const engine = new Engine({ formatMode: 'annotation' });
        const [old, next] = engine.load(parsed(left as Plain), parsed(right as Plain));
        for (const { record, severity, ruleId } of changesOf(left as Plain, right as Plain, model)) {
          if (record === undefined || severity.serving !== 'breaking' || !old || !next) continue;
          proven++;
          const isSent = (value: JsonValue) => engine.isEmitted(next, value, model);
          const isHistory = (value: JsonValue) => engine.isEmitted(old, value, model);
          expect(isSent(record) || isHistory(record)).toBe(true);
          if (/removed|renamed/.test(ruleId)) continue;
          const rejects = isSent(record) && engine.evaluator.isValid(old, record) === false;
          const history = isHistory(record) && engine.evaluator.isValid(next, record) === false;
          expect(rejects || history).toBe(true);
        }
      }
      expect(proven).toBeGreaterThan(20);
    },
  );
});
