import { describe, expect, it } from 'vitest';
import { verifyWitness } from '../../../../lib/adapters/validation/verify-witness.ts';
import { decideContainment } from '../../../../lib/domain/containment/decide.ts';
import { Engine } from '../../../../lib/domain/containment/engine.ts';
import { fromPlain } from '../../../../lib/domain/schema/json.ts';
import { parsed } from '../../parsed.ts';

/** A schema whose names are held to what refers back to it. */
const recursive = (more: object, names: object = { $ref: '#' }): object => ({ propertyNames: names, ...more });

const CASES: readonly (readonly [string, object, object, 'compatible' | 'breaking'])[] = [
  ['itself', recursive({}), recursive({}), 'compatible'],
  ['fewer members', recursive({ maxProperties: 1 }), recursive({ maxProperties: 2 }), 'compatible'],
  ['more members', recursive({ maxProperties: 2 }), recursive({ maxProperties: 1 }), 'breaking'],
  ['names that must be long', recursive({ minLength: 2 }), { propertyNames: { minLength: 2 } }, 'compatible'],
  ['names that may be short', { propertyNames: { minLength: 2 } }, recursive({ minLength: 3 }), 'breaking'],
  ['no name is an object', recursive({ type: 'object' }), { maxProperties: 0 }, 'compatible'],
  ['a name is a string', recursive({ type: ['object', 'string'] }), { maxProperties: 0 }, 'breaking'],
  [
    'on the spot',
    recursive({ maxLength: 3 }, { allOf: [{ $ref: '#' }] }),
    { propertyNames: { maxLength: 3 } },
    'compatible',
  ],
  [
    'by a detour',
    recursive({ $defs: { n: recursive({ maxLength: 1 }) } }, { $ref: '#/$defs/n' }),
    { propertyNames: { maxLength: 1 } },
    'compatible',
  ],
  [
    'in an opposite',
    recursive({ maxLength: 1 }, { not: { $ref: '#' } }),
    { propertyNames: { minLength: 2 } },
    'compatible',
  ],
];

describe('recursion through propertyNames', () => {
  it.each(CASES.flatMap((one) => (['open', 'declared'] as const).map((model) => [...one, model] as const)))(
    'is decided for %s: %j within %j is %s (%s)',
    async (_, left, right, expected, contentModel) => {
      const [a, b] = [fromPlain(left), fromPlain(right)];
      const verdict = decideContainment(parsed(left), parsed(right), { contentModel, formatMode: 'annotation' });

      expect(verdict.verdict).toBe(expected);
      if (verdict.verdict !== 'breaking') return;
      const claim = { accepts: a, rejects: [b], witness: verdict.witness, formatMode: 'annotation' } as const;
      expect(await verifyWitness(claim)).toMatchObject({ verified: true });
    },
  );
});

/** Definitions that each lead to the next one on two paths which differ. */
function names(levels: number): object {
  const $defs: Record<string, object> = {};
  for (let level = 0; level < levels; level++) {
    const $ref = `#/$defs/n${level + 1}`;
    $defs[`n${level}`] = {
      anyOf: [
        { $ref, minLength: 1 },
        { $ref, maxLength: 3 },
      ],
    };
  }
  $defs[`n${levels}`] = { pattern: '^[a-z]*$' };
  return { propertyNames: { $ref: '#/$defs/n0' }, $defs };
}

function stepsToRead(levels: number): number {
  const engine = new Engine({ formatMode: 'annotation' });
  const [root] = engine.load(parsed(names(levels)));
  if (!root) throw new TypeError('a schema was loaded');
  const loaded = engine.budget.spent;
  engine.formulas.expand(engine.compiler.formulaOf(root));
  return engine.budget.spent - loaded;
}

describe('what names must be', () => {
  it('is read once of each definition, on however many paths it is reached', () => {
    const [some, more] = [stepsToRead(8), stepsToRead(16)];
    expect(some).toBeGreaterThan(8);
    expect(more).toBeLessThan(3 * some);
  });
});
