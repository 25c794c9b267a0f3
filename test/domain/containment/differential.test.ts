import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Pair, type Peer, startPeers } from '../../../bench/containment/peers.ts';
import { toPlain } from '../../../lib/adapters/validation/validators.ts';
import { verifyWitness } from '../../../lib/adapters/validation/verify-witness.ts';
import { decideContainment } from '../../../lib/domain/containment/decide.ts';
import { fromPlain } from '../../../lib/domain/schema/json.ts';
import type { Verdict } from '../../../lib/domain/verdict.ts';
import { parsed } from '../parsed.ts';
import { anySchema, type PlainSchema } from './arbitraries.ts';
import { DECLARED_CASES } from './declared-cases.ts';

type Name = keyof ReturnType<typeof startPeers>;
interface Listed {
  /** Who sees a break where nothing but an exhausted search says that there is none. */
  readonly peers: readonly Name[];
  readonly left: PlainSchema;
  readonly right: PlainSchema;
  readonly reason: string;
}

const list = (items: object): PlainSchema => ({
  type: 'object',
  properties: { l: { type: 'array', items: { type: 'string', ...items }, minItems: 1 } },
  required: ['l'],
});

/** No record can settle that there is none: each of these was read by hand. */
const LISTED: readonly Listed[] = [
  {
    peers: ['jsoncompat'],
    left: { oneOf: [{ dependentSchemas: { a: true } }, { dependentRequired: { b: ['a'] } }, { type: 'object' }] },
    right: { pattern: 'b$' },
    reason:
      'the left accepts nothing: its first branch always holds, and what the second rejects is an object, which the third takes',
  },
  {
    peers: ['jsoncompat'],
    left: { patternProperties: { '^[ab]+$': true }, const: false },
    right: {
      anyOf: [{ prefixItems: [true, false, { patternProperties: { b$: true } }], items: true }, { enum: [0, null] }],
      unevaluatedProperties: { type: 'object', properties: {}, additionalProperties: false },
    },
    reason: 'false is no array, so prefixItems accepts it, and no object, so nothing of it is unevaluated',
  },
  {
    peers: ['jsonSchemaDiff'],
    left: { const: 2 },
    right: { required: ['b'] },
    reason: 'required says nothing of a number; the peer does not read const',
  },
  {
    peers: ['jsoncompat'],
    left: { enum: ['a'] },
    right: {
      anyOf: [{ uniqueItems: true }, { multipleOf: 3 }, { type: 'object' }],
      unevaluatedProperties: { not: false },
    },
    reason: 'uniqueItems says nothing of a text, so the first branch accepts it',
  },
  {
    peers: ['jsonSchemaDiff'],
    left: { const: null, dependentRequired: { b: ['c'] } },
    right: { prefixItems: [true], items: true, required: ['c', 'a'] },
    reason: 'null is neither an array nor an object; the peer does not read const',
  },
  {
    peers: ['jsoncompat'],
    left: list({ pattern: '^[a-c]+$' }),
    right: list({ pattern: '[a-z]' }),
    reason: 'a text of the letters a to c alone has a letter of a to z in it: one language within another',
  },
  {
    peers: ['jsoncompat', 'jsonSchemaDiff'],
    left: list({ pattern: '^\\d{3}$' }),
    right: list({ maxLength: 3 }),
    reason: 'the pattern allows three digits and no more, which is a length of at most three',
  },
  {
    peers: ['jsoncompat'],
    left: list({ pattern: '^(?=a)[a-z]{2}$' }),
    right: list({ pattern: '^[a-z]{2}$' }),
    reason: 'a look-ahead only narrows the language of the pattern that follows it',
  },
];

const pairs: readonly Pair[] = [
  ...fc.sample(fc.tuple(anySchema, anySchema), { numRuns: 100, seed: 20_261 }),
  ...DECLARED_CASES.filter((_, at) => at % 4 === 0).map(({ left, right }) => [left, right] as const),
].map(([left, right]) => ({ old: fromPlain(left), next: fromPlain(right) }));

const textOf = ({ old, next }: Pair): string => `${JSON.stringify(toPlain(old))} in ${JSON.stringify(toPlain(next))}`;

async function ask(peer: Peer, pair: Pair): Promise<boolean | undefined> {
  try {
    return await peer(pair);
  } catch {
    // A keyword or a draft that a peer does not support is no answer, and so no disagreement.
    return undefined;
  }
}

/** Whether two validators confirm the record that shows a peer's `true` to be wrong. */
async function isSettled({ old, next }: Pair, verdict: Verdict): Promise<boolean> {
  if (verdict.verdict !== 'breaking') return false;
  const claim = { accepts: old, rejects: [next], witness: verdict.witness, formatMode: 'annotation' } as const;
  return (await verifyWitness(claim)).verified;
}

describe('beside its peers, on schemas read to the letter', () => {
  const peers = startPeers();
  const decided = pairs.map((pair) => ({
    pair,
    verdict: decideContainment(parsed(pair.old), parsed(pair.next), { contentModel: 'open', formatMode: 'annotation' }),
  }));

  it('answers every pair', () => {
    expect(decided.filter(({ verdict }) => verdict.verdict === 'undecided')).toEqual([]);
  });

  it.each(['jsoncompat', 'jsonSchemaDiff'] as const)(
    'settles each disagreement with %s by a record, or lists it with the reason',
    async (name) => {
      const [open, answered]: [string[], number[]] = [[], []];
      for (const [at, { pair, verdict }] of decided.entries()) {
        const contained = await ask(peers[name], pair);
        if (contained === undefined) continue;
        answered.push(at);
        const agrees = contained === (verdict.verdict === 'compatible');
        if (!agrees && !(await isSettled(pair, verdict))) open.push(textOf(pair));
      }
      const listed = LISTED.filter((entry) => entry.peers.includes(name)).map(({ left, right }) =>
        textOf({ old: fromPlain(left), next: fromPlain(right) }),
      );

      expect(open.sort()).toEqual(listed.sort());
      expect(answered.length).toBeGreaterThan(120);
    },
    60_000,
  );

  it('gives a reason for each that is listed', () => {
    expect(LISTED.filter(({ reason }) => reason.length < 20)).toEqual([]);
  });
});
