import { describe, expect, it } from 'vitest';
import { verifyWitness } from '../../../lib/adapters/validation/verify-witness.ts';
import { fromPlain, parseJson } from '../../../lib/domain/schema/json.ts';

const verify = (accepts: unknown, rejects: unknown, witness: unknown) =>
  verifyWitness({
    accepts: fromPlain(accepts),
    rejects: [fromPlain(rejects)],
    witness: fromPlain(witness),
    formatMode: 'annotation',
  });
const D4 = 'http://json-schema.org/draft-04/schema#';
const D6 = 'http://json-schema.org/draft-06/schema#';
const D7 = 'http://json-schema.org/draft-07/schema#';
const D19 = 'https://json-schema.org/draft/2019-09/schema';

describe('a witness', () => {
  it.each([
    ['draft 4', { $schema: D4, type: 'integer' }, { $schema: D4, type: 'string' }, 1],
    ['draft 6', { $schema: D6, const: 1 }, { $schema: D6, const: 2 }, 1],
    ['draft 7 against 2020-12', { $schema: D7, items: [true] }, { prefixItems: [{ type: 'string' }] }, [1]],
    ['2019-09', { $schema: D19, type: 'object' }, { $schema: D19, unevaluatedProperties: false }, { a: 1 }],
    [
      'a root reference of draft 7',
      { $schema: D7, $ref: '#/definitions/a', definitions: { a: { type: 'integer' } } },
      false,
      1,
    ],
    ['names of the prototype', {}, { required: ['toString'] }, {}],
    ['an array that ends before a tuple does', {}, { prefixItems: [{ type: 'string' }], contains: { const: 1 } }, []],
    ['the same in draft 7', {}, { $schema: D7, items: [true, { type: 'null' }], contains: false }, [2]],
    ['what contains nothing', {}, { items: false, contains: false }, []],
  ])('is verified where both validators agree: %s', async (_, accepts, rejects, witness) => {
    expect(await verify(accepts, rejects, witness)).toMatchObject({ verified: true, outvoted: [] });
  });

  it.each([
    ['contains-evaluates', {}, { $schema: D19, contains: true, unevaluatedItems: { type: 'string' } }, [0]],
    ['ajv-contains-empty', {}, { items: { contains: { type: 'number' } } }, [[1], []]],
    ['ajv-multiple-of', { multipleOf: 0.01 }, false, 19.99],
    ['ajv-proto', {}, { properties: JSON.parse('{"__proto__":{"type":"string"}}') }, JSON.parse('{"__proto__":1}')],
    ['ajv-empty-name', {}, { required: [''] }, {}],
    ['ajv-equality', { const: { valueOf: 1 } }, false, { valueOf: 1 }],
  ])('is verified against a validator with the known defect %s', async (id, accepts, rejects, witness) => {
    expect(await verify(accepts, rejects, witness)).toMatchObject({ verified: true, outvoted: [{ id }] });
  });

  it('is verified whatever was asked before: a stranger’s identifier is no address', async () => {
    const address = { $id: 'https://example.com/address', type: 'object', properties: { zip: { type: 'string' } } };
    const order = { $id: 'https://example.com/order', properties: { to: { $ref: 'address' } }, $defs: { address } };
    const changed = { ...address, properties: { zip: { type: 'integer' } } };
    for (let round = 0; round < 3; round++) {
      expect(await verify(order, false, { to: { zip: 'a' } })).toEqual({ verified: true, outvoted: [] });
      expect(await verify(changed, address, { zip: 1 })).toEqual({ verified: true, outvoted: [] });
    }
  });

  it('of 2,000 required members is verified: ajv is not asked to nest a block for each', async () => {
    const names = [...Array(2_000).keys()].map((at) => `p${at}`);
    const schema = (first: string) => ({
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, { type: name === 'p0' ? first : 'integer' }])),
      required: names,
    });
    const witness = Object.fromEntries(names.map((name) => [name, name === 'p0' ? 'text' : 0]));
    expect(await verify(schema('string'), schema('integer'), witness)).toEqual({ verified: true, outvoted: [] });
  });

  it('of digits past 2^53 is the engine’s word, and the report says so', async () => {
    const [accepts, rejects, witness] = [
      '{"minimum":9007199254740993}',
      '{"not":{"const":9007199254740993}}',
      '9007199254740993',
    ].map((text) => {
      const parsed = parseJson(text);
      if (!parsed.ok) throw new Error(parsed.detail);
      return parsed.value;
    });
    const claim = {
      accepts: accepts ?? null,
      rejects: [rejects ?? null],
      witness: witness ?? null,
      formatMode: 'annotation',
    } as const;
    expect(await verifyWitness(claim)).toMatchObject({ verified: true });
  });

  it('that is none is not verified, and the reason names both', async () => {
    const verification = await verify({ type: 'string' }, { type: 'string' }, 'a');
    expect(verification).toMatchObject({
      verified: false,
      reason: expect.stringMatching(/ajv says valid, Hyperjump valid/),
    });
  });

  it('is not verified where a schema cannot be read; nothing is fetched', async () => {
    const verification = await verify({ $ref: 'https://json.invalid/elsewhere' }, false, 1);
    expect(verification).toMatchObject({ verified: false, reason: expect.stringContaining('cannot read the schema') });
  });

  it('names the validator that could not read a schema which the other one reads', async () => {
    const meta = { $ref: 'http://json-schema.org/draft-07/schema#' };
    expect(await verify({}, meta, { type: 1 })).toMatchObject({
      verified: false,
      unread: { validator: 'ajv', detail: expect.stringContaining('draft-07') },
    });
    expect(await verify({ type: 'string' }, meta, { type: 1 })).not.toHaveProperty('unread');
    expect(await verify({ $ref: 'https://json.invalid/elsewhere' }, false, 1)).not.toHaveProperty('unread');
  });

  it('asserts formats where the subject does', async () => {
    const claim = { accepts: true, rejects: [fromPlain({ format: 'date' })], witness: 'no date' } as const;
    expect(await verifyWitness({ ...claim, formatMode: 'assertion' })).toMatchObject({ verified: true });
    expect(await verifyWitness({ ...claim, formatMode: 'annotation' })).toMatchObject({ verified: false });
  });
});
