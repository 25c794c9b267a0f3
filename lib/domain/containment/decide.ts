import { jsonEquals } from '../schema/canonical.ts';
import type { JsonValue } from '../schema/json.ts';
import type { ConsumerVerdict, ContentModel, FormatMode, ReadField, Verdict } from '../verdict.ts';
import { Engine } from './engine.ts';
import { decideIn } from './inclusion.ts';

export interface ContainmentOptions {
  readonly contentModel: ContentModel;
  readonly formatMode: FormatMode;
  /** Steps the engine may take; the same budget always gives the same verdict. Default `DEFAULT_BUDGET`. */
  readonly budget?: number;
}

export interface ServingInput {
  readonly next: JsonValue;
  /** The newest active version, if there is one: what it breaks already is not announced again. */
  readonly head?: JsonValue;
  /** The version the consumer was trained on. */
  readonly trained: JsonValue;
  /** An empty list means that the consumer reads everything. */
  readonly reads: readonly ReadField[];
  /** Names that the trained version does not know are rejected beneath a read pointer instead of ignored. */
  readonly strict?: boolean;
  /** The consumer's own expectations; they replace the contract. */
  readonly expectations?: JsonValue;
  readonly options: ContainmentOptions;
}

export interface TrainingInput {
  readonly old: JsonValue;
  readonly next: JsonValue;
  readonly reads: readonly ReadField[];
  readonly options: ContainmentOptions;
}

const pending: Verdict = { verdict: 'undecided', reason: 'the engine is not in yet' };

/** Is every document of `left` a document of `right`? Only the left is closed under `declared`. */
export function decideContainment(left: JsonValue, right: JsonValue, options: ContainmentOptions): Verdict {
  if (options.contentModel === 'open' && jsonEquals(left, right)) return { verdict: 'compatible' };
  const engine = new Engine(options);
  return engine.guard<Verdict>(
    () => {
      const [from, to] = engine.load(left, right);
      if (!from || !to) throw new TypeError('two schemas were loaded');
      return decideIn(engine, { from, to, contentModel: options.contentModel });
    },
    (reason) => ({ verdict: 'undecided', reason }),
  );
}

/** Can one consumer read what `next` will emit? Its contract, availability, and what is new against the head. */
export function decideServing(_input: ServingInput): ConsumerVerdict {
  return { status: 'undecided', reason: 'the engine is not in yet' };
}

/** Can history be read with the new version, seen through the fields read: contract(old, F) ⊆ contract(next, F)? */
export function decideTraining(_input: TrainingInput): Verdict {
  return pending;
}

/** Which read pointers cannot occur in the schema at all, with the nearest names that can. */
export function findUnknownReads(
  _schema: JsonValue,
  _reads: readonly ReadField[],
): readonly { readonly pointer: string; readonly nearest: readonly string[] }[] {
  return [];
}

export interface SchemaPair {
  readonly old: JsonValue;
  readonly next: JsonValue;
  /** RFC 6901 pointers of the subschemas in their own documents. */
  readonly oldPointer: string;
  readonly nextPointer: string;
  readonly options: ContainmentOptions;
}

/** Do the subschemas at the two schema pointers accept the same documents? `undefined` where that is undecided. */
export function isEquivalentAt(_pair: SchemaPair): boolean | undefined {
  return undefined;
}
