import { describe, expect, it } from 'vitest';
import type { Change } from '../../../../lib/domain/diff/change.ts';
import { affectedFirst } from '../../../../lib/domain/diff/judge/affected-first.ts';
import type { Severity } from '../../../../lib/domain/verdict.ts';

const change = (pointer: string, serving: Severity): Change => ({
  ...{ ruleId: 'type-changed', pointer, schemaPointer: pointer, message: '', harm: '', advice: '' },
  severity: { serving, training: 'safe' },
});
const [unread, doubted, read, safeRead, safe] = [
  change('/unread', 'breaking'),
  change('/doubted', 'breaking'),
  change('/read', 'breaking'),
  change('/safe-read', 'safe'),
  change('/safe', 'safe'),
];
const all = [unread, doubted, read, safeRead, safe];
const pointers = (changes: readonly Change[]): readonly string[] => changes.map(({ pointer }) => pointer);

describe('the order of changes', () => {
  it('has what breaks a model first, then what touches one, then the others as they came', () => {
    const ordered = affectedFirst(all, [
      { breaks: false, changes: [doubted] },
      { breaks: true, changes: [read, safeRead] },
    ]);

    expect(pointers(ordered)).toEqual(['/read', '/doubted', '/safe-read', '/unread', '/safe']);
  });

  it('stays as it is where nobody is touched', () => {
    expect(affectedFirst(all, [])).toEqual(all);
  });

  it('keeps what breaks the only reader in a list that is cut after two hundred', () => {
    const many = Array.from({ length: 300 }, (_, at) => change(`/f${at}`, 'breaking'));
    const last = many.slice(-1);

    expect(affectedFirst(many, [{ breaks: true, changes: last }]).slice(0, 200)).toContain(last[0]);
  });
});
