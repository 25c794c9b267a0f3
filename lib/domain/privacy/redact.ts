import { createHash } from 'node:crypto';
import { defined } from '../defined.ts';
import type { Change } from '../diff/change.ts';
import { RULES } from '../diff/rules/index.ts';
import type { RecordValues } from '../policy/settings/policy.ts';
import { canonicalJson, jsonEquals } from '../schema/canonical.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../schema/json.ts';
import type { ParsedSchema } from '../schema/parse-schema.ts';
import type { ConsumerVerdict, Verdict } from '../verdict.ts';
import { generated, SENSITIVE, Sensitivity } from './sensitivity.ts';

/** The part of a comparison or a verdict that decides what is shown. */
export interface Shown {
  readonly schemas: readonly ParsedSchema[];
  readonly recordValues?: RecordValues | undefined;
}

const sensitivityOf = ({ schemas, recordValues }: Shown): Sensitivity =>
  new Sensitivity(schemas, recordValues === 'generated');

/** Whether anything is left out of what is shown. */
export const hidesValues = (shown: Shown): boolean => !sensitivityOf(shown).isNone;

/** The same verdicts and changes without a value of a sensitive place: what is stored, sent and printed is made of this. */
export function redactComparison<
  T extends {
    readonly verdicts: Readonly<Record<'serving' | 'training', Verdict>>;
    readonly changes: readonly Change[];
  },
>(comparison: T, shown: Shown): T {
  const sensitivity = sensitivityOf(shown);
  if (sensitivity.isNone) return comparison;
  const { serving, training } = comparison.verdicts;
  return {
    ...comparison,
    verdicts: { serving: hideWitness(serving, sensitivity), training: hideWitness(training, sensitivity) },
    changes: comparison.changes.map((change) => redactChange(change, sensitivity)),
  };
}

export function redactVerdict(verdict: ConsumerVerdict, shown: Shown): ConsumerVerdict {
  const sensitivity = sensitivityOf(shown);
  if (sensitivity.isNone || !('witness' in verdict)) return verdict;
  return { ...verdict, witness: sensitivity.hideIn(verdict.witness, '') };
}

const hideWitness = (verdict: Verdict, sensitivity: Sensitivity): Verdict =>
  verdict.verdict === 'breaking' ? { ...verdict, witness: sensitivity.hideIn(verdict.witness, '') } : verdict;

/** Rules whose `before` and `after` are values of records. */
const OF_VALUES: ReadonlySet<string> = new Set([
  ...['enum-added', 'enum-removed', 'enum-value-added', 'enum-value-removed'],
  ...['const-added', 'const-changed', 'const-removed', 'extensible-value-added', 'extensible-value-removed'],
  ...['default-changed', 'annotation-changed', 'discriminator-changed'],
]);

function redactChange(change: Change, sensitivity: Sensitivity): Change {
  const { pointer, witness, witnessAt, record } = change;
  const isHidden = sensitivity.isHidden(pointer);
  const hideSide = (side: JsonValue): JsonValue =>
    isHidden && OF_VALUES.has(change.ruleId) ? generatedAll(side) : hideInSchema(side, isHidden);
  const before = change.before === undefined ? undefined : hideSide(change.before);
  const after = change.after === undefined ? undefined : hideSide(change.after);
  const isSame = (left?: JsonValue, right?: JsonValue): boolean => jsonEquals(left ?? null, right ?? null);
  const isWhole = isSame(before, change.before) && isSame(after, change.after);
  return {
    ...change,
    ...defined({ before, after }),
    // Else two changes of hidden values would be one to whoever approves or answers them.
    ...(isWhole ? {} : { content: digest([change.before ?? null, change.after ?? null, change.content ?? null]) }),
    ...(isHidden || !isWhole ? wordsWithout(change) : {}),
    ...(witness === undefined ? {} : { witness: sensitivity.hideIn(witness, witnessAt ?? pointer) }),
    ...(record === undefined ? {} : { record: sensitivity.hideIn(record, '') }),
  };
}

const RULE_BY_ID = new Map(RULES.map((rule) => [rule.id, rule]));

/** The rule's own words: a finding's may quote a value. */
function wordsWithout({ ruleId, pointer, harm, advice }: Change): Pick<Change, 'message' | 'harm' | 'advice'> {
  const rule = RULE_BY_ID.get(ruleId);
  return {
    message: `${pointer || 'the record'}: ${ruleId.replaceAll('-', ' ')}; its values are not shown`,
    harm: rule?.harm ?? harm,
    advice: rule?.forReader ?? advice,
  };
}

const digest = (value: JsonValue): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

/** Each of a list of values by itself, so that their number stays. */
const generatedAll = (value: JsonValue): JsonValue => (isJsonArray(value) ? value.map(generated) : generated(value));

/** Keywords that hold values of records. */
const VALUE_KEYWORDS: ReadonlySet<string> = new Set(['enum', 'const', 'default', 'examples', 'example']);

/** Also an organisation's own list of categories (`categoryKeywords`), whatever it is called. */
const holdsValues = (keyword: string, value: JsonValue): boolean =>
  VALUE_KEYWORDS.has(keyword) || (keyword.startsWith('x-') && isJsonArray(value));

/** A part of a schema without the values that it lists, where it is sensitive or is in what is. */
function hideInSchema(value: JsonValue, isSensitive: boolean): JsonValue {
  if (isJsonArray(value)) return value.map((item) => hideInSchema(item, isSensitive));
  if (!isJsonObject(value)) return value;
  const hides = isSensitive || value[SENSITIVE] === true;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      hides && holdsValues(name, member) ? generatedAll(member) : hideInSchema(member, hides),
    ]),
  );
}
