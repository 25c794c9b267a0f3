import type { JsonValue } from '../../domain/schema/json.ts';
import type { ParsedSchema } from '../../domain/schema/parse-schema.ts';

export type Opinion =
  | { readonly available: true; readonly added: JsonValue; readonly removed: JsonValue }
  | { readonly available: false; readonly reason: string };

/** What another differ says was added to and removed from the set of records: a report's detail, never a verdict. */
export interface SecondOpinion {
  describe(old: ParsedSchema, next: ParsedSchema): Promise<Opinion>;
}
