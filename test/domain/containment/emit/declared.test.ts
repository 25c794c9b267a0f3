import { describe, expect, it } from 'vitest';
import { Comparison } from '../../../../lib/domain/containment/compare/comparison.ts';
import { decideContainment } from '../../../../lib/domain/containment/decide.ts';
import { parsed } from '../../parsed.ts';
import { DECLARED_CASES } from '../declared-cases.ts';

describe('the declared content model', () => {
  it.each(DECLARED_CASES)('$verdict: $why', ({ left, right, verdict }) => {
    const options = { contentModel: 'declared', formatMode: 'annotation' } as const;
    const answer = decideContainment(parsed(left), parsed(right), options);
    expect(answer).toMatchObject({ verdict });
  });

  it.each(DECLARED_CASES)('says the same where both directions are asked at once: $why', ({ left, right, verdict }) => {
    const options = { contentModel: 'declared', formatMode: 'annotation' } as const;
    const { serving, training } = new Comparison(parsed(left), parsed(right), options).verdicts();
    expect(training.verdict).toBe(verdict);
    expect(serving.verdict).toBe(decideContainment(parsed(right), parsed(left), options).verdict);
  });

  it('never breaks where the letter of both schemas agrees', () => {
    const broken = DECLARED_CASES.filter(({ left, right, verdict }) => {
      const options = { contentModel: 'open', formatMode: 'annotation' } as const;
      return verdict === 'breaking' && decideContainment(parsed(left), parsed(right), options).verdict === 'compatible';
    });
    expect(broken.map(({ why }) => why)).toEqual([]);
  });
});
