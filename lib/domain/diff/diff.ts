import type { ParsedSchema } from '../schema/parse-schema.ts';
import type { Verdict } from '../verdict.ts';
import type { Change } from './change.ts';

/** One aligned place: where it stands in the two schemas, and in the record (`*` for array items). */
export interface Place {
  readonly oldSchemaPointer: string;
  readonly newSchemaPointer: string;
  readonly pointer: string;
}

/** The seam for containment: what it proves of the two schemas at one place, `undefined` where it was not asked. */
export type PlaceJudge = (place: Place) => { readonly serving: Verdict; readonly training: Verdict } | undefined;

/**
 * Every change between two schemas, worst first, then by record pointer and rule id. With a judge, a structural change
 * at a place proven equal both ways is one `refactored` change.
 */
export function diffSchemas(_old: ParsedSchema, _next: ParsedSchema, _judge?: PlaceJudge): readonly Change[] {
  return [];
}
