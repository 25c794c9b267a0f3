import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { promisify } from 'node:util';
import { Comparison } from '../../lib/domain/containment/compare/comparison.ts';
import { type ParsedSchema, parseSchema } from '../../lib/domain/schema/parse-schema.ts';
import type { ContentModel } from '../../lib/domain/verdict.ts';
import type { Table } from '../table.ts';
import { fetchHistory, HISTORIES } from './history-files.ts';

const RUNS = 3;
const LIMIT = 250;

/** One comparison: both lenses, read together. */
interface Measured {
  readonly kB: number;
  readonly verdicts: readonly string[];
  readonly ms: number;
}

/** Successive versions of large public schemas: how long a verdict takes once they are parsed. */
export async function historiesTable(short: boolean): Promise<Table> {
  const rows: (string | number)[][] = [];
  const all: Measured[] = [];
  const absent: string[] = [];
  let largest: readonly string[] = [];
  for (const history of short ? HISTORIES.slice(0, 3) : HISTORIES) {
    const files = await fetchHistory(history);
    if (!files) {
      absent.push(history.name);
      continue;
    }
    largest = files.slice(-2);
    const measured = (['declared', 'open'] as const).flatMap((contentModel) => measureSteps(files, contentModel));
    all.push(...measured);
    rows.push(row(history.name, measured));
  }
  rows.push(row('all', all));
  return {
    title: 'Successive versions of large schemas',
    about: `${[
      `Versions as their makers published them, none edited, each against the one before it, in both content models: milliseconds a verdict (one lens; the two of a pair are asked together, and a verdict is half of that) after parsing in a warm process, best of ${RUNS}. "Within" is the share of verdicts within ${LIMIT} ms, "pairs" that of whole pairs.`,
      absent.length > 0 ? `Not at hand: ${absent.join(', ')}.` : '',
      short ? '' : await coldly(largest),
      `Load of the machine at the end: ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores.`,
    ]
      .filter((sentence) => sentence !== '')
      .join(' ')}`,
    headings: [
      'History',
      'kB',
      'steps',
      'breaking',
      'compatible',
      'undecided',
      'median',
      'p95',
      'worst',
      'within',
      'pairs',
    ],
    rows,
  };
}

function measureSteps(files: readonly string[], contentModel: ContentModel): readonly Measured[] {
  const versions = files.map((file) => ({ kB: readFileSync(file).byteLength / 1_024, schema: read(file) }));
  return versions.slice(1).map(({ kB, schema }, at) => {
    const before = versions[at]?.schema ?? schema;
    const compare = () => new Comparison(before, schema, { contentModel, formatMode: 'annotation' }).verdicts();
    compare();
    const times: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const start = performance.now();
      compare();
      times.push(performance.now() - start);
    }
    const { serving, training } = compare();
    return { kB, verdicts: [serving.verdict, training.verdict], ms: Math.min(...times) };
  });
}

function read(file: string): ParsedSchema {
  const parsed = parseSchema(readFileSync(file, 'utf8'));
  if (parsed.ok) return parsed.schema;
  throw new Error(`${file}: ${parsed.problems.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; ')}`);
}

function row(name: string, measured: readonly Measured[]): (string | number)[] {
  const times = measured.map(({ ms }) => ms / 2).sort((a, b) => a - b);
  const sizes = measured.map(({ kB }) => Math.round(kB));
  const count = (wanted: string): number =>
    measured.flatMap(({ verdicts }) => verdicts).filter((verdict) => verdict === wanted).length;
  const share = (limit: number): string =>
    `${((100 * times.filter((ms) => ms <= limit).length) / Math.max(1, times.length)).toFixed(0)} %`;
  return [
    name,
    `${Math.min(...sizes)} to ${Math.max(...sizes)}`,
    measured.length / 2,
    count('breaking'),
    count('compatible'),
    count('undecided'),
    times[times.length >> 1] ?? 0,
    times[Math.min(times.length - 1, Math.floor(times.length * 0.95))] ?? 0,
    times.at(-1) ?? 0,
    share(LIMIT),
    share(LIMIT / 2),
  ];
}

/** The last step of the largest history in a process that has run nothing yet. */
async function coldly([before, after]: readonly string[]): Promise<string> {
  if (before === undefined || after === undefined) return '';
  const script = new URL('cold.ts', import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script, before, after]);
  const { parse, verdicts } = JSON.parse(stdout) as { parse: number; verdicts: number };
  const size = (readFileSync(after).byteLength / 1_000_000).toFixed(1);
  return `Cold, the last step of the largest (${size} MB each, declared): ${parse.toFixed(0)} ms to parse both, ${verdicts.toFixed(0)} ms for both verdicts.`;
}
