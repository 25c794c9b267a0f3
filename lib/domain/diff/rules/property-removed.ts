import { additionalOf, forbiddenOf } from '../pair/object-view.ts';
import { defineRule } from '../rule.ts';
import { schemaJson } from '../values/changed-keyword.ts';

export const propertyRemoved = defineRule({
  id: 'property-removed',
  describe: 'An object no longer declares an optional property.',
  why: 'Old readers accept its absence, but a model that reads it never sees it again: the field is lost. History breaks only where the new object is closed or forbids the name.',
  kind: 'presence',
  severity: { serving: 'breaking', training: 'safe' },
  harm: 'The feature may become NaN or its default for every record, silently.',
  forProducer: 'Keep {field}, `deprecated` with `x-sunset`, until no live model reads it.',
  forReader: 'Find out what takes its place, and train without the field before it goes.',
  tfdv: 'SCHEMA_MISSING_COLUMN',
  sageMaker: 'missing_column_check',
  find(pair) {
    const { isClosed } = additionalOf(pair.next);
    const forbidden = forbiddenOf(pair.next);
    return pair.properties.flatMap(({ name, before, after, renamedTo }) => {
      if (!before || before.isRequired || after || renamedTo !== undefined) return [];
      const schema = schemaJson(before.locations);
      return [
        {
          member: name,
          schemaPointer: before.pointer,
          ...(schema === undefined ? {} : { before: schema }),
          severity: { serving: 'breaking', training: isClosed || forbidden.has(name) ? 'breaking' : 'safe' },
          what: 'optional property removed',
        },
      ];
    });
  },
});
