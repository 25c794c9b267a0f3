import { isJsonObject, type JsonObject, type JsonValue, parseJson } from '../schema/json.ts';
import type { Verdict } from '../verdict.ts';
import { Comparison } from './comparison.ts';
import type { ContainmentOptions } from './decide.ts';

/** `backward`: every document of `old` is one of `new`; `forward`: the other way round. */
export interface BatchVerdicts {
  readonly id: JsonValue;
  readonly backward: BatchVerdict;
  readonly forward: BatchVerdict;
  /** Milliseconds for both decisions, witnesses included, by the clock that was given. */
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
  readonly old: JsonValue;
  readonly next: JsonValue;
}

export interface BatchOptions extends ContainmentOptions {
  /** Milliseconds; the engine itself has no clock. */
  readonly now: () => number;
}

/** Reads one line `{"id", "old", "new"}` of a batch; whatever is wrong with a line is its answer. */
export function readBatchLine(line: string): BatchPair | BatchError {
  const parsed = parseJson(line);
  if (!parsed.ok) return { id: null, error: `${parsed.detail} at character ${parsed.offset + 1}` };
  if (!isJsonObject(parsed.value)) return { id: null, error: 'a line is an object {"id", "old", "new"}' };
  const { id = null, old, new: next } = parsed.value as { id?: JsonValue; old?: JsonValue; new?: JsonValue };
  if (!isSchema(old)) return { id, error: '"old" is a schema: an object or a boolean' };
  if (!isSchema(next)) return { id, error: '"new" is a schema: an object or a boolean' };
  return { id, old, next };
}

const isSchema = (value: JsonValue | undefined): value is JsonObject | boolean =>
  typeof value === 'boolean' || (value !== undefined && isJsonObject(value));

/** Decides a pair in both directions. */
export function decidePair({ id, old, next }: BatchPair, options: BatchOptions): BatchVerdicts {
  const start = options.now();
  const { training: backward, serving: forward } = new Comparison(old, next, options).verdicts();
  return { id, backward: shown(backward), forward: shown(forward), ms: options.now() - start };
}

/** Reads and decides one line. */
export function runBatchLine(line: string, options: BatchOptions): BatchVerdicts | BatchError {
  const pair = readBatchLine(line);
  return 'error' in pair ? pair : decidePair(pair, options);
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
