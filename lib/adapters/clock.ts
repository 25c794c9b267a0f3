import type { Clock } from '../application/ports.ts';

/** Set by the local cloud, whose clock people and tests may move forward. */
const OFFSET = Symbol.for('forewarn.clock-offset-ms');

export class SystemClock implements Clock {
  now(): string {
    const offset: unknown = Reflect.get(globalThis, OFFSET);
    const ahead: unknown = typeof offset === 'function' ? offset() : 0;
    return new Date(Date.now() + (typeof ahead === 'number' ? ahead : 0)).toISOString();
  }
}
