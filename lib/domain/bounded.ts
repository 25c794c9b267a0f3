import { createHash } from 'node:crypto';
import { defined } from './defined.ts';
import type { Change } from './diff/change.ts';
import type { JsonValue } from './schema/json.ts';
import { jsonText } from './schema/json-text.ts';

/** Of what is stored with an announcement or a migration, in bytes of UTF-8: together they stay well below a table's item. */
const RECORD_BYTES = 100_000;
const CHANGES_BYTES = 150_000;
const POINTERS_BYTES = 50_000;
/** A change is explained by its words; its own record is a detail. */
const DETAIL_BYTES = 4_000;

/** In characters: far more than any sentence of the engine; it may quote a name. */
const REASON_LENGTH = 2_000;

const bytesOf = (value: unknown): number => Buffer.byteLength(jsonText(value));

/** The record itself or, where a producer's values make it endless, its size and hash: a part of it would prove nothing. */
export function boundedRecord(record: JsonValue): JsonValue {
  const text = jsonText(record);
  if (Buffer.byteLength(text) <= RECORD_BYTES) return record;
  return `(${text.length} characters, SHA-256 ${createHash('sha256').update(text).digest('hex')})`;
}

/** The first changes that fit, at most `count`, without records that are too long for a detail. */
export const boundedChanges = (changes: readonly Change[], count: number): readonly Change[] =>
  fitting(changes.slice(0, count).map(withBoundedProof), CHANGES_BYTES);

/** The first pointers that fit, in whole characters: a schema may name a member with half a surrogate pair. */
export const boundedPointers = (pointers: readonly string[]): readonly string[] =>
  fitting(pointers.map(wholeText), POINTERS_BYTES);

/** Why something is undecided, as long as it is a sentence. */
export const boundedReason = (reason: string): string => wholeText(reason.slice(0, REASON_LENGTH));

/** What a table takes as text: half a surrogate pair is none. */
export const wholeText = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');

function withBoundedProof(change: Change): Change {
  const { witness, witnessAt, record, ...rest } = change;
  const fits = (value: JsonValue | undefined): boolean => value !== undefined && bytesOf(value) <= DETAIL_BYTES;
  return {
    ...rest,
    ...(fits(witness) && witness !== undefined ? { witness, ...defined({ witnessAt }) } : {}),
    ...(fits(record) && record !== undefined ? { record } : {}),
  };
}

function fitting<T>(items: readonly T[], bytes: number): readonly T[] {
  let left = bytes;
  return items.filter((item) => {
    left -= left < 0 ? 0 : bytesOf(item);
    return left >= 0;
  });
}
