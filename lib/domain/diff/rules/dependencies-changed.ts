import type { JsonValue } from '../../schema/json.ts';
import { type Dependency, dependenciesOf } from '../pair/object-view.ts';
import { haveSameClasses, type Pair } from '../pair/pair.ts';
import { BOTH_BREAKING, constraintSeverity, defineRule, NARROWED, type Severities, show, WIDENED } from '../rule.ts';
import { schemasOf } from '../values/changed-keyword.ts';

export const dependenciesChanged = defineRule({
  id: 'dependencies-changed',
  describe:
    'What follows from the presence of a member (`dependencies`, `dependentRequired`, `dependentSchemas`) came, went or changed.',
  why: 'A demand that came or grew narrows, one that went or shrank widens, any other change may do both.',
  kind: 'structural',
  severity: BOTH_BREAKING,
  harm: 'A field that always came with another one may be missing: NaN, silently.',
  forProducer:
    'Keep sending with {field} what always came with it until the readers are ready, or announce the change with a date.',
  forReader: 'Treat the dependent fields as optional.',
  find(pair) {
    if (!pair.old.canBe('object') || !pair.next.canBe('object')) return [];
    const [before, after] = [dependenciesOf(pair.old), dependenciesOf(pair.next)];
    return [...new Set([...before.keys(), ...after.keys()])].flatMap((trigger) => {
      const [left, right] = [before.get(trigger), after.get(trigger)];
      const severity = severityOf(pair, left, right);
      if (!severity) return [];
      return [
        {
          schemaPointer: (right ?? left)?.pointer ?? pair.next.pointer,
          ...(left ? { before: left.stated } : {}),
          ...(right ? { after: right.stated } : {}),
          content: [trigger, contentOf(left), contentOf(right)],
          severity,
          what: `what follows from ${show(trigger)} ${left ? (right ? 'changed' : 'removed') : 'added'}`,
        },
      ];
    });
  },
});

const contentOf = (dependency: Dependency | undefined): JsonValue =>
  dependency ? [dependency.required, schemasOf(dependency.schemas)] : null;

function severityOf(pair: Pair, before?: Dependency, after?: Dependency): Severities | undefined {
  if (!before || !after) return constraintSeverity(before, after);
  const grew = after.required.some((name) => !before.required.includes(name));
  const shrank = before.required.some((name) => !after.required.includes(name));
  const isSame = haveSameClasses(pair.shapes, before.schemas, after.schemas);
  if (!isSame || (grew && shrank)) return BOTH_BREAKING;
  if (grew) return NARROWED;
  return shrank ? WIDENED : undefined;
}
