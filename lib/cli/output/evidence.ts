import { jsonEquals } from '../../domain/schema/canonical.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../../domain/schema/json.ts';
import { findMember, pointerTokens } from '../../domain/schema/pointer.ts';
import type { Comparison, PlacedChange } from '../run/comparison.ts';
import { jsonText, visible } from './escape.ts';
import { brokenBy } from './models.ts';
import { fieldName, proofText } from './words.ts';

/** A record that proves a change breaking, or the value that does so at its place in one. */
export interface Evidence {
  readonly witness: JsonValue;
  /** The field that no record has any more: it is what the record does not show. */
  readonly lacks?: string;
  /** The place of what is not a record of its own. */
  readonly at?: string;
}

/** The proofs that a change is breaking, without repetition: first those that the models' contracts reject. */
export function proofsOf(comparison: Comparison, index: number): readonly Evidence[] {
  const change = comparison.changes[index];
  if (!change) return [];
  const broken = brokenBy(comparison, index);
  const rejected = broken.filter(({ witness, pointers }) => shows({ witness, pointers }, change));
  if (rejected.length > 0) return records(rejected);
  const serving = comparison.verdicts?.serving;
  if (serving?.verdict === 'breaking' && shows(serving, change)) return [{ witness: serving.witness }];
  const { witness, pointer, witnessAt: place = pointer, record } = change;
  if (record !== undefined) return [{ witness: record, ...lacking(record, pointer) }];
  // A record that the models reject shows other changes; it still proves that they break.
  if (witness === undefined) return records(broken);
  return [place === '' ? { witness } : { witness, at: place }];
}

/** A proof on one line, with its place; longer ones are whole in `--format json`. */
export const evidenceText = ({ witness, at, lacks }: Evidence, code = (text: string): string => text): string =>
  `${code(proofText(witness))}${at === undefined ? '' : ` at ${code(visible(at))}`}${lacks === undefined ? '' : ` has no ${code(lacks)}`}`;

interface Rejected {
  readonly witness?: JsonValue | undefined;
  readonly pointers: readonly string[];
}

/**
 * Whether a rejected record shows this very change: if several break a model, there is one record for all of them, and
 * often it shows the first one only. What a value at the change proves, no record shows that has none there.
 */
function shows({ witness, pointers }: Rejected, change: PlacedChange): boolean {
  const { pointer, witness: own } = change;
  if (witness === undefined || !pointers.some((place) => place === pointer || place.startsWith(`${pointer}/`)))
    return false;
  const shown = valueAt(witness, pointerTokens(pointer));
  if (change.record !== undefined && own === undefined) return shown === undefined;
  if (own === undefined || !isValue(own)) return true;
  // Where the change is one value that came, a record with another value shows another change.
  return (
    shown !== undefined && (change.after === undefined || !jsonEquals(change.after, own) || jsonEquals(shown, own))
  );
}

const lacking = (record: JsonValue, pointer: string): Pick<Evidence, 'lacks'> =>
  valueAt(record, pointerTokens(pointer)) !== undefined ? {} : { lacks: fieldName(pointer) };

const isValue = (witness: JsonValue): boolean => !isJsonObject(witness) && !isJsonArray(witness);

function valueAt(value: JsonValue, [token, ...rest]: readonly string[]): JsonValue | undefined {
  if (token === undefined) return value;
  if (token === '*' && isJsonArray(value))
    return value.map((item) => valueAt(item, rest)).find((found) => found !== undefined);
  const member = findMember(value, token);
  return member === undefined ? undefined : valueAt(member, rest);
}

/** Without repetition. */
const records = (rejected: readonly Rejected[]): readonly Evidence[] => [
  ...new Map(
    rejected.flatMap(({ witness }) => (witness === undefined ? [] : [[jsonText(witness), { witness }] as const])),
  ).values(),
];
