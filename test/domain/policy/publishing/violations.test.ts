import { describe, expect, it } from 'vitest';
import { findViolations, refusing } from '../../../../lib/domain/policy/publishing/violations.ts';
import type { Lens, Verdict } from '../../../../lib/domain/verdict.ts';

const VERDICTS: Readonly<Record<string, Verdict>> = {
  compatible: { verdict: 'compatible' },
  breaking: { verdict: 'breaking', witness: {}, pointers: [] },
  undecided: { verdict: 'undecided', reason: 'too large' },
};
const MODES: Readonly<Record<'NONE' | 'FORWARD' | 'BACKWARD' | 'FULL' | 'FULL_TRANSITIVE', readonly Lens[]>> = {
  NONE: [],
  FORWARD: ['serving'],
  BACKWARD: ['training'],
  FULL: ['serving', 'training'],
  FULL_TRANSITIVE: ['serving', 'training'],
};

describe('where a mode is not satisfied', () => {
  for (const [serving, ofServing] of Object.entries(VERDICTS))
    for (const [training, ofTraining] of Object.entries(VERDICTS))
      for (const [mode, lenses] of Object.entries(MODES))
        for (const ruleId of ['type-changed', 'description-changed'])
          it(`of ${mode}, serving ${serving}, training ${training}, beside ${ruleId}`, () => {
            const verdicts = { serving: ofServing, training: ofTraining } as Readonly<Record<Lens, Verdict>>;
            const found = findViolations({ verdicts, changes: [{ ruleId }] }, mode as keyof typeof MODES);
            const counts = (word: string) => word === 'breaking' || (word === 'undecided' && ruleId === 'type-changed');
            expect(found.map(({ lens }) => lens)).toEqual(
              lenses.filter((lens) => counts(lens === 'serving' ? serving : training)),
            );
            for (const { lens, undecided } of found)
              expect(undecided).toBe(verdicts[lens].verdict === 'undecided' ? 'too large' : undefined);
            expect(refusing(found, 'hold')).toEqual(found);
            expect(refusing(found, 'pass')).toEqual(found.filter(({ undecided }) => undecided === undefined));
          });
});
