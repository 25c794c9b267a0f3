import { describe, expect, it } from 'vitest';
import { History } from './history.ts';
import { findFaults } from './oracles.ts';
import { Random } from './random.ts';
import { reminderFaults } from './reminders.ts';
import { runSimulation, simulate } from './simulate.ts';

const SMALL = { subjects: 12, models: 80, days: 90, crashing: 0.004 };

describe('a season of publishes, answers, crashes and repeats', () => {
  it.each([1, 2])('leaves nothing wrong behind (seed %i)', { timeout: 240_000 }, async (seed) => {
    const { counts, faults } = await simulate({ seed, ...SMALL });
    expect(faults).toEqual([]);
    expect(Number(counts['functions killed'])).toBeGreaterThan(10);
    expect(Number(counts['migrations'])).toBeGreaterThan(5);
    expect(Number(counts['opened as approved'])).toBeGreaterThan(0);
  });

  it('is the same again with the same seed', { timeout: 120_000 }, async () => {
    const options = { seed: 3, subjects: 5, models: 20, days: 40, crashing: 0.01 };
    expect(await simulate(options)).toEqual(await simulate(options));
  });
});

describe('what looks for faults', () => {
  it('finds a reminder that was never posted, one that was posted twice, and a first message that is not true', {
    timeout: 240_000,
  }, async () => {
    const run = await runSimulation({ seed: 2, ...SMALL });
    const { messages } = run.system.slack;
    // All of them: a single one may lie where either is right, near an outage or a change of its migration.
    const reminders = run.system.store
      .all('delivery')
      .filter(({ kind, channel, status }) => kind === 'reminder' && channel.kind === 'slack' && status === 'sent');
    for (const { id } of reminders) run.system.slack.forget(id);
    expect((await reminderFaults(run)).some((fault) => fault.includes('reminded 0 times'))).toBe(true);
    expect((await findFaults(run)).some((fault) => fault.includes('posted 0 times'))).toBe(true);
    for (const [key, posted] of messages) messages.set(key, { ...posted, text: 'another text' });
    expect((await findFaults(run)).some((fault) => fault.includes('and should read'))).toBe(true);
  });

  it('finds a date that was shortened, and a withdrawn migration that moved', async () => {
    const run = await runSimulation({ seed: 2, ...SMALL, days: 45 });
    const [migration] = run.system.store.all('migration');
    const history = new History();
    if (migration) {
      history.see('migration', { ...migration, state: { name: 'withdrawn', at: '2026-01-05' } }, '2026-01-05');
      const moved = { name: 'notified', at: '2026-01-06' } as const;
      history.see('migration', { ...migration, state: moved, deadline: '2026-01-06T12:00:00.000Z' }, '2026-01-06');
    }
    expect(history.faults).toHaveLength(2);
  }, 240_000);

  it('draws the same numbers from the same seed, and others from another', () => {
    const draw = (seed: number) => {
      const random = new Random(seed);
      return Array.from({ length: 5 }, () => random.int(0, 1_000));
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });
});
