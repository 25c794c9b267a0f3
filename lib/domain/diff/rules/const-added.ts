import { defineRule, NARROWED, show } from '../rule.ts';
import { finiteSides } from '../values/finite-values.ts';

export const constAdded = defineRule({
  id: 'const-added',
  describe: 'A value is now fixed.',
  why: 'New records are a part of the old ones; history may hold other values.',
  kind: 'structural',
  severity: NARROWED,
  keywords: ['enum', 'const'],
  harm: 'The feature may become constant and carry nothing.',
  forProducer: 'Keep other values of {field} readable for as long as history holds them.',
  forReader: 'Ask what the fixed value means for the records that had another one; read history with the old schema.',
  sageMaker: 'categorical_values_check',
  find(pair) {
    const { before, after } = finiteSides(pair);
    if (!after || before || !after.isConstant) return [];
    const values = [...after.values.values()][0] ?? null;
    return [{ schemaPointer: pair.next.pointerOf('const'), after: values, what: `fixed to ${show(values)}` }];
  },
});
