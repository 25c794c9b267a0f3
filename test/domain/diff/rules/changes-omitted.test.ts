import { describe, expect, it } from 'vitest';
import { changesBetween } from './rule-table.ts';

const wide = (type: string, count: number) => ({
  properties: Object.fromEntries(Array.from({ length: count }, (_, at) => [`property_${at}`, { type }])),
});

describe('changes-omitted', () => {
  it('counts what a report does not hold, with the worst severities among it', () => {
    const changes = changesBetween(wide('string', 1_200), wide('integer', 1_200));
    expect(changes).toHaveLength(1_001);
    expect(changes.at(-1)).toMatchObject({
      ruleId: 'changes-omitted',
      pointer: '',
      after: 200,
      severity: { serving: 'breaking', training: 'breaking' },
    });
  });

  it('is not reported while a report holds everything', () => {
    const changes = changesBetween(wide('string', 1_000), wide('integer', 1_000));
    expect(changes).toHaveLength(1_000);
    expect(changes.map(({ ruleId }) => ruleId)).not.toContain('changes-omitted');
  });

  it('says "at least" where places were left unvisited', () => {
    // Two members per level make 2^30 places of one definition.
    const doubling = (leaf: string) => ({
      $ref: '#/$defs/d0',
      $defs: Object.fromEntries([
        ...Array.from({ length: 30 }, (_, at) => {
          const below = { $ref: `#/$defs/d${at + 1}` };
          return [`d${at}`, { properties: { a: below, b: below } }] as const;
        }),
        ['d30', { type: leaf }] as const,
      ]),
    });
    const changes = changesBetween(doubling('string'), doubling('integer'));
    expect(changes[0]).toMatchObject({ ruleId: 'type-changed', schemaPointer: '/$defs/d30/type' });
    expect(changes.at(-1)?.message).toContain('at least');
  });
});
