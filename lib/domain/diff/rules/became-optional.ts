import { defineRule, WIDENED } from '../rule.ts';

export const becameOptional = defineRule({
  id: 'became-optional',
  describe: 'A required property is now optional.',
  why: 'New records may lack it, which old readers reject; history always has it.',
  kind: 'structural',
  severity: WIDENED,
  keywords: ['required'],
  harm: 'The feature may be missing: pandas turns that into NaN, silently, and an integer column into floats.',
  forProducer:
    'Keep sending {field} in every record until the readers are ready, or announce with a date that it may be missing.',
  forReader: 'Decide how the model treats a missing value (impute, default, reject) before records come without it.',
  tfdv: 'FEATURE_TYPE_LOW_FRACTION_PRESENT',
  sageMaker: 'completeness_check',
  find(pair) {
    const schemaPointer = pair.old.pointerOf('required');
    return pair.properties.flatMap(({ name, before, after }) => {
      if (!before || !after || before.isRequired === after.isRequired || after.isRequired !== false) return [];
      return [
        {
          member: name,
          schemaPointer,
          before: before.isRequired ? 'required' : 'optional',
          after: after.isRequired ? 'required' : 'optional',
          what: 'became optional',
        },
      ];
    });
  },
});
