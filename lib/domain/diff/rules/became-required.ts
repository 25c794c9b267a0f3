import { defineRule, NARROWED } from '../rule.ts';

export const becameRequired = defineRule({
  id: 'became-required',
  describe: 'An optional property is now required.',
  why: 'New records are a part of the old ones; history holds records without it, which the new schema rejects.',
  kind: 'structural',
  severity: NARROWED,
  keywords: ['required'],
  harm: 'Training on history may drop the records that lack the field, which are seldom a random sample.',
  forProducer: 'Keep {field} optional in the schema that history is read with, or backfill history first.',
  forReader: 'Read history with the old schema, or fill in what it lacks before you read it with the new one.',
  tfdv: 'FEATURE_TYPE_LOW_FRACTION_PRESENT',
  sageMaker: 'completeness_check',
  find(pair) {
    const schemaPointer = pair.next.pointerOf('required');
    return pair.properties.flatMap(({ name, before, after }) => {
      if (!before || !after || before.isRequired === after.isRequired || after.isRequired !== true) return [];
      return [
        {
          member: name,
          schemaPointer,
          before: before.isRequired ? 'required' : 'optional',
          after: after.isRequired ? 'required' : 'optional',
          what: 'became required',
        },
      ];
    });
  },
});
