import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { Comparison } from '../lib/domain/containment/compare/comparison.ts';
import { type ParsedSchema, parseSchema } from '../lib/domain/schema/parse-schema.ts';
import { HOSTILE } from '../test/domain/containment/hostile-families.ts';
import type { Table } from './table.ts';

/** The costs of the worst known pairs, by the steps and cells that bound a comparison. */
export async function worstTable(short: boolean): Promise<Table> {
  const rows: (string | number)[][] = [];
  const pairs: (readonly [string, ParsedSchema, ParsedSchema])[] = [
    ['web-types, a real schema of 27 kB', readFixture('web-types-old'), readFixture('web-types-new')],
  ];
  for (const [name, , n, make] of HOSTILE) {
    const [old, next] = make(n);
    pairs.push([`${name}, ${n}`, read(JSON.stringify(old)), read(JSON.stringify(next))]);
  }
  for (const [name, old, next] of pairs)
    for (const contentModel of short ? (['declared'] as const) : (['open', 'declared'] as const)) {
      const comparison = new Comparison(old, next, { contentModel, formatMode: 'annotation' });
      const before = process.cpuUsage();
      const { serving, training } = comparison.verdicts();
      const { user, system } = process.cpuUsage(before);
      const { spent, limit, cells } = comparison.budget;
      rows.push([
        name,
        contentModel,
        `${training.verdict}, ${serving.verdict}`,
        Math.round(spent),
        `${((100 * spent) / limit).toFixed(1)} %`,
        Math.round(cells),
        (user + system) / 1_000,
      ]);
    }
  return {
    title: 'The worst pairs that are known',
    about: `Both lenses of one comparison. Steps bound its time and cells its memory: neither may go beyond its limit, whatever the schemas are. The whole of \`forewarn diff\` on web-types, with every change explained and proven: ${await commands()}.`,
    headings: ['Pair', 'Content model', 'Old in new, new in old', 'Steps', 'of the limit', 'Cells', 'CPU ms'],
    rows,
  };
}

const COMMAND = 'dist/cli/forewarn.mjs';
const MEASURED =
  'data:text/javascript,process.on("exit",()=>process.stderr.write(JSON.stringify(process.resourceUsage())))';

/** The time and memory of the whole program, in both content models; the limit is 2 s and 512 MB. */
async function commands(): Promise<string> {
  const parts: string[] = [];
  for (const contentModel of ['open', 'declared']) {
    const [old, next] = ['old', 'new'].map((side) => `bench/fixtures/web-types-${side}.json`);
    const args = ['--import', MEASURED, COMMAND, 'diff', old ?? '', next ?? '', '--content-model', contentModel];
    const { stderr } = await promisify(execFile)(process.execPath, args).catch((error: { stderr: string }) => error);
    const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(
      stderr.slice(stderr.indexOf('{')),
    ) as NodeJS.ResourceUsage;
    const cpu = ((userCPUTime + systemCPUTime) / 1_000_000).toFixed(1);
    parts.push(`${contentModel} ${cpu} s of CPU and ${Math.round(maxRSS / 1_024)} MB`);
  }
  return parts.join(', ');
}

const readFixture = (name: string): ParsedSchema =>
  read(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8'));

function read(text: string): ParsedSchema {
  const parsed = parseSchema(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.schema;
}
