import { describe, expect, it } from 'vitest';
import { compareSchemas } from '../../../lib/domain/diff/compare-schemas.ts';
import { type Plain, parsed } from './rules/rule-table.ts';

const compare = (old: Plain, next: Plain, contentModel: 'declared' | 'open' = 'declared') =>
  compareSchemas(parsed(old), parsed(next), { contentModel, formatMode: 'annotation' });
const properties = (members: Readonly<Record<string, Plain>>, rest: object = {}): Plain => ({
  type: 'object',
  properties: members,
  ...rest,
});

describe('compareSchemas', () => {
  it('marks a change that breaks with a value of its place that shows it', () => {
    const { verdicts, changes } = compare(
      properties({ a: { type: 'integer' } }),
      properties({ a: { type: 'string' } }),
    );
    expect([verdicts.serving.verdict, verdicts.training.verdict]).toEqual(['breaking', 'breaking']);
    expect(changes).toMatchObject([
      { ruleId: 'type-changed', pointer: '/a', proof: 'proven-breaking', witness: expect.any(String) },
    ]);
  });

  it('calls what is written differently and accepts the same a refactoring', () => {
    const { changes } = compare(
      properties({ flag: { type: 'boolean' }, n: { maximum: 5 } }),
      properties({ flag: { enum: [false, true] }, n: { maximum: 9 } }),
    );
    expect(changes.map(({ ruleId, pointer }) => `${ruleId} ${pointer}`)).toEqual([
      'range-widened /n',
      'refactored /flag',
    ]);
  });

  it('does not call an object that was opened a refactoring, though its producer emits the same', () => {
    const { changes } = compare(properties({}, { additionalProperties: false }), properties({}));
    expect(changes.map(({ ruleId }) => ruleId)).toEqual(['additional-properties-opened']);
  });

  it('still reports a lost field that containment alone calls harmless', () => {
    const { verdicts, changes } = compare(properties({ a: { type: 'string' } }), properties({}));
    expect(verdicts.serving.verdict).toBe('compatible');
    expect(changes).toMatchObject([{ ruleId: 'property-removed', severity: { serving: 'breaking' } }]);
  });

  it('says of two texts that mean the same that they are written differently', () => {
    const comment = (text: string) => ({ $comment: text, $ref: '#/$defs/a', $defs: { a: { type: 'string' } } });
    expect(compare(comment('a'), comment('b')).changes).toMatchObject([
      { ruleId: 'refactored', pointer: '', message: expect.stringContaining('accepts exactly the same') },
    ]);
    expect(compare(comment('a'), comment('a')).changes).toEqual([]);
  });
});
