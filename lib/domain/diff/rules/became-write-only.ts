import { defineRule } from '../rule.ts';

export const becameWriteOnly = defineRule({
  id: 'became-write-only',
  describe: 'A value is now `writeOnly`: it is sent to the producer, and no longer to its readers.',
  why: 'No validator sees it, since the schema still accepts the value, and asks for it where it is required; but whoever reads it may never get it again (2020-12 validation, section 9.4; OpenAPI 3.0: `required` then holds for requests only). Only its reader can judge that, and is asked at once.',
  kind: 'annotation',
  severity: { serving: 'dangerous', training: 'safe' },
  harm: 'The feature may be missing from every record from now on: a KeyError, or NaN, silently.',
  forProducer: 'Keep sending {field} to its readers, `deprecated` with `x-sunset`, until no live model reads it.',
  forReader: 'Ask the producer whether you still get the value; where not, train without it before it stops.',
  tfdv: 'SCHEMA_MISSING_COLUMN',
  sageMaker: 'missing_column_check',
  find({ old, next }) {
    if (old.isSet('writeOnly') || !next.isSet('writeOnly')) return [];
    return [{ schemaPointer: next.pointerOf('writeOnly'), before: false, after: true, what: 'became write-only' }];
  },
});
