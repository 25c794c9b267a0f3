import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bundlesTable } from './bundles.ts';
import { checkTable } from './check.ts';
import { enginesTable } from './containment/engines.ts';
import { growthTable } from './containment/growth.ts';
import { historiesTable } from './containment/histories.ts';
import { undecidedTable } from './containment/undecided.ts';
import { diffTable } from './diff.ts';
import { manyTable } from './many.ts';
import { grantPrefix, publishTable } from './publish.ts';
import { type Registry, startRegistry } from './registry.ts';
import { renderTable, type Table } from './table.ts';
import { worstTable } from './worst.ts';

const HELP = `npm run bench -- [options]

Prints the tables that docs/performance.md keeps. Nothing is asserted: each cost is beside that of a peer in the same run.

  --short        fewer and smaller runs, for CI
  --only NAME    one table: publish, check, many, diff, engines, growth, histories, undecided, worst or bundles
  --write        also replace the tables in docs/performance.md

  npm run bench -- --only diff
`;

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    only: { type: 'string' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

const TABLES: Readonly<Record<string, (short: boolean) => Promise<Table>>> = {
  publish: (short) => withRegistry((registry) => publishTable(registry, short)),
  check: (short) => withRegistry((registry) => checkTable(registry, short)),
  many: manyTable,
  diff: diffTable,
  engines: enginesTable,
  growth: growthTable,
  histories: historiesTable,
  undecided: undecidedTable,
  worst: worstTable,
  bundles: bundlesTable,
};

async function withRegistry(run: (registry: Registry) => Promise<Table>): Promise<Table> {
  const registry = await startRegistry();
  try {
    await grantPrefix(registry);
    return await run(registry);
  } finally {
    await registry.stop();
  }
}

async function main(): Promise<number> {
  const { only, short } = values;
  if (values.help || (only !== undefined && !TABLES[only])) {
    process.stdout.write(values.help ? HELP : `--only takes one of ${Object.keys(TABLES).join(', ')}, not ${only}\n`);
    return values.help ? 0 : 2;
  }
  for (const [name, make] of Object.entries(TABLES)) {
    if (only !== undefined && only !== name) continue;
    const started = performance.now();
    const text = renderTable(await make(short));
    process.stdout.write(`${text}\n`);
    if (values.write) writeTable(name, text);
    process.stderr.write(`${name}: ${((performance.now() - started) / 1_000).toFixed(1)} s\n`);
  }
  return 0;
}

/** Puts a table between its two marks in the document. */
function writeTable(name: string, table: string): void {
  const file = 'docs/performance.md';
  const page = readFileSync(file, 'utf8');
  const [start, end] = [`<!-- bench:${name} -->\n`, `<!-- /bench:${name} -->`];
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from < 0 || to < 0) throw new Error(`${file} has no place for the table ${name}: ${start.trim()} … ${end}`);
  writeFileSync(file, `${page.slice(0, from + start.length)}\n${table}\n${page.slice(to)}`);
}

process.exitCode = await main();
