import { bringsTypes } from '../pair/pair-branches.ts';
import { defineRule } from '../rule.ts';

export const oneOfBranchRemoved = defineRule({
  id: 'one-of-branch-removed',
  describe: 'A value may no longer take one of its forms (`oneOf`).',
  why: 'History may hold the form that went. New records that fitted two forms, which was forbidden, may now fit one.',
  kind: 'structural',
  severity: { serving: 'dangerous', training: 'breaking' },
  harm: 'The features of the form that went may become NaN for every record.',
  forProducer: 'Keep the form of {field} in the schema for as long as anybody reads history with it.',
  forReader: 'Read history with the old schema.',
  find(pair) {
    return pair.unions.flatMap(({ removed, before, after, isAbsorbed }) => {
      if (before?.kind !== 'oneOf' || (!after && !isAbsorbed)) return [];
      return removed
        .filter((branch) => !bringsTypes(pair.old.document, branch, pair.types.after))
        .map((branch) => ({ schemaPointer: branch.pointer, before: branch.schema, what: 'oneOf branch removed' }));
    });
  },
});
