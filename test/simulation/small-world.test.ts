import { describe, expect, it } from 'vitest';
import { InlineJudge } from '../../lib/adapters/judge/inline-judge.ts';
import { parseIncoming } from '../../lib/application/publishing/parse-incoming.ts';
import type { ReadField } from '../../lib/domain/verdict.ts';
import { isBroken, smallSchema } from './oracles/small-world.ts';
import { Random } from './random.ts';
import { changedField, FIELDS, type Shape, schemaOf, someShape } from './shapes.ts';

const parse = (shape: Shape) => parseIncoming(schemaOf(shape), { unknown: 'refused' });
const tried = (shapes: { next: Shape; head: Shape; trained: Shape }, reads: readonly ReadField[]) => {
  const [next, head, trained] = [shapes.next, shapes.head, shapes.trained].map((shape) =>
    smallSchema(parse(shape).canonical),
  );
  if (!next || !head || !trained) throw new TypeError('three were given');
  return isBroken({ next, head, trained, reads });
};

describe('trying all records of a small world', () => {
  const judge = new InlineJudge();
  const options = { contentModel: 'declared', formatMode: 'annotation' } as const;
  const judged = async (
    { next, head, trained }: { next: Shape; head: Shape; trained: Shape },
    reads: readonly ReadField[],
  ) => {
    const contract = { trained: parse(trained), reads, strict: false };
    return (await judge.serve({ next: parse(next), head: parse(head), contract, options })).status;
  };

  it('finds the same breaks as the engine, which searches instead', { timeout: 60_000 }, async () => {
    const random = new Random(11);
    const change = (shape: Shape): Shape => {
      const field = random.pick(FIELDS);
      if (random.chance(0.1)) return Object.fromEntries(Object.entries(shape).filter(([name]) => name !== field));
      return { ...shape, [field]: changedField(shape[field], random) };
    };
    const outcomes = { broken: 0, whole: 0 };
    for (let round = 0; round < 120; round++) {
      const trained = someShape(random);
      const head = random.chance(0.4) ? trained : change(change(trained));
      const next = change(random.chance(0.3) ? trained : head);
      const reads = [...new Set([random.pick(FIELDS), random.pick(FIELDS)])].map((name) => ({ pointer: `/${name}` }));
      const found = tried({ next, head, trained }, reads);
      outcomes[found ? 'broken' : 'whole']++;
      expect([found, JSON.stringify({ trained, head, next, reads })]).toEqual([
        (await judged({ next, head, trained }, reads)) === 'newly-broken',
        JSON.stringify({ trained, head, next, reads }),
      ]);
    }
    expect(Math.min(outcomes.broken, outcomes.whole)).toBeGreaterThan(25);
  });

  it('refuses a schema of which it does not know everything', () => {
    expect(() => smallSchema('{"properties":{"id":{"type":"string","pattern":"^a"}}}')).toThrow('pattern');
  });
});
