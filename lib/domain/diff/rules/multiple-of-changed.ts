import { isJsonNumber, type JsonValue } from '../../schema/json.ts';
import { BOTH_BREAKING, constraintSeverity, defineRule, NARROWED, type Severities, show, WIDENED } from '../rule.ts';
import { isMultiple } from '../values/compare-numbers.ts';
import { contentOf, statedOnlyIn } from '../values/stated-values.ts';

export const multipleOfChanged = defineRule({
  id: 'multiple-of-changed',
  describe: 'The step of a number (`multipleOf`) came, went or changed.',
  why: 'A step that came or became coarser narrows; one that went or became finer widens; any other change does both.',
  kind: 'structural',
  severity: BOTH_BREAKING,
  keywords: ['multipleOf'],
  harm: 'Values between the steps that the model learned may be rounded or bucketed elsewhere; a finer step may hide a changed unit.',
  forProducer:
    'Round {field} to the old step until the readers are ready, or send the finer number in a field of its own.',
  forReader: 'Ask whether the unit changed; round to the old step until the model is retrained.',
  sageMaker: 'baseline_drift_check',
  find(pair) {
    if (!pair.old.canBe('number') || !pair.next.canBe('number')) return [];
    const [before, ...others] = statedOnlyIn(pair.old, pair.next, 'multipleOf');
    const [after, ...further] = statedOnlyIn(pair.next, pair.old, 'multipleOf');
    if (before === undefined && after === undefined) return [];
    return [
      {
        schemaPointer: (after === undefined ? pair.old : pair.next).pointerOf('multipleOf'),
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
        ...contentOf(others, further),
        severity: severityOf(before, after),
        what: `step changed from ${show(before)} to ${show(after)}`,
      },
    ];
  },
});

function severityOf(before: JsonValue | undefined, after: JsonValue | undefined): Severities {
  if (isJsonNumber(before) && isJsonNumber(after)) {
    if (isMultiple(after, before)) return NARROWED;
    return isMultiple(before, after) ? WIDENED : BOTH_BREAKING;
  }
  return constraintSeverity(before, after);
}
