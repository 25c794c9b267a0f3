import type { SchemaInScope } from '../scope/schema-in-scope.ts';

/** A schema that fails and makes another one fail: on the same value, or on its member or item `at`. */
export interface Cause {
  readonly result: Result;
  readonly at: string | number | undefined;
}

/** The result of one schema for one value. Its paths start at that value, so that it holds for it anywhere. */
export interface Result {
  /** `undefined` if a part cannot be evaluated (an unsupported pattern, a reference to nowhere). */
  valid: boolean | undefined;
  readonly scoped: SchemaInScope;
  /** Pointers from the value to what fails a keyword of this very schema. Kept, as `causes`, in a thorough evaluation only. */
  failing: Set<string> | undefined;
  causes: Cause[] | undefined;
  /** The evaluated members and items, for `unevaluated*`. */
  names: Set<string> | undefined;
  allNames: boolean;
  items: number;
  someItems: Set<number> | undefined;
  /** The successful schemas that apply to the same value, and those to its members and items: needed to tell what is declared. */
  inPlace: Result[] | undefined;
  inside: { readonly at: string | number; readonly result: Result }[] | undefined;
  /** Whether every member in the value is declared, as far as this result alone tells; found when it is asked for. */
  isDeclared: boolean | undefined;
  /** How many evaluations it is within while it is under way; -1 once it is done. */
  depth: number;
  /**
   * The depth of the outermost evaluation around it that was met again within it: what is found while that one is taken
   * to succeed is void once it has its own answer. `NOTHING` where it is by itself.
   */
  restsOn: number;
}

/** No evaluation: deeper than any. A small integer, so that the engine keeps no box for it. */
export const NOTHING = 1e9;

// Most results are of scalars or fail at once, and evaluate nothing: their collections are made when something is put in.
export const createResult = (scoped: SchemaInScope, valid: boolean | undefined): Result => ({
  valid,
  scoped,
  failing: undefined,
  causes: undefined,
  names: undefined,
  allNames: false,
  items: 0,
  someItems: undefined,
  inPlace: undefined,
  inside: undefined,
  isDeclared: undefined,
  depth: -1,
  restsOn: NOTHING,
});

export const addName = (result: Result, name: string): void => {
  result.names ??= new Set();
  result.names.add(name);
};

export const addItem = (result: Result, at: number): void => {
  result.someItems ??= new Set();
  result.someItems.add(at);
};

export const addInside = (result: Result, at: string | number, inner: Result): void => {
  result.inside ??= [];
  result.inside.push({ at, result: inner });
};

export const addFailing = (result: Result, pointer: string): void => {
  result.failing ??= new Set();
  result.failing.add(pointer);
};

/** A link, no copy: many schemas may fail for one reason that they share. */
export const addCause = (result: Result, cause: Cause): void => {
  result.causes ??= [];
  result.causes.push(cause);
};

/** Of a schema that does not succeed nothing counts but why. */
export function discardEvaluated(result: Result): void {
  if (result.valid === true) return;
  result.inPlace = undefined;
  result.inside = undefined;
  result.names = undefined;
  result.someItems = undefined;
  result.allNames = false;
  result.items = 0;
}
