import type { Change } from '../../domain/diff/change.ts';
import type { RecordValues } from '../../domain/policy/settings/policy.ts';
import type { JsonValue } from '../../domain/schema/json.ts';
import type { ParsedSchema } from '../../domain/schema/parse-schema.ts';
import type {
  ConsumerVerdict,
  ContentModel,
  Dissent,
  FormatMode,
  Lens,
  ReadField,
  Verdict,
} from '../../domain/verdict.ts';

/** What two schemas are to each other, and what changed between them, worst first. */
export interface Comparison {
  readonly verdicts: Readonly<Record<Lens, Verdict>>;
  readonly changes: readonly Change[];
  /** Absent where the validators agreed on every witness. */
  readonly outvoted?: readonly Outvoted[];
}

export interface Outvoted extends Dissent {
  readonly lens: Lens;
}

export interface JudgeOptions {
  readonly contentModel: ContentModel;
  readonly formatMode: FormatMode;
  /** Of a comparison: see `Policy`; the default ones where absent. */
  readonly categoryKeywords?: readonly string[];
  /** Whether what is answered holds values of records; `shown` where absent. */
  readonly recordValues?: RecordValues;
}

/** A consumer's contract: what decides its verdict; consumers with equal contracts share one. */
interface ContractInput {
  readonly trained: ParsedSchema;
  readonly reads: readonly ReadField[];
  readonly strict: boolean;
  readonly expectations?: JsonValue;
}

/**
 * The compatibility engine within bounds of time and memory, its witnesses checked by independent validators. What it
 * cannot decide within them is `undecided`, never an error. `time`: milliseconds that are left for the question, where
 * they are fewer than the judge allows each.
 */
export interface Judge {
  /** The engine's version: see `ENGINE_VERSION`. */
  readonly engine: number;
  compare(input: {
    readonly old: ParsedSchema;
    readonly next: ParsedSchema;
    readonly options: JudgeOptions;
    readonly time?: number;
  }): Promise<Comparison>;
  /** What `next` does to one contract, beyond what `head` already did to it. */
  serve(input: {
    readonly next: ParsedSchema;
    readonly head?: ParsedSchema;
    readonly contract: ContractInput;
    readonly options: JudgeOptions;
    readonly time?: number;
  }): Promise<ConsumerVerdict>;
}
