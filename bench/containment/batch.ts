import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { runBatchLine } from '../../lib/domain/containment/batch.ts';

// npx tsx bench/containment/batch.ts FILE.jsonl --content-model open > results.jsonl
const [file, flag, model] = process.argv.slice(2);
if (!file || (flag !== undefined && flag !== '--content-model')) {
  console.error('usage: batch.ts FILE.jsonl [--content-model open|declared]');
  process.exit(2);
}
const contentModel = model === 'open' ? 'open' : 'declared';
const times: number[] = [];
for (const line of readFileSync(file, 'utf8').split('\n')) {
  if (line.trim() === '') continue;
  const result = runBatchLine(line, { contentModel, formatMode: 'annotation', now: () => performance.now() });
  if ('ms' in result) times.push(result.ms);
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
times.sort((a, b) => a - b);
const at = (share: number): string => (times[Math.floor(times.length * share)] ?? 0).toFixed(3);
console.error(
  `${times.length} pairs, both directions: median ${at(0.5)} ms, p95 ${at(0.95)}, p99 ${at(0.99)}, max ${(times.at(-1) ?? 0).toFixed(0)}`,
);
