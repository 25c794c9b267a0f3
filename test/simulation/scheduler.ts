import type { Random } from './random.ts';

/**
 * Runs tasks one step at a time, a step being what lies between two calls of a port; whose step comes next is the seed's
 * choice. So every interleaving can happen, and the same seed repeats it.
 */
export class Scheduler {
  readonly #random: Random;
  readonly #onStep: () => void;
  readonly #waiting: (() => void)[] = [];
  steps = 0;

  /** `onStep`: before each step, e.g. to let time pass. */
  constructor(random: Random, onStep: () => void) {
    this.#random = random;
    this.#onStep = onStep;
  }

  /** Awaited by every port before it does something. */
  readonly turn = (): Promise<void> => new Promise((resolve) => this.#waiting.push(resolve));

  /** Runs all of them to their ends; a task's own failure is its own to handle. */
  async run(tasks: readonly (() => Promise<void>)[]): Promise<void> {
    let left = tasks.length;
    const failures: unknown[] = [];
    for (const task of tasks)
      void task()
        .catch((error: unknown) => failures.push(error))
        .finally(() => left--);
    await settled();
    while (left > 0) {
      const [resume] = this.#waiting.splice(this.#random.int(0, this.#waiting.length - 1), 1);
      if (!resume) throw new Error('every task waits for something that is no port');
      this.steps++;
      this.#onStep();
      resume();
      await settled();
    }
    if (failures.length > 0) throw failures[0];
  }
}

/** Everything that needs no port has happened. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
