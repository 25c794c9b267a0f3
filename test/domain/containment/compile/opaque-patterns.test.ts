import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyWitness } from '../../../../lib/adapters/validation/verify-witness.ts';
import { decideContainment } from '../../../../lib/domain/containment/decide.ts';
import { decideServing } from '../../../../lib/domain/contract/serving.ts';
import { fromPlain } from '../../../../lib/domain/schema/json.ts';
import type { ContentModel, Verdict } from '../../../../lib/domain/verdict.ts';
import { parsed } from '../../parsed.ts';
import { anySchema, type PlainSchema } from '../arbitraries.ts';

const RUNS = { numRuns: Number(process.env['FUZZ_RUNS'] ?? 300) };
const MODELS: readonly ContentModel[] = ['declared', 'open'];

const decide = (left: PlainSchema, right: PlainSchema, contentModel: ContentModel): Verdict =>
  decideContainment(parsed(left), parsed(right), { contentModel, formatMode: 'annotation', budget: 60_000 });

/** Requires an `id` that is hard to read, beside an amount. */
const record = (id: object, maximum: number): PlainSchema => ({
  type: 'object',
  properties: { id, amount: { type: 'number', maximum }, note: { type: 'string' } },
  required: ['id', 'amount'],
});

/** Conditions without an exact language, and none that samples of ours satisfy by luck alone. */
const HARD: Readonly<Record<string, object>> = {
  'a look-behind': { type: 'string', pattern: '^\\w+(?<!_)@x$' },
  'a look-behind that looks ahead': { type: 'string', pattern: '(?<=a(?=b))b' },
  'a back-reference': { type: 'string', pattern: '^(\\w+)-\\1$' },
  'a back-reference to a loop': { type: 'string', pattern: '^(?:(a|b)c)+\\1$' },
  'no character three times': { type: 'string', pattern: '^(?!.*(.)\\1\\1).{4,8}$' },
  'an example only': { type: 'string', pattern: '^([a-z]{3})x\\1y(\\d\\d)\\2(?!.*a)$', examples: ['bcdxbcdy1717'] },
  'a default only': { type: 'string', pattern: '^([a-z]{3})x\\1y(\\d\\d)\\2(?!.*a)$', default: 'bcdxbcdy1717' },
  'listed values': { enum: ['abab', 'abba'], pattern: '^(.+)\\1$' },
  'names of members': { type: 'object', propertyNames: { pattern: '^(.+)\\1$' } },
  'patterns of members': { type: 'object', patternProperties: { '^(.+)\\1$': { type: 'string' } } },
};

describe('a required place that cannot be read and did not change', () => {
  it.each(Object.keys(HARD).flatMap((what) => MODELS.map((contentModel) => ({ what, contentModel }))))(
    'spoils no verdict on what changed beside it: $what, $contentModel',
    async ({ what, contentModel }) => {
      const [narrow, wide] = [record(HARD[what] ?? {}, 10), record(HARD[what] ?? {}, 20)];

      expect(decide(narrow, wide, contentModel)).toEqual({ verdict: 'compatible' });
      const verdict = decide(wide, narrow, contentModel);
      expect(verdict).toMatchObject({ verdict: 'breaking', pointers: ['/amount'] });
      if (verdict.verdict !== 'breaking') return;
      const sides = { accepts: fromPlain(wide), rejects: [fromPlain(narrow)], formatMode: 'annotation' as const };
      expect(await verifyWitness({ ...sides, witness: verdict.witness })).toEqual({ verified: true, outvoted: [] });
    },
  );

  it.each(Object.keys(HARD).flatMap((what) => MODELS.map((contentModel) => ({ what, contentModel }))))(
    'is no reason to doubt what a reader takes: $what, $contentModel',
    ({ what, contentModel }) => {
      const [narrow, wide] = [record(HARD[what] ?? {}, 10), record(HARD[what] ?? {}, 20)];
      const options = { contentModel, formatMode: 'annotation' } as const;
      for (const pointers of [['/amount'], ['/id', '/amount'], []]) {
        const reads = pointers.map((pointer) => ({ pointer }));
        const serve = (next: PlainSchema, trained: PlainSchema) =>
          decideServing({ next: parsed(next), trained: parsed(trained), reads, options }).status;

        expect([what, pointers, serve(wide, narrow)]).toEqual([what, pointers, 'newly-broken']);
        expect([what, pointers, serve(narrow, wide)]).toEqual([what, pointers, 'compatible']);
      }
      const serve = decideServing({
        next: parsed(wide),
        trained: parsed(narrow),
        reads: [{ pointer: '/note' }],
        options,
      });
      expect(serve.status).toBe('compatible');
    },
  );

  it('is proven to break by a text of which it can be told', () => {
    const [old, next] = [{ pattern: '^(\\w+)-\\1$' }, { pattern: '^(\\w+)-\\w$' }];
    const text = { type: 'string' };

    expect(decide({ ...text, ...next }, { ...text, ...old }, 'open')).toMatchObject({ verdict: 'breaking' });
    expect(decide({ ...text, ...old }, { ...text, ...next }, 'open')).toMatchObject({ verdict: 'breaking' });
    expect(decide(text, { ...text, ...old }, 'open')).toMatchObject({ verdict: 'breaking' });
    expect(decide({ ...text, ...old }, text, 'open')).toEqual({ verdict: 'compatible' });
    expect(decide({ type: 'number' }, { pattern: old.pattern }, 'open')).toEqual({ verdict: 'compatible' });
  });

  it('stays undecided where only a proof of the whole pattern could tell', () => {
    const [pairs, more] = [
      { type: 'string', pattern: '^(a+)\\1$' },
      { type: 'string', pattern: '^(aa)+$' },
    ];

    expect(decide(pairs, more, 'open')).toEqual({
      verdict: 'undecided',
      reason: 'pattern uses a back-reference',
      pointer: '/pattern',
    });
  });
});

// Means the same, and cannot be read: the group may be passed or not, so that the reference is not resolved.
const hidden = (pattern: string): string => `(?:${pattern})(?:())?\\1`;

/** The schema with some of its patterns hidden; `which` is asked for each in turn. */
function withHidden(schema: unknown, which: () => boolean): unknown {
  if (Array.isArray(schema)) return schema.map((item) => withHidden(item, which));
  if (typeof schema !== 'object' || schema === null) return schema;
  const result: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'const' || keyword === 'enum') result[keyword] = value;
    else if (keyword === 'pattern' && typeof value === 'string') result[keyword] = which() ? hidden(value) : value;
    else if (keyword === 'patternProperties' && typeof value === 'object' && value !== null)
      result[keyword] = Object.fromEntries(
        Object.entries(value).map(([pattern, inner]) => [
          which() ? hidden(pattern) : pattern,
          withHidden(inner, which),
        ]),
      );
    else result[keyword] = withHidden(value, which);
  }
  return result;
}

describe('a pattern that is made unreadable', () => {
  it('turns no verdict into the other one', () => {
    fc.assert(
      fc.property(
        anySchema,
        anySchema,
        fc.infiniteStream(fc.boolean()),
        fc.constantFrom(...MODELS),
        (a, b, bits, model) => {
          const which = (): boolean => bits.next().value;
          const [left, right] = [withHidden(a, which), withHidden(b, which)] as PlainSchema[];
          if (left === undefined || right === undefined) return;
          const [plain, opaque] = [decide(a, b, model).verdict, decide(left, right, model).verdict];
          if (plain !== 'undecided' && opaque !== 'undecided')
            expect({ a: left, b: right, opaque }).toEqual({ a: left, b: right, opaque: plain });
        },
      ),
      RUNS,
    );
  });

  it('is the same condition on both sides', () => {
    fc.assert(
      fc.property(anySchema, fc.constantFrom(...MODELS), (schema, model) => {
        const same = withHidden(schema, () => true) as PlainSchema;
        const wider = { anyOf: [same, { type: 'string', maxLength: 3 }] };
        expect(decide(same, wider, model === 'open' ? 'open' : 'declared').verdict).not.toBe('breaking');
      }),
      RUNS,
    );
  });
});
