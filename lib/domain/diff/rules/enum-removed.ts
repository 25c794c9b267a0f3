import { defineRule, show, WIDENED } from '../rule.ts';
import { finiteSides } from '../values/finite-values.ts';

export const enumRemoved = defineRule({
  id: 'enum-removed',
  describe: 'A value is no longer limited to a finite set.',
  why: 'Old readers reject whatever else comes; history keeps to the set.',
  kind: 'structural',
  severity: WIDENED,
  keywords: ['enum', 'const'],
  harm: 'Values that the model never saw may be encoded as "other", as all zeros or as NaN, silently.',
  forProducer: 'Keep the set of {field} and extend it value by value, so that readers hear of each.',
  forReader: 'Map unknown values to a known one until the model is retrained, or say `handles: [new-values]`.',
  tfdv: 'ENUM_TYPE_UNEXPECTED_STRING_VALUES',
  sageMaker: 'categorical_values_check',
  find(pair) {
    const { before, after } = finiteSides(pair);
    if (!before || after || before.isConstant) return [];
    const values = [...before.values.values()];
    return [
      { schemaPointer: pair.old.pointerOf('enum'), before: values, what: `no longer limited to ${show(values)}` },
    ];
  },
});
