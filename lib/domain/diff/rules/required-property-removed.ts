import { additionalOf } from '../pair/object-view.ts';
import { defineRule } from '../rule.ts';
import { schemaJson } from '../values/changed-keyword.ts';

export const requiredPropertyRemoved = defineRule({
  id: 'required-property-removed',
  describe: 'An object no longer declares a property that every record had.',
  why: 'Every old reader that validates rejects the new records, and a model that reads the field loses it. History breaks only where the new object is closed.',
  kind: 'presence',
  severity: { serving: 'breaking', training: 'safe' },
  harm: 'A lookup by name may raise a KeyError, or the feature may become NaN for every record.',
  forProducer: 'Keep {field}, `deprecated` with `x-sunset`, until no live model reads it.',
  forReader: 'Find out what takes its place, and train without the field before it goes.',
  tfdv: 'SCHEMA_MISSING_COLUMN',
  sageMaker: 'missing_column_check',
  find(pair) {
    const { isClosed } = additionalOf(pair.next);
    return pair.properties.flatMap(({ name, before, after, renamedTo }) => {
      if (!before?.isRequired || after || renamedTo !== undefined) return [];
      const schema = schemaJson(before.locations);
      return [
        {
          member: name,
          schemaPointer: before.pointer,
          ...(schema === undefined ? {} : { before: schema }),
          severity: { serving: 'breaking', training: isClosed ? 'breaking' : 'safe' },
          what: 'required property removed',
        },
      ];
    });
  },
});
