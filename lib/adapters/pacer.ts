import { setTimeout as sleep } from 'node:timers/promises';
import type { Pacer } from '../application/ports/clock.ts';

const LONGEST_MS = 1_000;

/** Full jitter: anywhere up to 20 ms, 40 ms, 80 ms …, so that writers who lost to each other do not meet again. */
export class JitterPacer implements Pacer {
  async pause(attempt: number): Promise<void> {
    await sleep(Math.random() * Math.min(LONGEST_MS, 20 * 2 ** (attempt - 1)));
  }
}
