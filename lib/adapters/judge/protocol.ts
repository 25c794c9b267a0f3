import type { JudgeOptions } from '../../application/ports/judge.ts';
import type { Dialect } from '../../domain/schema/dialect.ts';
import { type JsonValue, parseJson } from '../../domain/schema/json.ts';
import { ParsedSchema } from '../../domain/schema/parse-schema.ts';
import { isSchema } from '../../domain/schema/subschemas.ts';
import type { ReadField } from '../../domain/verdict.ts';
import type { Unread } from '../validation/verify-witness.ts';

/** A schema on its way between threads: as text, since a structured clone loses numbers' digits and gives prototypes. */
export interface SentSchema {
  readonly canonical: string;
  readonly fingerprint: string;
  readonly dialect: Dialect;
}
export type Question =
  | { readonly kind: 'compare'; readonly old: SentSchema; readonly next: SentSchema; readonly options: JudgeOptions }
  | {
      readonly kind: 'serve';
      readonly next: SentSchema;
      readonly head: SentSchema | undefined;
      readonly trained: SentSchema;
      readonly reads: readonly ReadField[];
      readonly strict: boolean;
      /** JSON text. */
      readonly expectations: string | undefined;
      readonly options: JudgeOptions;
    };
/** `text` is the verdict as JSON. */
export type Answer =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly detail: string; readonly cause?: 'time' };
/** The thread's message: an answer, and before it what the operators should hear. */
export type Message = Answer | { readonly unread: Unread };

export const sendSchema = ({ canonical, fingerprint, dialect }: ParsedSchema): SentSchema => ({
  canonical,
  fingerprint,
  dialect,
});
export function receiveSchema(sent: SentSchema): ParsedSchema {
  const value = fromText(sent.canonical);
  if (!isSchema(value)) throw new Error('what was sent between threads is not a schema');
  return new ParsedSchema({ ...sent, value });
}

/** Only for what this program wrote itself: without the limits that strangers' text is held to. */
export function fromText(text: string): JsonValue {
  const parsed = parseJson(text, { length: Number.MAX_SAFE_INTEGER, depth: 1_200 });
  if (parsed.ok) return parsed.value;
  throw new Error(`text between threads is not JSON: ${parsed.detail}`);
}
