import { defineRule, NARROWED } from '../rule.ts';
import { typeKeyword, withoutNull } from '../values/type-set.ts';

export const noLongerNullable = defineRule({
  id: 'no-longer-nullable',
  describe: 'A value may no longer be null.',
  why: 'New records are a part of the old ones; history may hold nulls, which the new schema rejects.',
  kind: 'structural',
  severity: NARROWED,
  harm: 'Training on history may drop the records that hold null; an "is missing" indicator may become constant.',
  forProducer: 'Keep null readable in {field} for as long as history holds it.',
  forReader: 'Read history with the old schema, or impute its nulls first.',
  sageMaker: 'completeness_check',
  find(pair) {
    const { before, after } = pair.types;
    if (!before || !after || !before.has('null') || after.has('null')) return [];
    // A schema that allowed only null, or allows only null now, has changed its type.
    if (withoutNull(before).size === 0 || withoutNull(after).size === 0) return [];
    return [
      {
        schemaPointer: pair.next.pointerOf('type', 'anyOf', 'oneOf', 'enum'),
        before: typeKeyword(before),
        after: typeKeyword(after),
        what: 'null is no longer allowed',
      },
    ];
  },
});
