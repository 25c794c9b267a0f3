import { BOTH_BREAKING, defineRule, show } from '../rule.ts';
import { finiteSides } from '../values/finite-values.ts';

export const constChanged = defineRule({
  id: 'const-changed',
  describe: 'A fixed value is another one.',
  why: 'Neither side reads the other.',
  kind: 'structural',
  severity: BOTH_BREAKING,
  keywords: ['enum', 'const'],
  harm: 'A filter on the old value may select no record at all, silently.',
  forProducer:
    'Keep sending the old value of {field} until the readers are ready, or announce the new one with a date.',
  forReader: 'Accept both values before the new one comes.',
  tfdv: 'ENUM_TYPE_UNEXPECTED_STRING_VALUES',
  sageMaker: 'categorical_values_check',
  find(pair) {
    const { before, after } = finiteSides(pair);
    if (!before?.isConstant || !after?.isConstant) return [];
    const [[text, old] = [], [otherText, next] = []] = [[...before.values][0], [...after.values][0]];
    if (old === undefined || next === undefined || text === otherText) return [];
    return [
      {
        schemaPointer: pair.next.pointerOf('const'),
        before: old,
        after: next,
        what: `fixed value changed from ${show(old)} to ${show(next)}`,
      },
    ];
  },
});
