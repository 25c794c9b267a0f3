import { isJsonObject, type JsonValue, parseJson } from '../schema/json.ts';
import type { Verdict } from '../verdict.ts';
import { type ContainmentOptions, decideContainment } from './decide.ts';

/** `backward`: every document of `old` is one of `new`; `forward`: the other way round. */
export interface BatchVerdicts {
  readonly id: JsonValue;
  readonly backward: BatchVerdict;
  readonly forward: BatchVerdict;
  /** Milliseconds for both, by the clock that was given. */
  readonly ms: number;
}
interface BatchVerdict {
  readonly verdict: Verdict['verdict'];
  readonly witness?: JsonValue;
  readonly reason?: string;
}
export interface BatchError {
  readonly id: JsonValue;
  readonly error: string;
}

export interface BatchOptions extends ContainmentOptions {
  /** Milliseconds; the engine itself has no clock. */
  readonly now: () => number;
}

/** Decides one line `{"id", "old", "new"}` of a batch; whatever is wrong with a line is its answer. */
export function runBatchLine(line: string, options: BatchOptions): BatchVerdicts | BatchError {
  const parsed = parseJson(line);
  if (!parsed.ok) return { id: null, error: `${parsed.detail} at character ${parsed.offset + 1}` };
  if (!isJsonObject(parsed.value)) return { id: null, error: 'a line is an object {"id", "old", "new"}' };
  const { id = null, old, new: next } = parsed.value as { id?: JsonValue; old?: JsonValue; new?: JsonValue };
  for (const [name, schema] of [
    ['old', old],
    ['new', next],
  ] as const)
    if (!isJsonObject(schema) && typeof schema !== 'boolean')
      return { id, error: `"${name}" is a schema: an object or a boolean` };
  const start = options.now();
  const backward = decideContainment(old as JsonValue, next as JsonValue, options);
  const forward = decideContainment(next as JsonValue, old as JsonValue, options);
  return { id, backward: shown(backward), forward: shown(forward), ms: options.now() - start };
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
