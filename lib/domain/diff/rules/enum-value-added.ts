import { defineRule, show, WIDENED } from '../rule.ts';
import { finiteSides, valuesOnlyIn } from '../values/finite-values.ts';

export const enumValueAdded = defineRule({
  id: 'enum-value-added',
  describe: 'A finite set of values has a new one.',
  why: 'Old readers reject the new value; history does not hold it.',
  kind: 'structural',
  severity: WIDENED,
  isOfOneValue: true,
  keywords: ['enum', 'const'],
  harm: 'A category that the model never saw may be encoded as "other", as all zeros or as NaN, silently, or raise at prediction time.',
  forProducer: 'Send only known values in {field} until the readers are ready, or announce the new one with a date.',
  forReader: 'Map the new value to a known one until the model is retrained, or say `handles: [new-values]`.',
  tfdv: 'ENUM_TYPE_UNEXPECTED_STRING_VALUES',
  sageMaker: 'categorical_values_check',
  find(pair) {
    const { before, after } = finiteSides(pair);
    return valuesOnlyIn(after, before).map((value) => ({
      schemaPointer: pair.next.pointerOf('enum', 'const'),
      after: value,
      what: `enum value ${show(value)} added`,
    }));
  },
});
