import { BOTH_SAFE, defineRule } from '../rule.ts';

export const noLongerWriteOnly = defineRule({
  id: 'no-longer-write-only',
  describe: 'A value is no longer `writeOnly`: readers may get it.',
  why: 'The old schema accepts the value already; history may lack it.',
  kind: 'annotation',
  severity: BOTH_SAFE,
  harm: 'A pipeline that takes every column may feed a feature that the model never saw.',
  forProducer: 'Say in the description of {field} from when on readers get it.',
  forReader: 'Select columns by name when reading; treat the value as missing in history.',
  tfdv: 'SCHEMA_NEW_COLUMN',
  sageMaker: 'extra_column_check',
  find({ old, next }) {
    if (!old.isSet('writeOnly') || next.isSet('writeOnly')) return [];
    return [{ schemaPointer: old.pointerOf('writeOnly'), before: true, after: false, what: 'no longer write-only' }];
  },
});
