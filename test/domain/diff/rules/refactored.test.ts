import { describe, expect, it } from 'vitest';
import { diffSchemas } from '../../../../lib/domain/diff/diff.ts';
import type { PlaceJudge } from '../../../../lib/domain/diff/judge/judge-lens.ts';
import { type Plain, parsed } from './rule-table.ts';

const COMPATIBLE = { verdict: 'compatible' } as const;
const equalAt =
  (...pointers: readonly string[]): PlaceJudge =>
  ({ pointer }) =>
    pointers.includes(pointer)
      ? { serving: COMPATIBLE, training: COMPATIBLE }
      : {
          serving: { verdict: 'undecided', reason: 'not asked' },
          training: { verdict: 'undecided', reason: 'not asked' },
        };
const idsOf = (old: Plain, next: Plain, judge: PlaceJudge): readonly string[] =>
  diffSchemas(parsed(old), parsed(next), { judge }).map(({ ruleId, pointer }) => `${ruleId} ${pointer}`);

describe('refactored', () => {
  it('takes the place of the structural changes at a place that is proven equal', () => {
    const old = { properties: { flag: { type: 'boolean' } } };
    const next = { properties: { flag: { enum: [true, false], type: ['boolean', 'null'] } } };

    const changes = diffSchemas(parsed(old), parsed(next), { judge: equalAt('/flag') });

    expect(changes).toMatchObject([
      {
        ruleId: 'refactored',
        pointer: '/flag',
        after: ['enum-added'],
        severity: { serving: 'safe', training: 'safe' },
        proof: 'proven-harmless',
      },
    ]);
  });

  it('speaks for everything beneath a place that is proven equal', () => {
    const old = { properties: { a: { minimum: 1 }, b: { type: 'string' } } };
    const next = { properties: { a: { minimum: 2 }, b: { type: ['string', 'integer'] } } };
    expect(idsOf(old, next, equalAt(''))).toEqual(['refactored ']);
  });

  it('never silences an annotation, nor a field that is lost', () => {
    const old = { properties: { a: { 'x-unit': 'EUR', maximum: 1 }, gone: { type: 'string' } } };
    const next = { properties: { a: { 'x-unit': 'cent', maximum: 2 } } };
    expect(idsOf(old, next, equalAt(''))).toEqual(['property-removed /gone', 'unit-changed /a', 'refactored ']);
  });

  it('says once, of the whole, what no rule finds a difference in, where it is proven the same', () => {
    expect(idsOf({ type: 'string' }, { type: ['string'] }, equalAt(''))).toEqual(['refactored ']);
    expect(idsOf({ type: 'string' }, { type: 'string' }, equalAt(''))).toEqual([]);
    expect(idsOf({ type: 'string' }, { type: ['string'] }, () => undefined)).toEqual([]);
  });
});
