import { additionalOf } from '../pair/object-view.ts';
import { BOTH_BREAKING, defineRule, show } from '../rule.ts';

export const propertyRenamed = defineRule({
  id: 'property-renamed',
  describe: 'A property went and one written alike came under another name.',
  why: 'To a reader of the old name it is a removal; the new name is a hint, since a schema cannot say that the values are the same.',
  kind: 'presence',
  severity: BOTH_BREAKING,
  harm: 'The feature under the old name may become NaN for every record, while the values go on under a name that nobody reads.',
  forProducer: 'Keep {field} beside the new name, `deprecated` with `x-sunset`, until no live model reads it.',
  forReader: 'Read the new name where it is present and the old one otherwise.',
  tfdv: 'SCHEMA_MISSING_COLUMN, SCHEMA_NEW_COLUMN',
  sageMaker: 'missing_column_check, extra_column_check',
  find(pair) {
    const { isClosed } = additionalOf(pair.next);
    return pair.properties.flatMap(({ name, before, renamedTo }) => {
      if (!before || !renamedTo) return [];
      return [
        {
          member: name,
          schemaPointer: renamedTo.pointer,
          before: name,
          after: renamedTo.name,
          severity: { serving: 'breaking', training: isClosed || renamedTo.isRequired ? 'breaking' : 'dangerous' },
          what: `seems renamed to ${show(renamedTo.name)}, which is written alike`,
        },
      ];
    });
  },
});
