/** Thrown through the whole search when the steps or the memory are used up; `Engine.guard` turns it into `undecided`. */
export class OutOfBudget extends Error {
  readonly what: 'steps' | 'memory';
  constructor(what: 'steps' | 'memory' = 'steps') {
    super(`out of ${what}`);
    this.what = what;
  }
}

/** Cells kept at once, of some 60 bytes: formulas, words, results. Half of a heap of 512 MB; the rest is for schemas and what is short-lived. */
const MAX_CELLS = 4_000_000;

/**
 * What one comparison may cost. Steps and cells, not time and bytes, so that the same input always gives the same verdict.
 */
export class Budget {
  readonly limit: number;
  readonly #cellLimit: number;
  #left: number;
  #cells = 0;

  constructor(limit: number, cellLimit = MAX_CELLS) {
    this.limit = limit;
    this.#cellLimit = cellLimit;
    this.#left = limit;
  }
  get spent(): number {
    return this.limit - this.#left;
  }
  get left(): number {
    return this.#left;
  }
  /** Throws `OutOfBudget`. */
  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new OutOfBudget('steps');
  }

  get cells(): number {
    return this.#cells;
  }
  /** Counts what is kept; less than nothing if it is let go. Throws `OutOfBudget`. */
  keep(cells: number): void {
    this.#cells += cells;
    if (this.#cells > this.#cellLimit) throw new OutOfBudget('memory');
  }
  /** Nothing is kept any more: what the cells were counted for has gone. */
  letGo(): void {
    this.#cells = 0;
  }

  /** Runs something on a part of the steps; `undefined` if they do not suffice. The rest remains. */
  within<T>(steps: number, run: () => T): T | undefined {
    const reserve = Math.max(0, this.#left - steps);
    this.#left -= reserve;
    try {
      return run();
    } catch (error) {
      // Without memory there is nothing that the rest of the steps could be used for.
      if (!(error instanceof OutOfBudget) || error.what === 'memory') throw error;
      this.#left = 0;
      return undefined;
    } finally {
      this.#left += reserve;
    }
  }
}
