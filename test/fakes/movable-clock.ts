import type { Clock } from '../../lib/application/ports/clock.ts';

const UNITS = { days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1_000, milliseconds: 1 } as const;

/** Stands still until a test moves it. */
export class MovableClock implements Clock {
  #now: number;

  constructor(start = '2026-11-20T09:00:00.000Z') {
    this.#now = Date.parse(start);
  }
  now(): string {
    return new Date(this.#now).toISOString();
  }
  set(at: string): void {
    this.#now = Date.parse(at);
  }
  advance(by: { readonly [U in keyof typeof UNITS]?: number }): void {
    for (const unit of Object.keys(UNITS) as (keyof typeof UNITS)[]) this.#now += (by[unit] ?? 0) * UNITS[unit];
  }
}
