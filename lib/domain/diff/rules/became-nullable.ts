import { defineRule, WIDENED } from '../rule.ts';
import { typeKeyword, withoutNull } from '../values/type-set.ts';

export const becameNullable = defineRule({
  id: 'became-nullable',
  describe: 'A value may now be null.',
  why: 'Old readers reject null; history holds none.',
  kind: 'structural',
  severity: WIDENED,
  harm: 'None may become NaN, silently, and turn an integer column into floats; a share of records may then score on nothing.',
  forProducer: 'Keep a value in {field} in every record until the readers are ready, or announce null with a date.',
  forReader: 'Decide how the model treats null (impute, default, reject), or say `handles: [null]`.',
  tfdv: 'FEATURE_TYPE_LOW_FRACTION_PRESENT',
  sageMaker: 'completeness_check',
  find(pair) {
    const { before, after } = pair.types;
    if (!before || !after || before.has('null') || !after.has('null')) return [];
    // A schema that allowed only null, or allows only null now, has changed its type.
    if (withoutNull(before).size === 0 || withoutNull(after).size === 0) return [];
    return [
      {
        schemaPointer: pair.next.pointerOf('type', 'anyOf', 'oneOf', 'enum'),
        before: typeKeyword(before),
        after: typeKeyword(after),
        what: 'null is now allowed',
      },
    ];
  },
});
