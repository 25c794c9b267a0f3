import { defineRule, NARROWED } from '../rule.ts';
import { schemasOf } from '../values/changed-keyword.ts';

export const unionAdded = defineRule({
  id: 'union-added',
  describe: 'A value must now take one of several forms (`anyOf` or `oneOf`).',
  why: 'A constraint came: history may hold values of no such form.',
  kind: 'structural',
  severity: NARROWED,
  harm: 'Training on history may drop the values that have none of the forms.',
  forProducer: 'Keep other forms of {field} readable for as long as history holds them.',
  forReader: 'Read history with the old schema.',
  find(pair) {
    return pair.unions.flatMap(({ before, after, isAbsorbed }) => {
      if (isAbsorbed || before || !after) return [];
      const content = schemasOf(after.branches);
      return [{ schemaPointer: after.pointer, after: after.kind, content, what: `${after.kind} added` }];
    });
  },
});
