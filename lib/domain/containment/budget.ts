/** Thrown through the whole search when the steps are used up; `decide` turns it into `undecided`. */
export class OutOfBudget extends Error {}

/** Steps, not time, so that the same input always gives the same verdict. */
export class Budget {
  #left: number;
  #limit: number;
  constructor(limit: number) {
    this.#left = limit;
    this.#limit = limit;
  }
  get limit(): number {
    return this.#limit;
  }
  /** A full budget for the next question. */
  renew(limit: number): void {
    this.#left = limit;
    this.#limit = limit;
  }
  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new OutOfBudget();
  }
  get spent(): number {
    return this.#limit - this.#left;
  }
  get left(): number {
    return this.#left;
  }

  /** Runs something on a part of the steps; `undefined` where they do not suffice. The rest remains. */
  within<T>(steps: number, run: () => T): T | undefined {
    const reserve = Math.max(0, this.#left - steps);
    this.#left -= reserve;
    try {
      return run();
    } catch (error) {
      if (!(error instanceof OutOfBudget)) throw error;
      this.#left = 0;
      return undefined;
    } finally {
      this.#left += reserve;
    }
  }
}
