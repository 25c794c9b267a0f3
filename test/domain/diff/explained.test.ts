import { describe, expect, it } from 'vitest';
import { compareSchemas } from '../../../lib/domain/diff/compare-schemas.ts';
import { RULES } from '../../../lib/domain/diff/rules/index.ts';
import { DECLARED_CASES } from '../containment/declared-cases.ts';
import { type Plain, parsed } from './rules/rule-table.ts';

const LENSES = ['serving', 'training'] as const;
// A field that went is lost to its readers, whatever containment says of records.
const STRUCTURAL = new Set(RULES.filter(({ kind }) => kind === 'structural').map(({ id }) => id));

describe.each(['open', 'declared'] as const)('the rules, of unlike schemas read as %s', (contentModel) => {
  const compared = DECLARED_CASES.map(({ left, right }) => ({
    left,
    right,
    ...compareSchemas(parsed(left as Plain), parsed(right as Plain), { contentModel, formatMode: 'annotation' }),
  }));

  it('name each break that containment proves', () => {
    const unexplained = compared.filter(({ changes }) => changes.some(({ ruleId }) => ruleId === 'break-unexplained'));
    expect(compared.length).toBeGreaterThanOrEqual(200);
    expect(unexplained.map(({ left, right }) => ({ left, right }))).toEqual([]);
  });

  it('call nothing breaking in a lens that containment proves compatible', () => {
    const alarms = compared.flatMap(({ left, right, verdicts, changes }) =>
      changes
        .filter(({ ruleId }) => STRUCTURAL.has(ruleId))
        .filter(({ severity }) =>
          LENSES.some((lens) => severity[lens] === 'breaking' && verdicts[lens].verdict === 'compatible'),
        )
        .map(({ ruleId, pointer }) => ({ left, right, ruleId, pointer })),
    );
    expect(alarms).toEqual([]);
  });

  it('mark as proven only what carries its record', () => {
    for (const { changes } of compared)
      for (const { proof, witness, record } of changes)
        expect(proof === 'proven-breaking').toBe((witness ?? record) !== undefined);
  });
});
