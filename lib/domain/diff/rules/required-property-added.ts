import { additionalOf } from '../pair/object-view.ts';
import { BOTH_BREAKING, defineRule, NARROWED } from '../rule.ts';
import { schemaJson } from '../values/changed-keyword.ts';

export const requiredPropertyAdded = defineRule({
  id: 'required-property-added',
  describe: 'An object declares and requires a property that it did not have.',
  why: 'New records always carry it, which open readers ignore and closed ones reject; history never does, so the new schema rejects it.',
  kind: 'structural',
  severity: NARROWED,
  harm: 'Training on history may fill the missing column with NaN, so that the feature means "before or after the change".',
  forProducer:
    'Make {field} optional first, backfill history, then require it; where readers keep the object closed, let them open it first.',
  forReader: 'Select columns by name when reading; fill the column in history before you train on it.',
  tfdv: 'SCHEMA_NEW_COLUMN',
  sageMaker: 'extra_column_check',
  find(pair) {
    const { isClosed } = additionalOf(pair.old);
    return pair.properties.flatMap(({ name, before, after, renamedFrom }) => {
      if (before || !after?.isRequired || renamedFrom !== undefined) return [];
      const schema = schemaJson(after.locations);
      return [
        {
          member: name,
          schemaPointer: after.pointer,
          ...(schema === undefined ? {} : { after: schema }),
          severity: isClosed ? BOTH_BREAKING : NARROWED,
          what: 'required property added',
        },
      ];
    });
  },
});
