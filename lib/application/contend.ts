import { DomainError } from '../domain/errors.ts';
import type { Pacer } from './ports/clock.ts';

/** Enough for a dozen simultaneous writers; beyond them the caller is asked to come again. */
const ATTEMPTS = 8;

/**
 * Repeats a read-decide-commit until its commit is not lost to another writer. `attempt` answers `lost` or its result;
 * after 8 lost races an `unavailable` error asks the caller to retry.
 */
export async function contend<T>(pacer: Pacer, what: string, attempt: () => Promise<T | 'lost'>): Promise<T> {
  for (let tries = 1; tries <= ATTEMPTS; tries++) {
    const result = await attempt();
    if (result !== 'lost') return result;
    if (tries < ATTEMPTS) await pacer.pause(tries);
  }
  throw new DomainError(
    'unavailable',
    `${what} is being changed by others at this moment; nothing was written: try again`,
  );
}
