/** Thrown through the whole search when the steps are used up; `decide` turns it into `undecided`. */
export class OutOfBudget extends Error {}

/** Steps, not time, so that the same input always gives the same verdict. */
export class Budget {
  #left: number;
  readonly limit: number;
  constructor(limit: number) {
    this.#left = limit;
    this.limit = limit;
  }
  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new OutOfBudget();
  }
  get left(): number {
    return this.#left;
  }
}
