import { describe, expect, it } from 'vitest';
import { examineRound, type Find, noCounts } from './examine.ts';
import { faultOf } from './faults.ts';
import { minimised } from './minimise.ts';
import type { PlainObject } from './plain.ts';
import { realSchemas } from './real-schemas.ts';
import { loadTested, type Tested } from './tested.ts';

const tested = await loadTested('.');

async function findsOf(
  program: Tested,
  { seed, pairs, real = [] }: { seed: number; pairs: number; real?: readonly PlainObject[] },
) {
  const [counts, finds]: [ReturnType<typeof noCounts>, Find[]] = [noCounts(), []];
  await examineRound(seed, pairs, { tested: program, counts, real, report: async (find) => void finds.push(find) });
  return { counts, finds };
}

/** The program with a defect: all that it answers is changed on the way. */
const defective = (change: Partial<Tested>): Tested => ({ ...tested, ...change });

describe('random pairs of schemas', () => {
  it('find nothing wrong', { timeout: 120_000 }, async () => {
    const { counts, finds } = await findsOf(tested, { seed: 7, pairs: 120, real: realSchemas() });
    expect(finds).toEqual([]);
    expect(counts.verdicts.compatible).toBeGreaterThan(100);
    expect(counts.verdicts.breaking).toBeGreaterThan(100);
    expect(counts.verdicts.refused).toBe(0);
    expect(counts.instances).toBeGreaterThan(2_000);
  });

  it('are the same again with the same seed', async () => {
    const options = { seed: 3, pairs: 8 };
    expect(await findsOf(tested, options)).toEqual(await findsOf(tested, options));
  });
});

describe('what looks for faults', () => {
  const kindsOf = async (program: Tested, pairs: number) =>
    new Set((await findsOf(program, { seed: 1, pairs })).finds.map(({ asked }) => asked.kind));

  it('finds a compatible that is none, and makes it smaller', { timeout: 60_000 }, async () => {
    const compatible = { verdict: 'compatible' } as const;
    const program = defective({ decide: () => ({ backward: compatible, forward: compatible }) });
    const { finds } = await findsOf(program, { seed: 1, pairs: 5 });
    const [find] = finds.filter(({ asked }) => asked.kind === 'compatible');
    if (!find) throw new Error('nothing was found');
    const smaller = await minimised(find.asked, program);
    expect(JSON.stringify(smaller).length).toBeLessThanOrEqual(JSON.stringify(find.asked).length);
    expect(await faultOf(smaller, program)).toMatch(/is a document of the old schema and not of the new one/);
    expect(await faultOf(smaller, tested)).toBeUndefined();
  });

  it('finds a record that proves nothing', async () => {
    const breaking = { verdict: 'breaking', witness: null } as const;
    expect(await kindsOf(defective({ decide: () => ({ backward: breaking, forward: breaking }) }), 8)).toContain(
      'witness',
    );
  });

  it('finds an exception', async () => {
    const decide: Tested['decide'] = () => {
      throw new RangeError('out of luck');
    };
    expect(await kindsOf(defective({ decide }), 3)).toEqual(new Set(['failure']));
  });

  it('finds verdicts that hang on how a schema is written, and references to nowhere', async () => {
    const decide: Tested['decide'] = ({ old, next }) => {
      const verdict = JSON.stringify([old, next]).length % 2 === 0 ? 'compatible' : 'undecided';
      return { backward: { verdict }, forward: { verdict } };
    };
    const kinds = await kindsOf(defective({ decide }), 40);
    expect(kinds).toContain('variant');
    expect(kinds).toContain('dangling');
  });

  it('finds an answer that hangs on what was asked before', { timeout: 60_000 }, async () => {
    let asked = 0;
    const decide: Tested['decide'] = () => ({ backward: { verdict: 'undecided' }, forward: { verdict: 'undecided' } });
    const report: Tested['report'] = async () => (asked++ > 60 ? 'undecided' : 'breaking');
    expect(await kindsOf(defective({ decide, report }), 130)).toContain('repeat');
  });
});
