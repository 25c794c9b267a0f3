import { bringsTypes } from '../pair/pair-branches.ts';
import { defineRule, NARROWED } from '../rule.ts';

export const anyOfBranchRemoved = defineRule({
  id: 'any-of-branch-removed',
  describe: 'A value may no longer take one of its forms (`anyOf`).',
  why: 'New records are a part of the old ones; history may hold the form that went.',
  kind: 'structural',
  severity: NARROWED,
  harm: 'The features of the form that went may become NaN for every record.',
  forProducer: 'Keep the form of {field} in the schema for as long as anybody reads history with it.',
  forReader: 'Read history with the old schema.',
  find(pair) {
    return pair.unions.flatMap(({ removed, before, after, isAbsorbed }) => {
      if (before?.kind !== 'anyOf' || (!after && !isAbsorbed)) return [];
      return removed
        .filter((branch) => !bringsTypes(pair.old.document, branch, pair.types.after))
        .map((branch) => ({ schemaPointer: branch.pointer, before: branch.schema, what: 'anyOf branch removed' }));
    });
  },
});
