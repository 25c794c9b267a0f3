import { describe, expect, it } from 'vitest';
import { Engine } from '../../../lib/domain/containment/engine.ts';
import { blame } from '../../../lib/domain/contract/blame.ts';
import { fromPlain } from '../../../lib/domain/schema/json.ts';
import { parsed } from '../parsed.ts';

function blamed(schema: unknown, value: unknown) {
  const engine = new Engine({ formatMode: 'annotation' });
  const [root] = engine.load(parsed(schema));
  if (!root) throw new Error('one schema was loaded');
  const places = blame(engine.compiler.formulaOf(root), fromPlain(value), engine.solver.algebra);
  return { places, spent: engine.budget.spent };
}

describe('the places that a record fails at', () => {
  it('are each of a conjunction, deepest first, and of a choice the nearest miss', () => {
    const schema = {
      properties: { a: { type: 'integer' }, b: { properties: { c: { type: 'string' } } } },
      anyOf: [{ required: ['z'] }, { properties: { b: { properties: { c: { const: 'x' } } } } }],
    };
    expect(blamed(schema, { a: 'one', b: { c: 1 } }).places).toEqual(['/b/c', '/a']);
  });

  it('are told of any item, where each item has its own', () => {
    const schema = { items: { properties: { a: { type: 'integer' }, b: { type: 'integer' } } } };
    expect(blamed(schema, [{ a: 'x' }, { b: 'x' }]).places.toSorted()).toEqual(['/*/a', '/*/b']);
  });

  it('are found once, on however many paths a definition is reached', () => {
    const depth = 26;
    const $defs = Object.fromEntries(
      [...Array(depth).keys()].flatMap((at) => {
        const next = at + 1 < depth ? [{ $ref: `#/$defs/a${at + 1}` }, { $ref: `#/$defs/b${at + 1}` }] : [{ const: 0 }];
        return [
          [`a${at}`, { anyOf: [...next, { const: `a${at}` }] }],
          [`b${at}`, { anyOf: [...next, { const: `b${at}` }] }],
        ];
      }),
    );
    const { places, spent } = blamed({ $ref: '#/$defs/a0', $defs }, 'none of them');
    expect(places).toEqual(['']);
    expect(spent).toBeLessThan(10_000);
  });
});
