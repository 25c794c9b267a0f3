import { defineRule, NARROWED, show } from '../rule.ts';
import { finiteSides, valuesOnlyIn } from '../values/finite-values.ts';

export const enumValueRemoved = defineRule({
  id: 'enum-value-removed',
  describe: 'A finite set of values has lost one.',
  why: 'New records are a part of the old ones; history holds the value, which the new schema rejects.',
  kind: 'structural',
  severity: NARROWED,
  isOfOneValue: true,
  keywords: ['enum', 'const'],
  harm: 'A category that never comes again may leave its share to others, and the features that encode it constant.',
  forProducer:
    'Say in the announcement which value of {field} takes the place of the old one; keep the old one readable for history.',
  forReader: 'Ask which value takes its place; read history with the old schema.',
  sageMaker: 'categorical_values_check',
  find(pair) {
    const { before, after } = finiteSides(pair);
    return valuesOnlyIn(before, after).map((value) => ({
      schemaPointer: pair.old.pointerOf('enum', 'const'),
      before: value,
      what: `enum value ${show(value)} removed`,
    }));
  },
});
