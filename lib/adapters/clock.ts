import type { Clock } from '../application/ports/clock.ts';

/** Set by the local cloud's function worker, whose clock can be moved; nobody sets it where Lambda runs. */
const OFFSET = Symbol.for('forewarn.clock-offset-ms');

/** The machine's time, plus the local cloud's offset where there is one. */
export class SystemClock implements Clock {
  now(): string {
    const offset: unknown = Reflect.get(globalThis, OFFSET);
    return new Date(Date.now() + (typeof offset === 'function' ? Number(offset()) : 0)).toISOString();
  }
}
