import { describe, expect, it } from 'vitest';
import { Engine } from '../../../../lib/domain/containment/engine.ts';
import { decideIn } from '../../../../lib/domain/containment/inclusion.ts';
import type { ContentModel, Verdict } from '../../../../lib/domain/verdict.ts';
import { parsed } from '../../parsed.ts';
import type { PlainSchema } from '../arbitraries.ts';

type Keyword = 'allOf' | 'anyOf' | 'oneOf';
type Definitions = Readonly<Record<string, PlainSchema>>;
interface Graph {
  readonly levels: number;
  readonly keyword: Keyword;
  /** What `a` is at the end of all paths. */
  readonly type: string;
}

/** Definitions that each list the next one twice: as many paths to the last as 2 to the number of levels. */
function graph({ levels, keyword, type }: Graph): { readonly $defs: Definitions } {
  const $defs: Record<string, PlainSchema> = {};
  for (let level = 0; level < levels; level++) {
    const next = { $ref: `#/$defs/n${level + 1}` };
    $defs[`n${level}`] = { minProperties: 1, [keyword]: [next, next] };
  }
  const properties = { a: { type }, b: { type: 'string' } };
  $defs[`n${levels}`] = { type: 'object', properties, required: ['a'] };
  return { $defs };
}

const AROUND: Readonly<Record<string, (graph: Graph) => PlainSchema>> = {
  itself: (of) => ({ $ref: '#/$defs/n0', ...graph(of) }),
  'its negation': (of) => ({ type: 'object', not: { $ref: '#/$defs/n0' }, ...graph(of) }),
  'unevaluatedProperties beside it': (of) => ({ $ref: '#/$defs/n0', unevaluatedProperties: false, ...graph(of) }),
  'an if of it': (of) => ({ if: { $ref: '#/$defs/n0' }, properties: { c: { type: 'null' } }, ...graph(of) }),
};

function decide(
  left: PlainSchema,
  right: PlainSchema,
  contentModel: ContentModel,
): { verdict: Verdict; steps: number } {
  const engine = new Engine({ formatMode: 'annotation' });
  let before = engine.budget.left;
  const verdict = engine.guard<Verdict>(
    () => {
      const [from, to] = engine.load(parsed(left), parsed(right));
      if (!from || !to) throw new TypeError('two schemas were loaded');
      // Telling which references say the same takes a round for each level, and is counted apart.
      before = engine.budget.left;
      return decideIn(engine, { from, to, contentModel });
    },
    (reason) => ({ verdict: 'undecided', reason }),
  );
  return { verdict, steps: before - engine.budget.left };
}

const MODELS: readonly ContentModel[] = ['open', 'declared'];
const KEYWORDS: readonly Keyword[] = ['allOf', 'anyOf', 'oneOf'];
const CASES = KEYWORDS.flatMap((keyword) =>
  Object.keys(AROUND).flatMap((around) => MODELS.map((model) => [keyword, around, model] as const)),
);

describe('definitions that are reached on many paths', () => {
  it.each(CASES)('cost steps by their number, not by their paths: %s, %s (%s)', (keyword, around, model) => {
    const make = AROUND[around];
    if (!make) throw new TypeError(`no schema around ${around}`);
    const steps = [20, 40, 80].map((levels) => {
      const [from, to] = ['integer', 'string'].map((type) => make({ levels, keyword, type }));
      const { verdict, steps } = decide(from ?? true, to ?? true, model);
      expect(verdict.verdict).not.toBe('undecided');
      return steps;
    });
    const [few = 0, more = 0, most = 0] = steps;
    // Twice the growth from twice as many more: a line, with a few steps of play.
    expect(most - more).toBeLessThanOrEqual(2.2 * (more - few) + 20);
  });

  it('are what one of them says where all are listed twice, and nothing where exactly one may hold', () => {
    const record = { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] };
    for (const model of MODELS) {
      const graphOf = (keyword: Keyword): PlainSchema => ({
        $ref: '#/$defs/n0',
        ...graph({ levels: 30, keyword, type: 'integer' }),
      });
      for (const keyword of ['allOf', 'anyOf'] as const)
        expect(decide(graphOf(keyword), record, model).verdict).toEqual({ verdict: 'compatible' });
      expect(decide(graphOf('oneOf'), { not: {} }, model).verdict).toEqual({ verdict: 'compatible' });
      expect(decide(record, graphOf('oneOf'), model).verdict).toMatchObject({ verdict: 'breaking' });
    }
  });
});

describe('a schema that refers to itself on the spot', () => {
  const record = (type: string, more: PlainSchema): PlainSchema => ({
    type: 'object',
    properties: { a: { type } },
    ...(more as object),
  });

  it.each<[string, PlainSchema]>([
    ['directly', { allOf: [{ $ref: '#' }] }],
    ['through another', { allOf: [{ $ref: '#/$defs/b' }], $defs: { b: { allOf: [{ $ref: '#' }] } } }],
    ['in a branch', { anyOf: [{ $ref: '#' }, { required: ['z'] }] }],
  ])('adds nothing by it (%s)', (_, more) => {
    for (const model of MODELS) {
      const [plain, changed] = [record('integer', {}), record('string', {})];
      const self = record('integer', more);
      expect(decide(self, plain, model).verdict).toEqual({ verdict: 'compatible' });
      expect(decide(plain, self, model).verdict).toEqual({ verdict: 'compatible' });
      expect(decide(self, changed, model).verdict).toMatchObject({ verdict: 'breaking' });
      expect(decide(changed, self, model).verdict).toMatchObject({ verdict: 'breaking' });
    }
  });
});
