import { bringsTypes } from '../pair/pair-branches.ts';
import { defineRule } from '../rule.ts';

export const oneOfBranchAdded = defineRule({
  id: 'one-of-branch-added',
  describe: 'A value may take a form more (`oneOf`).',
  why: 'Old readers know the old forms only. In history, a record that fits the new form as well now fits two, which `oneOf` rejects.',
  kind: 'structural',
  severity: { serving: 'breaking', training: 'dangerous' },
  harm: 'Records of a form that the model never saw may reach it, with its own fields NaN.',
  forProducer:
    'Send {field} in a form that was known before until the readers are ready, or announce the new form with a date.',
  forReader: 'Route by form, and drop unknown ones loudly, before records of the new form come.',
  find(pair) {
    return pair.unions.flatMap(({ added, after, before, isAbsorbed }) => {
      if (after?.kind !== 'oneOf' || (!before && !isAbsorbed)) return [];
      return added
        .filter((branch) => !bringsTypes(pair.next.document, branch, pair.types.before))
        .map((branch) => ({ schemaPointer: branch.pointer, after: branch.schema, what: 'oneOf branch added' }));
    });
  },
});
