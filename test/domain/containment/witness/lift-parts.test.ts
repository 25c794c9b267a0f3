import { describe, expect, it } from 'vitest';
import { decideContainment } from '../../../../lib/domain/containment/decide.ts';
import { Engine } from '../../../../lib/domain/containment/engine.ts';
import { liftParts } from '../../../../lib/domain/containment/witness/lift-parts.ts';
import { fromPlain } from '../../../../lib/domain/schema/json.ts';
import { parsed } from '../../parsed.ts';

const LEAF = { properties: { depth: { type: 'integer' } } };
/** A group leads on through another kind of group, many times round. */
const tree = (depth: unknown): unknown => ({
  $ref: '#/$defs/a',
  $defs: Object.fromEntries(
    ['a', 'b', 'c'].map((name, at, names) => [
      name,
      {
        type: 'object',
        properties: { ...LEAF.properties, ...(name === 'c' ? { depth } : {}) },
        patternProperties: { '^in': { type: 'array', items: { $ref: `#/$defs/${names[(at + 1) % 3]}` } } },
        additionalProperties: false,
      },
    ]),
  ),
});

describe('records from deep inside a recursion', () => {
  it('are lifted to where the schema that breaks is first met', () => {
    const engine = new Engine({ formatMode: 'annotation' });
    const [from] = engine.load(parsed(tree({ type: ['integer', 'string'] })));
    if (!from) throw new TypeError('one schema was loaded');
    const breaking = { depth: 'text' };
    const deep = [...'cbacba'].reduce<unknown>((inner) => ({ in: [inner] }), { in: [{ in: [breaking] }] });
    const isWitness = (value: unknown): boolean => JSON.stringify(value).includes('"text"');
    const lifted = liftParts(fromPlain(deep), {
      from,
      graph: engine.graph,
      isWitness: (value) => isWitness(value) && engine.evaluator.isValid(from, value) === true,
    });
    expect(JSON.stringify(lifted)).toBe(JSON.stringify({ in: [{ in: [breaking] }] }));
  });

  it('stay witnesses', () => {
    const verdict = decideContainment(
      parsed(tree({ type: ['integer', 'string'] })),
      parsed(tree({ type: 'integer' })),
      { contentModel: 'open', formatMode: 'annotation' },
    );
    expect(verdict).toMatchObject({ verdict: 'breaking', pointers: expect.arrayContaining(['/in/0/in/0/depth']) });
  });
});
