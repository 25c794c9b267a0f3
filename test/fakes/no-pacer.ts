import type { Pacer } from '../../lib/application/ports/clock.ts';

/** Waits for nothing, and remembers for which attempts it was asked. */
export class NoPacer implements Pacer {
  readonly attempts: number[] = [];

  pause(attempt: number): Promise<void> {
    this.attempts.push(attempt);
    return Promise.resolve();
  }
}
