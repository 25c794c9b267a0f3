import { defineRule, WIDENED } from '../rule.ts';
import { schemasOf } from '../values/changed-keyword.ts';

export const schemaOpened = defineRule({
  id: 'schema-opened',
  describe: 'A place that accepted nothing (`false`) accepts something.',
  why: 'Old readers reject whatever comes; there is no history.',
  kind: 'structural',
  severity: WIDENED,
  harm: 'Values may come where the model expects none.',
  forProducer: 'Declare what {field} may hold, and send it once the readers are ready.',
  forReader: 'Ignore the place until the model knows it.',
  tfdv: 'SCHEMA_NEW_COLUMN',
  sageMaker: 'extra_column_check',
  find(pair) {
    if (!pair.old.isImpossible || pair.next.isImpossible) return [];
    return [
      {
        schemaPointer: pair.next.pointer,
        before: false,
        after: true,
        content: schemasOf(pair.next.locations),
        what: 'values are allowed',
      },
    ];
  },
});
