import { defineRule, NARROWED, show } from '../rule.ts';
import { finiteSides } from '../values/finite-values.ts';

export const enumAdded = defineRule({
  id: 'enum-added',
  describe: 'A value is now limited to a finite set.',
  why: 'New records are a part of the old ones; history may hold other values.',
  kind: 'structural',
  severity: NARROWED,
  keywords: ['enum', 'const'],
  harm: 'Training on history may drop the values outside the set.',
  forProducer: 'Keep values of {field} outside of the set readable for as long as history holds them.',
  forReader: 'Map history to the set, or read it with the old schema.',
  sageMaker: 'categorical_values_check',
  find(pair) {
    const { before, after } = finiteSides(pair);
    if (!after || before || after.isConstant) return [];
    const values = [...after.values.values()];
    return [{ schemaPointer: pair.next.pointerOf('enum'), after: values, what: `limited to ${show(values)}` }];
  },
});
