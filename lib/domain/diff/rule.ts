import { canonicalJson } from '../schema/canonical.ts';
import type { JsonValue } from '../schema/json.ts';
import type { Lens, Severity } from '../verdict.ts';
import type { Pair } from './pair/pair.ts';

export type Severities = Readonly<Record<Lens, Severity>>;

/** What a rule found at a pair; the rule's own words apply where it does not say otherwise. */
export interface Finding {
  /** The member of the pair's place that the change concerns. */
  readonly member?: string;
  readonly schemaPointer: string;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
  /** What the change consists of beyond `before` and `after`: it is another change where this is another. */
  readonly content?: JsonValue;
  readonly severity?: Severities;
  /** What changed, to follow a place: `type changed from integer to string`. */
  readonly what: string;
  readonly harm?: string;
  readonly forReader?: string;
}

/** What a policy decides of the rules. */
export interface RuleSettings {
  readonly categoryKeywords: readonly string[];
}

export interface Rule {
  /** Element and past participle, kebab-case; public and never renamed. */
  readonly id: string;
  /** What people read beside the id where its words alone would mislead them. */
  readonly title?: string;
  /** What it reports, in one sentence. */
  readonly describe: string;
  /** Why the severities are what they are, and when a finding's differ. */
  readonly why: string;
  /**
   * `structural` findings are silenced where containment proves the place equal; `presence` ones (a field that is no
   * longer declared is lost to its readers, whatever containment says) and `annotation` ones never.
   */
  readonly kind: 'structural' | 'presence' | 'annotation';
  readonly severity: Severities;
  /**
   * The keywords that say all of what it judges, wherever a finding points: where none of them rejects by itself what the
   * other side sends, the change breaks nothing. Left out where more than these have a part in it (a union has types).
   */
  readonly keywords?: readonly string[];
  /** A finding's `before` or `after` is the very value that went or came: its proof is a record with that value. */
  readonly isOfOneValue?: true;
  /** One hedged sentence to a data scientist. */
  readonly harm: string;
  /**
   * How the producer gets what the change is for without breaking a reader; `{field}` stands for the place, and no other
   * field is named, since nobody knows of one.
   */
  readonly forProducer: string;
  /** What the owner of a model does about it. */
  readonly forReader: string;
  /** The same anomaly's name in TensorFlow Data Validation and in SageMaker Model Monitor. */
  readonly tfdv?: string;
  readonly sageMaker?: string;
  find(pair: Pair, settings: RuleSettings): readonly Finding[];
}

export const defineRule = (rule: Rule): Rule => rule;

/** What new records may do that old readers do not expect; history stays readable. */
export const WIDENED: Severities = { serving: 'breaking', training: 'safe' };
/** New records are a part of the old ones; history holds records that the new schema rejects. */
export const NARROWED: Severities = { serving: 'safe', training: 'breaking' };
export const BOTH_BREAKING: Severities = { serving: 'breaking', training: 'breaking' };
export const BOTH_DANGEROUS: Severities = { serving: 'dangerous', training: 'dangerous' };
export const BOTH_SAFE: Severities = { serving: 'safe', training: 'safe' };

/** A constraint that came narrows, one that went widens, one that changed may do both. */
export function constraintSeverity(before: unknown, after: unknown): Severities {
  if (before === undefined) return NARROWED;
  return after === undefined ? WIDENED : BOTH_BREAKING;
}

/** A value as a message shows it, on one line and at most 80 characters. */
export function show(value: JsonValue | undefined): string {
  const text = value === undefined ? 'none' : canonicalJson(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
