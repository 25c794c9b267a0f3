import { beforeAll, describe, expect, it } from 'vitest';
import { ORACLES } from './oracles/table.ts';
import { PLANTED } from './planted.ts';
import { Random } from './random.ts';
import { type Run, report, runSimulation, simulate } from './simulate.ts';

const SEASON = { subjects: 10, models: 60, days: 90, crashing: 0.004 };
const SEEDS = [1, 3];
const runs = new Map<number, Run>();

beforeAll(async () => {
  for (const seed of SEEDS) runs.set(seed, await runSimulation({ seed, ...SEASON }));
}, 240_000);

const runOf = (seed: number): Run => {
  const run = runs.get(seed);
  if (!run) throw new RangeError(`seed ${seed} was not run`);
  return run;
};

describe('a season of publishes, deployments, answers, repairs, crashes and repeats', () => {
  it.each(SEEDS)('leaves nothing wrong behind, and no act out (seed %i)', (seed) => {
    const { acts, counts, faults } = report(runOf(seed));
    expect(faults).toEqual([]);
    expect(Object.entries(acts).filter(([, times]) => times === 0)).toEqual([]);
    expect(Number(counts['functions killed'])).toBeGreaterThan(10);
    expect(Number(counts['migrations'])).toBeGreaterThan(5);
    expect(Number(counts['opened as approved'])).toBeGreaterThan(0);
  });

  it('is the same again with the same seed', { timeout: 120_000 }, async () => {
    const options = { seed: 3, subjects: 5, models: 20, days: 14, crashing: 0.01 };
    expect(await simulate(options)).toEqual(await simulate(options));
  });

  it('draws the same numbers from the same seed, and others from another', () => {
    const draw = (seed: number) => {
      const random = new Random(seed);
      return Array.from({ length: 5 }, () => random.int(0, 1_000));
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });
});

describe('what looks for faults', () => {
  it.each(PLANTED)('%s: finds %s', { timeout: 60_000 }, (name, _what, plant) => {
    const oracle = ORACLES.find((one) => one.name === name);
    // Not every season ends a subject, say.
    expect(SEEDS.flatMap((seed) => oracle?.find(plant(runOf(seed).evidence)) ?? [])).not.toEqual([]);
  });

  it('has a fault planted for each of its rows', () => {
    expect(new Set(PLANTED.map(([name]) => name))).toEqual(new Set(ORACLES.map(({ name }) => name)));
  });
});
