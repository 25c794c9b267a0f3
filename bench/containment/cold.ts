import { readFileSync } from 'node:fs';
import { Comparison } from '../../lib/domain/containment/compare/comparison.ts';
import { parseSchema } from '../../lib/domain/schema/parse-schema.ts';

// Run by `histories.ts` in a process of its own, which has compiled nothing yet: prints what the first comparison takes.
const [before = '', after = ''] = process.argv.slice(2);
const start = performance.now();
const [old, next] = [before, after].map((file) => parseSchema(readFileSync(file, 'utf8')));
const parsed = performance.now();
if (!old?.ok || !next?.ok) throw new Error(`${before} or ${after} is not a schema`);
const { serving, training } = new Comparison(old.schema, next.schema, {
  contentModel: 'declared',
  formatMode: 'annotation',
}).verdicts();
const ended = performance.now();
process.stdout.write(
  JSON.stringify({
    parse: parsed - start,
    verdicts: ended - parsed,
    serving: serving.verdict,
    training: training.verdict,
  }),
);
