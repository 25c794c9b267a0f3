import { isJsonObject, type JsonValue, parseJson } from '../schema/json.ts';
import { type ParsedSchema, type ParsedSchemaResult, parseSchemaValue } from '../schema/parse-schema.ts';
import { isSchema } from '../schema/subschemas.ts';
import type { Verdict } from '../verdict.ts';
import { Comparison } from './compare/comparison.ts';
import type { ContainmentOptions } from './options.ts';

/** `backward`: every document of `old` is one of `new`; `forward`: the other way round. */
export interface BatchVerdicts {
  readonly id: JsonValue;
  readonly backward: BatchVerdict;
  readonly forward: BatchVerdict;
  /** Milliseconds for both decisions, witnesses included, once the line was read; by the clock that was given. */
  readonly ms: number;
}
export interface BatchVerdict {
  readonly verdict: Verdict['verdict'];
  readonly witness?: JsonValue;
  readonly reason?: string;
}
export interface BatchError {
  readonly id: JsonValue;
  readonly error: string;
}
export interface BatchPair {
  readonly id: JsonValue;
  readonly old: ParsedSchema;
  readonly next: ParsedSchema;
}
/** A line with schemas that are invalid in their draft, or refer to what is not at hand: what they accept is not known. */
export interface UnreadPair {
  readonly id: JsonValue;
  readonly unread: string;
  readonly old: JsonValue;
  readonly next: JsonValue;
}

export interface BatchOptions extends ContainmentOptions {
  /** Milliseconds; the engine itself has no clock. */
  readonly now: () => number;
}

/** The members of one line `{"id", "old", "new"}` of a batch. */
export interface BatchLine {
  readonly id: JsonValue;
  readonly old: JsonValue | undefined;
  readonly next: JsonValue | undefined;
}

/** Reads one line, whatever its members are; what is wrong with it is its answer. */
export function readBatchLine(line: string): BatchLine | BatchError {
  const parsed = parseJson(line);
  if (!parsed.ok) return { id: null, error: `${parsed.detail} at character ${parsed.offset + 1}` };
  if (!isJsonObject(parsed.value)) return { id: null, error: 'a line is an object {"id", "old", "new"}' };
  const { id = null, old, new: next } = parsed.value;
  return { id, old, next };
}

/** The two schemas of a line. */
export function readBatchPair({ id, old, next }: BatchLine): BatchPair | UnreadPair | BatchError {
  if (!isSchema(old)) return { id, error: '"old" is a schema: an object or a boolean' };
  if (!isSchema(next)) return { id, error: '"new" is a schema: an object or a boolean' };
  const [before, after] = [parseSchemaValue(old), parseSchemaValue(next)];
  if (!before.ok) return { id, unread: whyUnread('old', before), old, next };
  if (!after.ok) return { id, unread: whyUnread('new', after), old, next };
  return { id, old: before.schema, next: after.schema };
}

const whyUnread = (side: string, { problems: [first] }: Extract<ParsedSchemaResult, { ok: false }>): string =>
  `"${side}" cannot be read at ${first?.pointer || 'its root'}: ${first?.detail}`;

/** Decides a pair in both directions. */
export function decidePair({ id, old, next }: BatchPair, options: BatchOptions): BatchVerdicts {
  const start = options.now();
  const { training: backward, serving: forward } = new Comparison(old, next, options).verdicts();
  return { id, backward: shown(backward), forward: shown(forward), ms: options.now() - start };
}

/** The answer for a pair that could not be read: a verdict only if it holds whatever the other side is. */
export function decideUnread({ id, unread: reason, old, next }: UnreadPair): BatchVerdicts {
  const decide = (from: JsonValue, to: JsonValue): BatchVerdict =>
    from === false || to === true ? { verdict: 'compatible' } : { verdict: 'undecided', reason };
  return { id, backward: decide(old, next), forward: decide(next, old), ms: 0 };
}

/** Reads and decides one line. */
export function runBatchLine(line: string, options: BatchOptions): BatchVerdicts | BatchError {
  const members = readBatchLine(line);
  const pair = 'error' in members ? members : readBatchPair(members);
  if ('error' in pair) return pair;
  return 'unread' in pair ? decideUnread(pair) : decidePair(pair, options);
}

const shown = (verdict: Verdict): BatchVerdict => {
  switch (verdict.verdict) {
    case 'compatible':
      return { verdict: 'compatible' };
    case 'breaking':
      return { verdict: 'breaking', witness: verdict.witness };
    case 'undecided':
      return { verdict: 'undecided', reason: verdict.reason };
  }
};
