import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InlineJudge } from '../../../lib/adapters/judge/inline-judge.ts';
import { VerifyingJudge } from '../../../lib/adapters/judge/verifying-judge.ts';
import { decideContainment } from '../../../lib/domain/containment/decide.ts';
import { type ParsedSchema, parseSchema } from '../../../lib/domain/schema/parse-schema.ts';
import type { ConsumerVerdict, ContentModel } from '../../../lib/domain/verdict.ts';
import { anySchema, type PlainSchema } from '../containment/arbitraries.ts';

const RUNS = { numRuns: Number(process.env['FUZZ_RUNS'] ?? 60) };
const MODELS = ['declared', 'open'] as const;
const judge = new VerifyingJudge(new InlineJudge());

function parse(text: string): ParsedSchema {
  const parsed = parseSchema(text);
  if (parsed.ok) return parsed.schema;
  throw new Error(JSON.stringify(parsed.problems));
}
const schemaOf = (schema: PlainSchema): ParsedSchema => parse(JSON.stringify(schema));

interface Pair {
  readonly old: ParsedSchema;
  readonly next: ParsedSchema;
  readonly contentModel: ContentModel;
}

/** What a comparison says to whoever reads everything. */
async function compare({ old, next, contentModel }: Pair): Promise<string> {
  const { verdicts, changes } = await judge.compare({ old, next, options: { contentModel, formatMode: 'annotation' } });
  const isTold = changes.some(({ severity }) => severity.serving === 'breaking');
  if (verdicts.serving.verdict === 'breaking') return isTold ? 'rejected' : 'a break that no change tells';
  if (verdicts.serving.verdict === 'undecided') return 'undecided';
  return isTold ? 'field-lost' : 'compatible';
}

/** What a model is told that was trained on the head and reads the whole record. */
async function serve({ old, next, contentModel }: Pair, reads: readonly string[] = []): Promise<string> {
  const verdict: ConsumerVerdict = await judge.serve({
    next,
    head: old,
    contract: { trained: old, reads: reads.map((pointer) => ({ pointer })), strict: false },
    options: { contentModel, formatMode: 'annotation' },
  });
  return verdict.status === 'newly-broken' ? verdict.kind : verdict.status;
}

const acceptsNothing = (schema: ParsedSchema): boolean =>
  decideContainment(schema, schemaOf(false), { contentModel: 'open', formatMode: 'annotation' }).verdict ===
  'compatible';

async function expectOneVerdict(pair: Pair): Promise<void> {
  const about = `${pair.contentModel} ${pair.old.canonical} -> ${pair.next.canonical}`;
  const compared = await compare(pair);
  for (const reads of [[], ['']])
    expect({ about, reads, verdict: await serve(pair, reads) }).toEqual({ about, reads, verdict: compared });
}

describe('one verdict from every door', () => {
  const folder = new URL('pairs/', import.meta.url);
  const read = (name: string, file: string): ParsedSchema =>
    parse(readFileSync(new URL(`${name}/${file}.json`, folder), 'utf8'));

  it.each(readdirSync(folder))('a comparison says of %s what a reader of the whole record is told', async (name) => {
    const [old, next] = [read(name, 'old'), read(name, 'new')];
    for (const contentModel of MODELS) {
      await expectOneVerdict({ old, next, contentModel });
      await expectOneVerdict({ old: next, next: old, contentModel });
    }
  });

  it.each(MODELS)('says the same of random schemas, by the %s content model', async (contentModel) => {
    await fc.assert(
      fc.asyncProperty(anySchema, anySchema, fc.boolean(), async (one, two, isInside) => {
        const placed = (schema: PlainSchema): ParsedSchema =>
          schemaOf(isInside ? { type: 'object', properties: { p: schema } } : schema);
        const pair = { old: placed(one), next: placed(two), contentModel };
        // Of a version without any record a removal is told, though nobody can be sent anything.
        if (!acceptsNothing(pair.next)) await expectOneVerdict(pair);
      }),
      RUNS,
    );
  });

  it('sees the type of a field change in one of several open forms', async () => {
    const forms = (a: string): ParsedSchema =>
      schemaOf({
        anyOf: [
          { type: 'object', properties: { a: { type: a } } },
          { type: 'object', properties: { b: { type: 'string' } } },
        ],
      });
    const pair = { old: forms('integer'), next: forms('string'), contentModel: 'declared' } as const;
    const { verdicts, changes } = await judge.compare({
      old: pair.old,
      next: pair.next,
      options: { contentModel: 'declared', formatMode: 'annotation' },
    });
    expect(verdicts.serving).toEqual({ verdict: 'breaking', witness: { a: 'text' }, pointers: ['/a'], by: 'contract' });
    expect(changes).toMatchObject([{ ruleId: 'type-changed', pointer: '/a', severity: { serving: 'breaking' } }]);
    expect(await serve(pair, ['/a'])).toBe('rejected');
    expect(await serve(pair, ['/b'])).toBe('compatible');
  });

  it('tells a field of items that nothing else describes, which no record can have any more', async () => {
    const item = { type: 'object', properties: { a: { type: ['string', 'null'] } }, additionalProperties: false };
    for (const open of [{}, { anyOf: [true] }]) {
      const pair = {
        old: schemaOf({ ...open, unevaluatedItems: item }),
        next: schemaOf({ oneOf: [{ minLength: 0 }, { pattern: '^a' }] }),
        contentModel: 'open',
      } as const;
      expect(await compare(pair)).toBe('field-lost');
      expect(await serve(pair)).toBe('field-lost');
    }
  });

  it('tells a field that no record can have any more, whatever took it', async () => {
    const pair = {
      old: schemaOf({ properties: { a: {}, b: {} } }),
      next: schemaOf({ properties: { a: {}, b: {} }, not: { required: ['b'] } }),
      contentModel: 'open',
    } as const;
    expect(await compare(pair)).toBe('field-lost');
    expect(await serve(pair)).toBe('field-lost');
  });
});
