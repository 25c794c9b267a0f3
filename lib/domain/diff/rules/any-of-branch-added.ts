import { bringsTypes } from '../pair/pair-branches.ts';
import { defineRule, WIDENED } from '../rule.ts';

export const anyOfBranchAdded = defineRule({
  id: 'any-of-branch-added',
  describe: 'A value may take a form more (`anyOf`).',
  why: 'Old readers know the old forms only; history keeps to them. A form of another type is reported by the type rules.',
  kind: 'structural',
  severity: WIDENED,
  harm: 'Records of a form that the model never saw may reach it, with its own fields NaN.',
  forProducer:
    'Send {field} in a form that was known before until the readers are ready, or announce the new form with a date.',
  forReader: 'Route by form, and drop unknown ones loudly, before records of the new form come.',
  find(pair) {
    return pair.unions.flatMap(({ added, after, before, isAbsorbed }) => {
      if (after?.kind !== 'anyOf' || (!before && !isAbsorbed)) return [];
      return added
        .filter((branch) => !bringsTypes(pair.next.document, branch, pair.types.before))
        .map((branch) => ({ schemaPointer: branch.pointer, after: branch.schema, what: 'anyOf branch added' }));
    });
  },
});
