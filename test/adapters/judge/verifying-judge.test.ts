import { describe, expect, it } from 'vitest';
import { InlineJudge } from '../../../lib/adapters/judge/inline-judge.ts';
import { VerifyingJudge } from '../../../lib/adapters/judge/verifying-judge.ts';
import type { Comparison, Judge } from '../../../lib/application/ports/judge.ts';
import { fromPlain, type JsonValue } from '../../../lib/domain/schema/json.ts';
import { type ParsedSchema, parseSchema } from '../../../lib/domain/schema/parse-schema.ts';
import type { ConsumerVerdict } from '../../../lib/domain/verdict.ts';
import { SERVING_CASES } from '../../domain/contract/serving-cases.ts';

const OPTIONS = { contentModel: 'open', formatMode: 'annotation' } as const;
const D4 = 'http://json-schema.org/draft-04/schema#';

function parsed(schema: unknown): ParsedSchema {
  const result = parseSchema(JSON.stringify(schema));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.schema;
}
const [integer, text] = [parsed({ type: 'integer' }), parsed({ type: 'string' })];
const contract = { trained: integer, reads: [], strict: false };

/** An engine gone wrong: it claims a break of both lenses with one record, whatever it is asked. */
function claiming(witness: JsonValue, status: 'newly-broken' | 'still-broken' = 'newly-broken'): Judge {
  const breaking = { verdict: 'breaking', witness, pointers: [''] } as const;
  return {
    engine: 1,
    compare: async (): Promise<Comparison> => ({ verdicts: { serving: breaking, training: breaking }, changes: [] }),
    serve: async (): Promise<ConsumerVerdict> => ({ status, kind: 'rejected', witness, pointers: [''] }),
  };
}

describe('a verifying judge', () => {
  it('passes on what both validators confirm', async () => {
    const judge = new VerifyingJudge(new InlineJudge());
    const comparison = await judge.compare({ old: integer, next: text, options: OPTIONS });

    expect(comparison.verdicts).toMatchObject({ serving: { verdict: 'breaking' }, training: { verdict: 'breaking' } });
    expect(comparison).not.toHaveProperty('outvoted');
  });

  it('leaves each lens undecided whose witness the validators refute, and that one only', async () => {
    const judge = new VerifyingJudge(claiming('a'));
    const { verdicts } = await judge.compare({ old: integer, next: text, options: OPTIONS });

    expect(verdicts.serving).toMatchObject({ verdict: 'breaking', witness: 'a' });
    expect(verdicts.training).toEqual({
      verdict: 'undecided',
      reason: 'the validators do not agree that the record is valid: ajv says invalid, Hyperjump invalid',
    });
  });

  it('tells of a schema that only one validator can read', async () => {
    const unread: unknown[] = [];
    const judge = new VerifyingJudge(claiming(1), (told) => void unread.push(told));
    const other = parsed({ $ref: 'http://json-schema.org/draft-07/schema#' });
    await judge.compare({ old: other, next: integer, options: OPTIONS });

    expect(unread).toMatchObject([{ validator: 'ajv' }, { validator: 'ajv' }]);
  });

  it('names the lens and the defect where a dissent is outvoted', async () => {
    const judge = new VerifyingJudge(new InlineJudge());
    const [old, next] = [parsed({ required: [''] }), parsed({})];
    const { verdicts, outvoted } = await judge.compare({ old, next, options: OPTIONS });

    expect(verdicts.serving.verdict).toBe('breaking');
    expect(outvoted).toMatchObject([{ lens: 'serving', id: 'ajv-empty-name', validators: ['ajv'] }]);
  });

  it.each(['newly-broken', 'still-broken'] as const)(
    'holds a record that is %s against the new version',
    async (status) => {
      const judge = new VerifyingJudge(claiming('a', status));

      expect(await judge.serve({ next: text, contract, options: OPTIONS })).toMatchObject({ status, witness: 'a' });
      expect(await judge.serve({ next: integer, contract, options: OPTIONS })).toEqual({
        status: 'undecided',
        reason: 'the validators do not agree that the record is valid: ajv says invalid, Hyperjump invalid',
      });
    },
  );

  it.each(['newly-broken', 'still-broken'] as const)(
    'holds a record that is %s against the contract, seen through the fields that are read',
    async (status) => {
      const trained = parsed({ properties: { a: { type: 'integer' }, b: { type: 'string' } } });
      const judge = new VerifyingJudge(claiming({ a: 'text', b: 1 }, status));
      const ask = (pointer: string) =>
        judge.serve({
          next: parsed(true),
          contract: { trained, reads: [{ pointer }], strict: false },
          options: OPTIONS,
        });

      expect(await ask('/a')).toMatchObject({ status });
      expect(await ask('/b')).toMatchObject({ status });
      expect(await ask('/c')).toEqual({
        status: 'undecided',
        reason: 'the validators do not agree that the contract rejects the record: ajv says valid, Hyperjump valid',
      });
    },
  );

  it('holds what is new against the contract of the head as well', async () => {
    const fresh = new VerifyingJudge(claiming('a'));
    const old = new VerifyingJudge(claiming('a', 'still-broken'));
    const asked = { next: text, head: text, contract, options: OPTIONS };

    expect(await fresh.serve(asked)).toMatchObject({ status: 'undecided' });
    expect(await old.serve(asked)).toMatchObject({ status: 'still-broken' });
    expect(await fresh.serve({ ...asked, head: integer })).toMatchObject({ status: 'newly-broken' });
  });

  it("holds a record against a consumer's own expectations, in their own draft", async () => {
    const judge = new VerifyingJudge(claiming(3));
    const expecting = async (expectations: JsonValue) =>
      (await judge.serve({ next: integer, contract: { ...contract, trained: text, expectations }, options: OPTIONS }))
        .status;

    expect(await expecting({ $schema: D4, maximum: 3, exclusiveMaximum: true })).toBe('newly-broken');
    expect(await expecting({ $schema: D4, maximum: 3 })).toBe('undecided');
  });

  it('shows a sample of a lost field that the contract may take', async () => {
    const lost: Judge = {
      ...claiming(1),
      serve: async () => ({ status: 'newly-broken', kind: 'field-lost', witness: 1, pointers: ['/a'] }),
    };
    const judge = new VerifyingJudge(lost);

    expect(await judge.serve({ next: integer, contract, options: OPTIONS })).toMatchObject({ kind: 'field-lost' });
    expect(await judge.serve({ next: text, contract, options: OPTIONS })).toMatchObject({ status: 'undecided' });
  });

  it("keeps the engine's word where JSON Schema cannot say the contract, and tells what it leaves out", async () => {
    const trained = parsed({
      type: 'array',
      items: { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'integer' } } },
      uniqueItems: true,
    });
    const judge = new VerifyingJudge(claiming([{ a: 1 }, { a: 1 }]));
    const asked = { next: parsed({ type: 'array' }), contract: { ...contract, trained, reads: [{ pointer: '/*/a' }] } };

    expect(await judge.serve({ ...asked, options: OPTIONS })).toMatchObject({
      status: 'newly-broken',
      outvoted: [
        {
          id: 'contract-left-out',
          validators: ['ajv', 'hyperjump'],
          description: expect.stringContaining('uniqueItems over items that are only read in part'),
        },
      ],
    });
  });

  it.each(SERVING_CASES.map((one) => [one.why, one] as const))(
    'confirms what the engine says of: %s',
    async (_, one) => {
      const { trained, next, head, reads, strict = false, expectations } = one;
      const asked = {
        next: parsed(next),
        ...(head ? { head: parsed(head) } : {}),
        contract: {
          trained: parsed(trained),
          reads: reads.map((read) => (typeof read === 'string' ? { pointer: read } : read)),
          strict,
          ...(expectations ? { expectations: fromPlain(expectations) } : {}),
        },
        options: { contentModel: 'declared', formatMode: 'annotation' },
      } as const;
      const inline = new InlineJudge();

      expect(await new VerifyingJudge(inline).serve(asked)).toEqual(await inline.serve(asked));
    },
  );

  it('asks nobody where there is no witness', async () => {
    const judge = new VerifyingJudge(new InlineJudge());
    const { verdicts } = await judge.compare({ old: integer, next: integer, options: OPTIONS });

    expect(verdicts).toEqual({ serving: { verdict: 'compatible' }, training: { verdict: 'compatible' } });
    expect(await judge.serve({ next: integer, contract, options: OPTIONS })).toEqual({ status: 'compatible' });
  });
});
