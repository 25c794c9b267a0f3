import type { Clock } from '../ports/clock.ts';
import type { Judge } from '../ports/judge.ts';

/** A judge whose questions all end by one instant, in milliseconds: what it has no time for stays open, with that cause. */
export function judgeUntil(judge: Judge, end: number, clock: Clock): Judge {
  const time = (): number => Math.max(0, end - Date.parse(clock.now()));
  return {
    engine: judge.engine,
    compare: (input) => judge.compare({ ...input, time: time() }),
    serve: (input) => judge.serve({ ...input, time: time() }),
  };
}
