import { BOTH_BREAKING, defineRule } from '../rule.ts';

export const schemaClosed = defineRule({
  id: 'schema-closed',
  describe: 'A place accepts nothing any more (`false`).',
  why: 'Nothing can come; history holds what the new schema rejects.',
  kind: 'structural',
  severity: BOTH_BREAKING,
  harm: 'The feature may be missing from every record.',
  forProducer: 'Keep {field}, `deprecated` with `x-sunset`, until no live model reads it.',
  forReader: 'Find out what takes its place, and train without it before it goes.',
  tfdv: 'SCHEMA_MISSING_COLUMN',
  sageMaker: 'missing_column_check',
  find(pair) {
    if (pair.old.isImpossible || !pair.next.isImpossible) return [];
    return [{ schemaPointer: pair.next.pointer, before: true, after: false, what: 'no value is allowed any more' }];
  },
});
