import { createHash } from 'node:crypto';
import { canonicalJson } from '../schema/canonical.ts';
import type { JsonObject, JsonValue } from '../schema/json.ts';
import type { Lens, Severity } from '../verdict.ts';

/** The answer of containment for the place where a rule found something; see `PlaceJudge` in diff.ts. */
export type Proof = 'proven-breaking' | 'proven-harmless' | 'undecided';

/** One finding of one rule at one place of the record. */
export interface Change {
  /** Public and never renamed, e.g. `enum-value-added`; `explainRule(id)` has its page. */
  readonly ruleId: string;
  /** RFC 6901 pointer into the *record*; `*` stands for any array item, '' for the whole record. */
  readonly pointer: string;
  /** RFC 6901 pointer into the new schema, or into the old one if the element exists only there. */
  readonly schemaPointer: string;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
  /** A digest of what belongs to the change and `before` and `after` do not hold, e.g. what they refer to. */
  readonly content?: string;
  readonly severity: Readonly<Record<Lens, Severity>>;
  /** Names the element, the place and the effect, in one sentence. */
  readonly message: string;
  /** One hedged sentence to a data scientist: what this may do to a model. */
  readonly harm: string;
  /** The advice for a reader; for the producer's, see `producerAdvice`. */
  readonly advice: string;
  readonly proof?: Proof;
  /** A small record at this place that one side accepts and the other rejects, with `proven-breaking`. */
  readonly witness?: JsonValue;
  /** Record pointer of the place that the witness is a value of, if that is not the change's own. */
  readonly witnessAt?: string;
  /** A whole record that shows this very change; of a field that went, one that lacks it. */
  readonly record?: JsonValue;
}

const RANK: Readonly<Record<Severity, number>> = { breaking: 0, dangerous: 1, safe: 2 };

/** Negative if `left` is the worse one. */
export const compareSeverity = (left: Severity, right: Severity): number => RANK[left] - RANK[right];

/** The worse of the two lenses' severities. */
export const worstSeverity = ({ severity }: Pick<Change, 'severity'>): Severity =>
  compareSeverity(severity.serving, severity.training) <= 0 ? severity.serving : severity.training;

/** The digest that `changeFingerprint` makes. */
export const CHANGE_FINGERPRINT = /^[0-9a-f]{12}$/;

/**
 * Names a change across commits, so that an approval carries until the change itself changes: 12 hex digits of SHA-256
 * over rule id, subject, pointer, before and after, with all that these refer to.
 */
export function changeFingerprint(
  subject: string,
  change: Pick<Change, 'ruleId' | 'pointer' | 'before' | 'after' | 'content'>,
): string {
  const members: Record<string, JsonValue> = { ruleId: change.ruleId, subject, pointer: change.pointer };
  if (change.before !== undefined) members['before'] = change.before;
  if (change.after !== undefined) members['after'] = change.after;
  if (change.content !== undefined) members['content'] = change.content;
  const named: JsonObject = members;
  return createHash('sha256').update(canonicalJson(named)).digest('hex').slice(0, 12);
}
