import { defineRule, show, WIDENED } from '../rule.ts';
import { finiteSides } from '../values/finite-values.ts';

export const constRemoved = defineRule({
  id: 'const-removed',
  describe: 'A value is no longer fixed.',
  why: 'Old readers reject whatever else comes; history keeps to the value.',
  kind: 'structural',
  severity: WIDENED,
  keywords: ['enum', 'const'],
  harm: 'Records of a kind that the model never saw may reach it.',
  forProducer: 'Keep sending the one value of {field} until the readers are ready, or announce the others with a date.',
  forReader: 'Filter by the old value until the model knows the others.',
  tfdv: 'ENUM_TYPE_UNEXPECTED_STRING_VALUES',
  sageMaker: 'categorical_values_check',
  find(pair) {
    const { before, after } = finiteSides(pair);
    if (!before || after || !before.isConstant) return [];
    const values = [...before.values.values()][0] ?? null;
    return [{ schemaPointer: pair.old.pointerOf('const'), before: values, what: `no longer fixed to ${show(values)}` }];
  },
});
