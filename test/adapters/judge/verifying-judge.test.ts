import { describe, expect, it } from 'vitest';
import { InlineJudge } from '../../../lib/adapters/judge/inline-judge.ts';
import { VerifyingJudge } from '../../../lib/adapters/judge/verifying-judge.ts';
import type { Comparison, Judge } from '../../../lib/application/ports.ts';
import type { JsonValue } from '../../../lib/domain/schema/json.ts';
import { type ParsedSchema, parseSchema } from '../../../lib/domain/schema/parse-schema.ts';
import type { ConsumerVerdict } from '../../../lib/domain/verdict.ts';

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

  it('names the lens and the defect where a dissent is outvoted', async () => {
    const judge = new VerifyingJudge(new InlineJudge());
    const [old, next] = [parsed({ $schema: D4, const: 1 }), parsed({ $schema: D4 })];
    const { verdicts, outvoted } = await judge.compare({ old, next, options: OPTIONS });

    expect(verdicts.serving.verdict).toBe('breaking');
    expect(outvoted).toMatchObject([{ lens: 'serving', id: 'hyperjump-draft-04-const', validators: ['hyperjump'] }]);
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

  it('asks nobody where there is no witness', async () => {
    const judge = new VerifyingJudge(new InlineJudge());
    const { verdicts } = await judge.compare({ old: integer, next: integer, options: OPTIONS });

    expect(verdicts).toEqual({ serving: { verdict: 'compatible' }, training: { verdict: 'compatible' } });
    expect(await judge.serve({ next: integer, contract, options: OPTIONS })).toEqual({ status: 'compatible' });
  });
});
