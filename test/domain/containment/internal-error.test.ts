import { describe, expect, it } from 'vitest';
import { verifyWitness } from '../../../lib/adapters/validation/verify-witness.ts';
import { Comparison } from '../../../lib/domain/containment/compare/comparison.ts';
import { decideContainment } from '../../../lib/domain/containment/decide.ts';
import { isInternalError } from '../../../lib/domain/containment/internal-error.ts';
import { printContract } from '../../../lib/domain/contract/print/print-contract.ts';
import { decideServing } from '../../../lib/domain/contract/serving.ts';
import { decideTraining } from '../../../lib/domain/contract/training.ts';
import { compareSchemas } from '../../../lib/domain/diff/compare-schemas.ts';
import type { JsonObject } from '../../../lib/domain/schema/json.ts';
import { ParsedSchema } from '../../../lib/domain/schema/parse-schema.ts';
import { parsed } from '../parsed.ts';

/** A schema that fails whoever looks at it closely enough: stands for a defect anywhere in a comparison. */
const broken = (keyword: string): ParsedSchema => {
  const { canonical, fingerprint, dialect } = parsed({ title: keyword });
  return new ParsedSchema({ value: failing(keyword), canonical, fingerprint, dialect });
};
const failing = (keyword: string): JsonObject => ({
  type: 'object',
  properties: {
    amount: Object.defineProperty({ type: 'number' }, keyword, {
      enumerable: true,
      get: () => {
        throw new TypeError('out of order');
      },
    }),
  },
});
const plain = parsed({ type: 'object', properties: { amount: { type: 'string' } }, required: ['amount'] });
const reads = [{ pointer: '/amount' }];

const QUESTIONS: Readonly<Record<string, (schema: ParsedSchema, contentModel: 'declared' | 'open') => unknown>> = {
  containment: (schema, contentModel) => decideContainment(schema, plain, { contentModel, formatMode: 'annotation' }),
  'containment the other way round': (schema, contentModel) =>
    decideContainment(plain, schema, { contentModel, formatMode: 'annotation' }),
  'a comparison': (schema, contentModel) =>
    new Comparison(plain, schema, { contentModel, formatMode: 'annotation' }).verdicts().training,
  'a place': (schema, contentModel) =>
    new Comparison(plain, schema, { contentModel, formatMode: 'annotation' }).verdictsAt({
      oldSchemaPointer: '/properties/amount',
      newSchemaPointer: '/properties/amount',
    })?.training,
  'a reader': (schema, contentModel) =>
    decideServing({ next: plain, trained: schema, reads, options: { contentModel, formatMode: 'annotation' } }),
  'a new version': (schema, contentModel) =>
    decideServing({ next: schema, trained: plain, reads, options: { contentModel, formatMode: 'annotation' } }),
  history: (schema, contentModel) =>
    decideTraining({ old: plain, next: schema, reads, options: { contentModel, formatMode: 'annotation' } }),
};

describe('a defect in the midst of a comparison', () => {
  it.each(
    Object.keys(QUESTIONS).flatMap((question) =>
      (['declared', 'open'] as const).flatMap((model) =>
        // The first stops the reading of the schema, the others what is compiled or evaluated of it.
        ['$id', 'type', 'pattern', 'examples'].map((keyword) => ({ question, model, keyword })),
      ),
    ),
  )('leaves $question undecided, or does not matter to it ($model, $keyword)', ({ question, model, keyword }) => {
    const answer = QUESTIONS[question]?.(broken(keyword), model) as {
      verdict?: string;
      status?: string;
      reason?: string;
    };

    const outcome = answer.verdict ?? answer.status;
    if (outcome === 'undecided') expect(isInternalError(answer.reason ?? '')).toBe(true);
    // What was proven before anybody looked at the broken part is proven.
    else expect([outcome, keyword]).toEqual([expect.stringMatching(/^(breaking|newly-broken)$/), 'examples']);
  });

  it('is told of a printed contract, which then accepts everything', () => {
    const options = { contentModel: 'declared', formatMode: 'annotation' } as const;

    const { schema, unsaid } = printContract({ trained: broken('type'), reads, options });

    expect(schema).toBe(true);
    expect(unsaid.map(isInternalError)).toEqual([true]);
  });

  it('leaves open what the rules were to explain, and a proven break proven', () => {
    const options = { contentModel: 'declared', formatMode: 'annotation' } as const;
    const { verdicts } = compareSchemas(plain, broken('type'), options);

    expect(verdicts).toEqual({
      serving: { verdict: 'undecided', reason: expect.stringMatching(/^an internal error .*out of order/) },
      training: { verdict: 'undecided', reason: expect.stringMatching(/^an internal error .*out of order/) },
    });
  });

  it('leaves a witness unproven', async () => {
    const claim = {
      accepts: failing('type'),
      rejects: [plain.value],
      witness: { amount: 1 },
      formatMode: 'annotation',
    } as const;

    expect(await verifyWitness(claim)).toEqual({ verified: false, reason: expect.stringMatching(/out of order/) });
  });
});
