import { performance } from 'node:perf_hooks';
import { verifyWitness } from '../../lib/adapters/validation/verify-witness.ts';
import { decideContainment } from '../../lib/domain/containment/decide.ts';
import { compareSchemas } from '../../lib/domain/diff/compare-schemas.ts';
import { breakUnexplained } from '../../lib/domain/diff/rules/break-unexplained.ts';
import { ParsedSchema } from '../../lib/domain/schema/parse-schema.ts';
import { DECLARED_CASES } from '../../test/domain/containment/declared-cases.ts';
import { parsed } from '../../test/domain/parsed.ts';
import type { Table } from '../table.ts';
import { type Pair, startPeers } from './peers.ts';

interface ParsedPair {
  readonly old: ParsedSchema;
  readonly next: ParsedSchema;
}

const valuesOf = ({ old, next }: ParsedPair): Pair => ({ old: old.value, next: next.value });

interface Answer {
  /** Whether old is within new; `undefined` if the engine threw or gave up. */
  readonly contained: boolean | undefined;
  readonly ms: number;
}

const options = { contentModel: 'open', formatMode: 'annotation' } as const;
const dated = (schema: unknown): unknown =>
  typeof schema === 'object' && schema !== null && !('$schema' in schema)
    ? { $schema: 'https://json-schema.org/draft/2020-12/schema', ...schema }
    : schema;

/** This engine beside jsoncompat and json-schema-diff on the same pairs, in one run; a proof settles who is right. */
export async function enginesTable(short: boolean): Promise<Table> {
  const { jsoncompat, jsonSchemaDiff } = startPeers();
  const cases = short ? DECLARED_CASES.filter((_, at) => at % 4 === 0) : DECLARED_CASES;
  const pairs = cases.map(({ left, right }): ParsedPair => ({ old: parsed(dated(left)), next: parsed(dated(right)) }));
  // Each by itself, so that none pays for another's garbage, and each pair once before the clock runs: a registry is a warm process.
  const measure = async (ask: (pair: ParsedPair) => Answer | Promise<Answer>): Promise<readonly Answer[]> => {
    for (const pair of pairs) await ask(pair);
    const answers: Answer[] = [];
    for (const pair of pairs) answers.push(await ask(pair));
    return answers;
  };
  const decided = await measure(decide);
  const verified = await measure(decideVerified);
  const compat = await measure((pair) => clocked(() => jsoncompat(valuesOf(pair))));
  const diff = await measure((pair) => clocked(() => jsonSchemaDiff(valuesOf(pair))));
  const row = (name: string, answers: readonly Answer[], unexplained: number | string): (string | number)[] => {
    const times = answers.map(({ ms }) => ms).sort((a, b) => a - b);
    const judged = answers.map(({ contained }, at) => ({ contained, truth: decided[at]?.contained }));
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
      unexplained,
      times[times.length >> 1] ?? 0,
      times[Math.floor(times.length * 0.95)] ?? 0,
    ];
  };
  return {
    title: 'Containment beside its peers',
    about: `${pairs.length} pairs read to the letter: how many verdicts agree with a witness that two validators confirmed or with an exhausted search, breaks missed, false alarms, no answer, breaks in either direction that no rule explains (the rules name what the others only find), and milliseconds in a warm process.`,
    headings: ['Engine', 'agree', 'missed', 'alarms', 'no answer', 'unexplained', 'median ms', 'p95 ms'],
    rows: [
      row('Forewarn, decision and witness', decided, ''),
      row('Forewarn, verified by two validators', verified, `${countUnexplained(pairs)}`),
      row('jsoncompat 0.4.2', compat, ''),
      row('json-schema-diff 1.0.0', diff, ''),
    ],
  };
}

/** Breaks of either lens that containment proves and no rule accounts for. */
function countUnexplained(pairs: readonly ParsedPair[]): number {
  return pairs.filter(({ old, next }) => {
    const { changes } = compareSchemas(old, next, options);
    return changes.some(({ ruleId }) => ruleId === breakUnexplained.id);
  }).length;
}

/** A schema that nobody has looked at: its index counts as well, as a peer's does. */
const read = ({ value, canonical, fingerprint, dialect }: ParsedSchema): ParsedSchema =>
  new ParsedSchema({ value, canonical, fingerprint, dialect });

function decide({ old, next }: ParsedPair): Answer {
  const start = performance.now();
  const { verdict } = decideContainment(read(old), read(next), options);
  return { contained: verdict === 'undecided' ? undefined : verdict === 'compatible', ms: performance.now() - start };
}

async function decideVerified({ old, next }: ParsedPair): Promise<Answer> {
  const start = performance.now();
  const verdict = decideContainment(read(old), read(next), options);
  if (verdict.verdict !== 'breaking')
    return { contained: verdict.verdict === 'compatible' ? true : undefined, ms: performance.now() - start };
  const { verified } = await verifyWitness({
    accepts: old.value,
    rejects: [next.value],
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
