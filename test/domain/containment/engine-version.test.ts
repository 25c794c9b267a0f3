import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ENGINE_VERSION } from '../../../lib/domain/containment/engine-version.ts';
import { decideServing } from '../../../lib/domain/contract/serving.ts';
import { compareSchemas } from '../../../lib/domain/diff/compare-schemas.ts';
import { SERVING_CASES, type ServingCase } from '../contract/serving-cases.ts';
import { parsed } from '../parsed.ts';
import { DECLARED_CASES, type DeclaredCase } from './declared-cases.ts';

/** What the engine of one version says of each case; new cases may join it, those that are there stay. */
interface Kept {
  readonly engine: number;
  readonly verdicts: Readonly<Record<string, string>>;
}

const FILE = new URL('./engine-verdicts.json', import.meta.url);
const HOW = 'WRITE_VERDICTS=1 npx vitest run --config .config/vitest.config.ts test/domain/containment/engine-version';

function compared({ left, right }: DeclaredCase): string {
  const said = (['declared', 'open'] as const).map((contentModel) => {
    const options = { contentModel, formatMode: 'annotation' } as const;
    const { verdicts, changes } = compareSchemas(parsed(right), parsed(left), options);
    const found = changes.map(({ ruleId, severity }) => `${ruleId} ${severity.serving}`).sort();
    return [`${verdicts.serving.verdict} ${verdicts.training.verdict}`, ...found].join(', ');
  });
  return said.join(' | ');
}

function served({ trained, next, head, reads, strict, expectations }: ServingCase): string {
  const verdict = decideServing({
    trained: parsed(trained),
    next: parsed(next),
    ...(head ? { head: parsed(head) } : {}),
    reads: reads.map((read) => (typeof read === 'string' ? { pointer: read } : read)),
    ...(strict === undefined ? {} : { strict }),
    ...(expectations ? { expectations: parsed(expectations) } : {}),
    options: { contentModel: 'declared', formatMode: 'annotation' },
  });
  return 'kind' in verdict ? `${verdict.status} ${verdict.kind}` : verdict.status;
}

describe('the version of the engine', () => {
  const kept = JSON.parse(readFileSync(FILE, 'utf8')) as Kept;
  const verdicts = Object.fromEntries([
    ...DECLARED_CASES.map((one) => [`schemas: ${one.why}`, compared(one)] as const),
    ...SERVING_CASES.map((one) => [`reader: ${one.why}`, served(one)] as const),
  ]);

  it('is raised where a verdict changes', () => {
    const changed = Object.entries(kept.verdicts).filter(([why, said]) => (verdicts[why] ?? said) !== said);
    const found = ENGINE_VERSION > kept.engine ? [] : changed.map(([why, was]) => ({ why, was, is: verdicts[why] }));
    expect(found, 'raise ENGINE_VERSION (lib/domain/containment/engine-version.ts)').toEqual([]);
    if (process.env['WRITE_VERDICTS'] === undefined) return;
    const anew: Kept = { engine: ENGINE_VERSION, verdicts };
    writeFileSync(FILE, `${JSON.stringify(anew, null, 2)}\n`);
  });

  it('is kept with what it says of each case', () => {
    const now = JSON.parse(readFileSync(FILE, 'utf8')) as Kept;
    expect(now, `write the table anew: ${HOW}`).toEqual({ engine: ENGINE_VERSION, verdicts });
  });
});
