import { parseArgs } from 'node:util';
import { ORACLES } from './oracles/table.ts';
import { simulate } from './simulate.ts';

/** `npm run simulate -- --seed 7 --subjects 200 --models 2000 --days 365`; the failing seed of one run is the next one's `--seed`. */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    subjects: { type: 'string', default: '200' },
    models: { type: 'string', default: '2000' },
    days: { type: 'string', default: '365' },
    crashing: { type: 'string', default: '0.001' },
  },
});

const number = (name: keyof typeof values): number => {
  const value = Number(values[name]);
  if (Number.isFinite(value) && value >= 0) return value;
  process.stderr.write(`--${name} ${JSON.stringify(values[name])} is not a number.\n`);
  process.exit(2);
};

const options = {
  seed: number('seed'),
  subjects: number('subjects'),
  models: number('models'),
  days: number('days'),
  crashing: number('crashing'),
};
const started = Date.now();
process.stdout.write(`simulating ${JSON.stringify(options)}\n`);
const report = await simulate(options, (line) => process.stderr.isTTY && process.stderr.write(`\r${line}`));
for (const [name, value] of [...Object.entries(report.acts), ...Object.entries(report.counts)])
  process.stdout.write(`  ${name.padEnd(36)} ${value}\n`);
process.stdout.write(`  ${'real seconds'.padEnd(36)} ${Math.round((Date.now() - started) / 1_000)}\n`);
for (const fault of report.faults.slice(0, 50)) process.stdout.write(`✗ ${fault}\n`);
const missing = Object.entries(report.acts).flatMap(([name, times]) => (times === 0 ? [name] : []));
if (missing.length > 0)
  process.stdout.write(`✗ never happened, so that nothing is proved of it: ${missing.join(', ')}\n`);
process.stdout.write(
  report.faults.length === 0
    ? `✓ ${ORACLES.map(({ name }) => name).join(', ')}\n`
    : `✗ ${report.faults.length} faults; again with: npm run simulate -- --seed ${options.seed} --subjects ${options.subjects} --models ${options.models} --days ${options.days}\n`,
);
process.exitCode = report.faults.length + missing.length === 0 ? 0 : 1;
