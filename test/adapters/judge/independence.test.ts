import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InlineJudge } from '../../../lib/adapters/judge/inline-judge.ts';
import { VerifyingJudge } from '../../../lib/adapters/judge/verifying-judge.ts';
import { type ParsedSchema, parseSchema } from '../../../lib/domain/schema/parse-schema.ts';

const ADDRESSES = ['https://example.com/a', 'https://example.com/b', 'file:///schemas/a.json', 'urn:example:a'];
const DRAFTS = ['http://json-schema.org/draft-07/schema#', 'https://json-schema.org/draft/2020-12/schema'];
const type = fc.constantFrom('integer', 'string', 'boolean', 'null');

/** A schema that has an address, or one that embeds another under it, as bundling does. */
const anySchema = fc
  .record({ $schema: fc.constantFrom(...DRAFTS), $id: fc.constantFrom(...ADDRESSES), type, isEmbedded: fc.boolean() })
  .map(({ $schema, $id, type: stated, isEmbedded }): ParsedSchema => {
    const own = { $id, type: 'object', properties: { zip: { type: stated } } };
    const holder = { $id: 'https://example.com/order', properties: { to: { $ref: $id } }, definitions: { own } };
    const parsed = parseSchema(JSON.stringify({ $schema, ...(isEmbedded ? holder : own) }));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return parsed.schema;
  });
const anyQuestion = fc.record({
  old: anySchema,
  next: anySchema,
  options: fc.record({
    contentModel: fc.constantFrom('open' as const, 'declared' as const),
    formatMode: fc.constant('annotation' as const),
  }),
});

describe('a question', () => {
  it('has the same verdict, findings and record after any fifty others', { timeout: 120_000 }, async () => {
    const judge = new VerifyingJudge(new InlineJudge());
    const others = fc.array(anyQuestion, { minLength: 50, maxLength: 50 });
    await fc.assert(
      fc.asyncProperty(anyQuestion, others, async (question, between) => {
        const first = await judge.compare(question);
        for (const { verdict } of Object.values(first.verdicts)) expect(verdict).not.toBe('undecided');
        for (const other of between) await judge.compare(other);
        expect(await judge.compare(question)).toEqual(first);
      }),
      { numRuns: 10 },
    );
  });
});
