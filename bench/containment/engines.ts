import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import jsonSchemaDiff from 'json-schema-diff';
import { check_compat, initSync } from 'jsoncompat';
import { toPlain } from '../../lib/adapters/validation/validators.ts';
import { verifyWitness } from '../../lib/adapters/validation/verify-witness.ts';
import { decideContainment } from '../../lib/domain/containment/decide.ts';
import { fromPlain, type JsonValue } from '../../lib/domain/schema/json.ts';
import { DECLARED_CASES } from '../../test/domain/containment/declared-cases.ts';
import type { Table } from '../table.ts';

interface Answer {
  /** Whether old is within new; `undefined` where the engine threw or gave up. */
  readonly contained: boolean | undefined;
  readonly ms: number;
}
interface Pair {
  readonly old: JsonValue;
  readonly next: JsonValue;
}

const options = { contentModel: 'open', formatMode: 'annotation' } as const;
const dated = (schema: unknown): unknown =>
  typeof schema === 'object' && schema !== null && !('$schema' in schema)
    ? { $schema: 'https://json-schema.org/draft/2020-12/schema', ...schema }
    : schema;

/** This engine beside jsoncompat and json-schema-diff on the same pairs, in one run; a proof settles who is right. */
export async function enginesTable(short: boolean): Promise<Table> {
  initSync({ module: readFileSync(new URL('../../node_modules/jsoncompat/jsoncompat_wasm_bg.wasm', import.meta.url)) });
  const cases = short ? DECLARED_CASES.filter((_, at) => at % 4 === 0) : DECLARED_CASES;
  const pairs = cases.map(({ left, right }): Pair => ({ old: fromPlain(dated(left)), next: fromPlain(dated(right)) }));
  for (const pair of pairs.slice(0, 40)) await decideVerified(pair);
  const [decided, verified, compat, diff]: Answer[][] = [[], [], [], []];
  for (const pair of pairs) {
    decided?.push(decide(pair));
    verified?.push(await decideVerified(pair));
    compat?.push(
      await clocked(() =>
        check_compat(JSON.stringify(toPlain(pair.next)), JSON.stringify(toPlain(pair.old)), 'serializer'),
      ),
    );
    diff?.push(await clocked(() => diffed(pair)));
  }
  const row = (name: string, answers: readonly Answer[] | undefined): (string | number)[] => {
    const times = (answers ?? []).map(({ ms }) => ms).sort((a, b) => a - b);
    const judged = (answers ?? []).map(({ contained }, at) => ({ contained, truth: decided?.[at]?.contained }));
    const agree = judged.filter(({ contained, truth }) => contained !== undefined && contained === truth).length;
    const missed = judged.filter(({ contained, truth }) => contained === true && truth === false).length;
    const alarms = judged.filter(({ contained, truth }) => contained === false && truth === true).length;
    const silent = judged.filter(({ contained }) => contained === undefined).length;
    return [
      name,
      agree,
      missed,
      alarms,
      silent,
      times[times.length >> 1] ?? 0,
      times[Math.floor(times.length * 0.95)] ?? 0,
    ];
  };
  return {
    title: 'Containment beside its peers',
    about: `${pairs.length} pairs read to the letter: how many verdicts agree with a witness that two validators confirmed or with an exhausted search, breaks missed, false alarms, no answer, and milliseconds.`,
    headings: ['Engine', 'agree', 'missed', 'alarms', 'no answer', 'median ms', 'p95 ms'],
    rows: [
      row('Forewarn, decision and witness', decided),
      row('Forewarn, verified by two validators', verified),
      row('jsoncompat 0.4.2', compat),
      row('json-schema-diff 1.0.0', diff),
    ],
  };
}

function decide({ old, next }: Pair): Answer {
  const start = performance.now();
  const { verdict } = decideContainment(old, next, options);
  return { contained: verdict === 'undecided' ? undefined : verdict === 'compatible', ms: performance.now() - start };
}

async function decideVerified({ old, next }: Pair): Promise<Answer> {
  const start = performance.now();
  const verdict = decideContainment(old, next, options);
  if (verdict.verdict !== 'breaking')
    return { contained: verdict.verdict === 'compatible' ? true : undefined, ms: performance.now() - start };
  const { verified } = await verifyWitness({
    accepts: old,
    rejects: next,
    witness: verdict.witness,
    formatMode: 'annotation',
  });
  return { contained: verified ? false : undefined, ms: performance.now() - start };
}

async function clocked(ask: () => boolean | Promise<boolean>): Promise<Answer> {
  const start = performance.now();
  try {
    const contained = await ask();
    return { contained, ms: performance.now() - start };
  } catch {
    // A peer that throws gives no answer, which is what its column counts.
    return { contained: undefined, ms: performance.now() - start };
  }
}

async function diffed({ old, next }: Pair): Promise<boolean> {
  const { removalsFound } = await jsonSchemaDiff.diffSchemas({
    sourceSchema: undated(old),
    destinationSchema: undated(next),
  });
  return !removalsFound;
}

/** It reads draft 7 alone, and refuses a schema that names another. */
function undated(schema: JsonValue): { [keyword: string]: unknown } {
  const { $schema: _, ...rest } = toPlain(schema) as Record<string, unknown>;
  return rest;
}
