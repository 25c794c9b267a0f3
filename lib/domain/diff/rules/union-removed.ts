import { defineRule, WIDENED } from '../rule.ts';
import { schemasOf } from '../values/changed-keyword.ts';

export const unionRemoved = defineRule({
  id: 'union-removed',
  describe: 'A value need no longer take one of several forms (`anyOf` or `oneOf`).',
  why: 'A constraint went: old readers may meet values of no form that they know.',
  kind: 'structural',
  severity: WIDENED,
  harm: 'Records of a form that the model never saw may reach it.',
  forProducer: 'Keep sending {field} in the old forms until the readers are ready, or announce others with a date.',
  forReader: 'Route by form, and drop unknown ones loudly.',
  find(pair) {
    return pair.unions.flatMap(({ before, after, isAbsorbed }) => {
      if (isAbsorbed || after || !before) return [];
      const content = schemasOf(before.branches);
      return [{ schemaPointer: before.pointer, before: before.kind, content, what: `${before.kind} removed` }];
    });
  },
});
