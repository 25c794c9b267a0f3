import type { JsonValue } from '../../schema/json.ts';
import type { Condition } from '../pair/object-view.ts';
import { BOTH_BREAKING, constraintSeverity, defineRule } from '../rule.ts';

export const conditionChanged = defineRule({
  id: 'condition-changed',
  describe: 'A condition (`if`, `then`, `else`) came, went or tests something else.',
  why: 'A condition that came narrows, one that went widens, one that changed may do both. Where the `if` stayed, what changed in its branches is reported by the rule for that.',
  kind: 'structural',
  severity: BOTH_BREAKING,
  harm: 'Records that met the condition may come in another form, and only those: averages may look healthy.',
  forProducer: 'Keep the old condition of {field} until the readers are ready, or announce the new one with a date.',
  forReader: 'Check the records on both sides of the condition apart.',
  find(pair) {
    const { added, removed } = pair.conditions;
    return Array.from({ length: Math.max(added.length, removed.length) }, (_, at) => {
      const [before, after] = [removed[at]?.condition, added[at]?.condition];
      return {
        schemaPointer: (after ?? before)?.pointer ?? pair.next.pointer,
        ...(before ? { before: before.schema } : {}),
        ...(after ? { after: after.schema } : {}),
        content: [branchesOf(removed[at]), branchesOf(added[at])],
        severity: constraintSeverity(before, after),
        what: `condition ${before ? (after ? 'changed' : 'removed') : 'added'}`,
      };
    });
  },
});

/** The consequences of a condition, without its `if`. */
const branchesOf = (condition: Condition | undefined): JsonValue => [
  condition?.then?.schema ?? null,
  condition?.otherwise?.schema ?? null,
];
