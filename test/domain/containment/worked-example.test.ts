import { describe, expect, it } from 'vitest';
import { NUMBER } from '../../../lib/domain/containment/algebra/formula.ts';
import { rational } from '../../../lib/domain/containment/algebra/rational.ts';
import { decideContainment } from '../../../lib/domain/containment/decide.ts';
import { Engine } from '../../../lib/domain/containment/engine.ts';
import { parsed } from '../parsed.ts';

const FROM = { properties: { amount: { type: 'integer' } }, required: ['amount'] };
const TO = { properties: { amount: { type: 'integer', minimum: 1 } } };
const OPTIONS = { contentModel: 'declared', formatMode: 'annotation' } as const;

describe('the example that decide.ts tells', () => {
  it('breaks by the record that is told there', () => {
    expect(decideContainment(parsed(FROM), parsed(TO), OPTIONS)).toEqual({
      verdict: 'breaking',
      witness: { amount: 0 },
      pointers: ['/amount'],
    });
  });

  it('compiles to the formulas that are told there', () => {
    const engine = new Engine(OPTIONS);
    const { formulas, compiler } = engine;
    const [from, to] = engine.load(parsed(FROM), parsed(TO));
    const amount = { only: new Set(['amount']) };
    const integer = [formulas.types(NUMBER), formulas.multiple(rational(1n))];

    expect(from && compiler.formulaOf(from)).toBe(
      formulas.and([formulas.someMember(amount, formulas.true), formulas.everyMember(amount, formulas.and(integer))]),
    );
    expect(to && compiler.formulaOf(to)).toBe(
      formulas.everyMember(amount, formulas.and([...integer, formulas.min(rational(1n), false)])),
    );
  });
});
