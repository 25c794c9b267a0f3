import { canonicalJson } from '../schema/canonical.ts';
import type { JsonValue } from '../schema/json.ts';
import type { Lens, Severity } from '../verdict.ts';
import type { Pair } from './pair/pair.ts';

export type Severities = Readonly<Record<Lens, Severity>>;

/** The finding of a rule at a pair; the rule's own words apply unless it says otherwise. */
export interface Finding {
  /** The member of the pair's place that the change concerns. */
  readonly member?: string;
  readonly schemaPointer: string;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
  /** The parts of the change besides `before` and `after`: a change in these is another change. */
  readonly content?: JsonValue;
  readonly severity?: Severities;
  /** The change in words, to follow a place: `type changed from integer to string`. */
  readonly what: string;
  readonly harm?: string;
  readonly forReader?: string;
}

/** The options of a policy for the rules. */
export interface RuleSettings {
  readonly categoryKeywords: readonly string[];
}

export interface Rule {
  /** Element and past participle, kebab-case; public and never renamed. */
  readonly id: string;
  /** The name that people read beside the id if the id alone would mislead them. */
  readonly title?: string;
  /** The sentence on what it reports. */
  readonly describe: string;
  /** Why the severities are what they are, and when a finding's differ. */
  readonly why: string;
  /**
   * `structural` findings are silenced if containment proves the place equal; `presence` ones (a field that is no
   * longer declared is lost to its readers, whatever containment says) and `annotation` ones never.
   */
  readonly kind: 'structural' | 'presence' | 'annotation';
  readonly severity: Severities;
  /**
   * The keywords that say all of what it judges, wherever a finding points: if none of them rejects by itself what the
   * other side sends, the change breaks nothing. Left out if more than these have a part in it (a union has types).
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
  /** The advice for the owner of a model. */
  readonly forReader: string;
  /** The same anomaly's name in TensorFlow Data Validation and in SageMaker Model Monitor. */
  readonly tfdv?: string;
  readonly sageMaker?: string;
  find(pair: Pair, settings: RuleSettings): readonly Finding[];
}

export const defineRule = (rule: Rule): Rule => rule;

/** New records may do something that old readers do not expect; history stays readable. */
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
