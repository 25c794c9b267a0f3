import type { JsonValue } from './schema/json.ts';

/** Whether the producer's side emits declared members only (the default), or anything its schema does not forbid. */
export type ContentModel = 'declared' | 'open';
/** Whether `format` and `content*` reject records (assertion) or only describe them (annotation, the default). */
export type FormatMode = 'annotation' | 'assertion';

/** What gave a verdict, and under which options: the same question may have another answer under any other. */
export interface JudgedBy {
  /** `ENGINE_VERSION` of the release that judged. */
  readonly engine: number;
  readonly contentModel: ContentModel;
  readonly formatMode: FormatMode;
}

/** Serving: can a deployed model read what will be emitted (FORWARD)? Training: can history be read (BACKWARD)? */
export type Lens = 'serving' | 'training';
/** Shown also as ERR, WARN and INFO. */
export type Severity = 'breaking' | 'dangerous' | 'safe';

/** The answer to "is every document of A a document of B?" */
export type Verdict =
  | { readonly verdict: 'compatible' }
  | {
      readonly verdict: 'breaking';
      readonly witness: JsonValue;
      readonly pointers: readonly string[];
      /** B takes the witness to the letter; whoever reads B's records whole was never sent one that looks like it. */
      readonly by?: 'contract';
    }
  | ({ readonly verdict: 'undecided' } & Undecided);

export interface Undecided {
  readonly reason: string;
  /** RFC 6901: where the doubt comes from, a keyword of a schema or a field that is read. Its extent may be larger. */
  readonly pointer?: string;
  /** It was stopped by the clock: the same question may have an answer on another day. Without it, it stays open each time. */
  readonly cause?: 'time';
}

/** What a consumer tolerates at a field beyond what its trained version had. */
export type Tolerance = 'new-values' | 'null' | 'missing' | 'wider-range';

/** A field that a consumer reads: an RFC 6901 pointer into the *record*, in which `*` stands for any array item. */
export interface ReadField {
  readonly pointer: string;
  readonly handles?: readonly Tolerance[];
  /** `required` asks for presence even where the trained version had it optional. */
  readonly presence?: 'required';
}

/** What a change does to one consumer. `pointers` are record places, deepest first, `*` for array items. */
export type ConsumerVerdict =
  | { readonly status: 'compatible' }
  | BrokenConsumer
  | ({ readonly status: 'undecided' } & Undecided);

export interface BrokenConsumer extends Break {
  readonly status: 'newly-broken' | 'still-broken';
  /** Absent where the validators agreed on the witness. */
  readonly outvoted?: readonly Dissent[];
}

/** `rejected`: the contract rejects the witness. `field-lost`: a read field can no longer occur; `witness` shows a record without it. */
export interface Break {
  readonly kind: 'rejected' | 'field-lost';
  readonly witness: JsonValue;
  readonly pointers: readonly string[];
}

/**
 * A validator's dissent on a witness that is explained, by a listed defect of it or by what a printed contract leaves out:
 * the engine's own evaluation, and the other validator where it did not dissent, stand.
 */
export interface Dissent {
  readonly id: string;
  readonly validators: readonly ('ajv' | 'hyperjump')[];
  readonly description: string;
  readonly source: string;
}
