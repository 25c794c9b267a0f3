import { defineRule, type Severities } from '../rule.ts';
import { schemasOf } from '../values/changed-keyword.ts';

export const unionKindChanged = defineRule({
  id: 'union-kind-changed',
  describe: 'A choice of forms went from `anyOf` to `oneOf`, or back.',
  why: '`oneOf` rejects what fits two forms, `anyOf` does not; with forms that exclude each other nothing changes, which containment may prove.',
  kind: 'structural',
  severity: { serving: 'safe', training: 'dangerous' },
  harm: 'Records that fit two forms may come or stay away.',
  forProducer: 'Give the forms of {field} a member that tells them apart.',
  forReader: 'Route by what tells the forms apart, and drop records loudly that fit several.',
  find(pair) {
    return pair.unions.flatMap(({ before, after }) => {
      if (!before || !after || before.kind === after.kind) return [];
      const severity: Severities =
        after.kind === 'oneOf'
          ? { serving: 'safe', training: 'dangerous' }
          : { serving: 'dangerous', training: 'safe' };
      return [
        {
          schemaPointer: after.pointer,
          before: before.kind,
          after: after.kind,
          content: [schemasOf(before.branches), schemasOf(after.branches)],
          severity,
          what: `${before.kind} became ${after.kind}`,
        },
      ];
    });
  },
});
