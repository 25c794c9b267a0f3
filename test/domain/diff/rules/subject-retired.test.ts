import { describe, expect, it } from 'vitest';
import { retiredChange } from '../../../../lib/domain/diff/rules/subject-retired.ts';
import { changesBetween } from './rule-table.ts';

describe('subject-retired', () => {
  it('is of the whole record, and breaks deployed models and no history', () => {
    expect(retiredChange('payments.cards')).toMatchObject({
      ruleId: 'subject-retired',
      pointer: '',
      severity: { serving: 'breaking', training: 'safe' },
    });
  });

  it('is found by no comparison, not even with a schema that allows nothing', () => {
    const changes = changesBetween({ type: 'object' }, { not: {} });
    expect(changes.map(({ ruleId }) => ruleId)).not.toContain('subject-retired');
  });
});
