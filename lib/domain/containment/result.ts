import type { Spot } from './spots.ts';

/** A keyword that a value fails: `instance` points into the value, `schema` to the keyword. */
export interface Failure {
  readonly instance: string;
  readonly schema: string;
}

/** What one schema says about one value. Paths in it start at that value, so that it holds wherever the value stands. */
export interface Result {
  /** `undefined` where a part cannot be evaluated (an unsupported pattern, a reference to nowhere). */
  valid: boolean | undefined;
  readonly spot: Spot;
  readonly failures: Failure[];
  /** What was evaluated, for `unevaluated*`. */
  readonly names: Set<string>;
  allNames: boolean;
  items: number;
  readonly someItems: Set<number>;
  /** The successful schemas that apply to the same value, and those to its members and items: needed to tell what is declared. */
  readonly inPlace: Result[];
  readonly inside: { readonly at: string | number; readonly result: Result }[];
  /** Whether every member in the value is declared, as far as this result alone tells; found when it is asked for. */
  isDeclared?: boolean;
}

export const createResult = (spot: Spot): Result => ({
  valid: true,
  spot,
  failures: [],
  names: new Set(),
  allNames: false,
  items: 0,
  someItems: new Set(),
  inPlace: [],
  inside: [],
});

/** Of a schema that does not succeed nothing counts but why. */
export function discardEvaluated(result: Result): void {
  if (result.valid === true) return;
  result.inPlace.length = 0;
  result.inside.length = 0;
  result.names.clear();
  result.someItems.clear();
  result.allNames = false;
  result.items = 0;
}
