import type { JsonValue } from '../../schema/json.ts';
import type { Formula } from '../algebra/formula.ts';

/** Why something stays open, in one clause, and the schema pointer it comes from where there is one. */
export interface Doubt {
  readonly reason: string;
  readonly pointer?: string;
}

/** `doubt` on a value: some constraint on it could not be read exactly, so it has to be tested. */
export type Outcome =
  | { readonly kind: 'value'; readonly value: JsonValue; readonly size: number; readonly doubt?: Doubt | undefined }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown'; readonly doubt: Doubt }
  /** The value found is excluded by name; search again under this condition too. */
  | { readonly kind: 'refine'; readonly condition: Formula };

export const EMPTY: Outcome = { kind: 'empty' };
export const found = (value: JsonValue, size = 1, doubt?: Doubt): Outcome => ({ kind: 'value', value, size, doubt });
export const unsure = (reason: string, pointer?: string): Outcome => ({
  kind: 'unknown',
  doubt: pointer === undefined ? { reason } : { reason, pointer },
});
