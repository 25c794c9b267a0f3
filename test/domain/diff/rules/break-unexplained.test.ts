import { describe, expect, it } from 'vitest';
import { diffSchemas } from '../../../../lib/domain/diff/diff.ts';
import { parsed } from './rule-table.ts';

const BREAKING = { verdict: 'breaking', witness: { a: 1 }, pointers: ['/a', ''] } as const;
const COMPATIBLE = { verdict: 'compatible' } as const;

describe('break-unexplained', () => {
  it('reports a proven break that no rule found, at the deepest place that fails, with its witness', () => {
    const changes = diffSchemas(parsed({ title: 'a' }), parsed({ title: 'b' }), {
      judge: () => ({ serving: BREAKING, training: COMPATIBLE }),
    });
    expect(changes).toMatchObject([
      {
        ruleId: 'break-unexplained',
        pointer: '/a',
        severity: { serving: 'breaking', training: 'safe' },
        proof: 'proven-breaking',
        witness: { a: 1 },
      },
      { ruleId: 'description-changed' },
    ]);
  });

  it('stays silent where a change of that lens explains the break', () => {
    const changes = diffSchemas(parsed({ maximum: 1 }), parsed({ maximum: 2 }), {
      judge: () => ({ serving: BREAKING, training: COMPATIBLE }),
    });
    expect(changes.map(({ ruleId }) => ruleId)).toEqual(['range-widened']);
  });
});
