import { parseArgs } from 'node:util';
import { bundlesTable } from './bundles.ts';
import { checkTable } from './check.ts';
import { diffTable } from './diff.ts';
import { grantPrefix, publishTable } from './publish.ts';
import { type Registry, startRegistry } from './registry.ts';
import { renderTable, type Table } from './table.ts';

const HELP = `npm run bench -- [options]

Prints the tables that docs/performance.md keeps. Nothing is asserted: each cost stands beside that of a peer in the same run.

  --short        fewer and smaller runs, for CI
  --only NAME    one table: publish, check, diff or bundles

  npm run bench -- --only diff
`;

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    only: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

const TABLES: Readonly<Record<string, (short: boolean) => Promise<Table>>> = {
  publish: (short) => withRegistry((registry) => publishTable(registry, short)),
  check: (short) => withRegistry((registry) => checkTable(registry, short)),
  diff: diffTable,
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
    process.stdout.write(`${renderTable(await make(short))}\n`);
    process.stderr.write(`${name}: ${((performance.now() - started) / 1_000).toFixed(1)} s\n`);
  }
  return 0;
}

process.exitCode = await main();
