import { additionalOf } from '../pair/object-view.ts';
import { defineRule, WIDENED } from '../rule.ts';
import { schemaJson } from '../values/changed-keyword.ts';

export const additionalPropertiesOpened = defineRule({
  id: 'additional-properties-opened',
  describe: 'An object that was closed may have members that it does not declare.',
  why: 'Old readers reject undeclared members; where the new schema only drops the `false` and its producer emits what it declares, nothing need come.',
  kind: 'structural',
  severity: WIDENED,
  keywords: ['additionalProperties', 'unevaluatedProperties'],
  harm: 'A pipeline that takes every column may feed features that the model never saw.',
  forProducer: 'Keep {field} closed, and declare what is new as optional members of their own.',
  forReader: 'Select columns by name when reading, and let a validator of your own pass members that it does not know.',
  tfdv: 'SCHEMA_NEW_COLUMN',
  sageMaker: 'extra_column_check',
  find(pair) {
    if (!pair.old.canBe('object') || !pair.next.canBe('object')) return [];
    const [before, after] = [additionalOf(pair.old), additionalOf(pair.next)];
    if (!before.isClosed || after.isClosed) return [];
    return [
      {
        schemaPointer: after.pointer,
        before: false,
        after: schemaJson(after.locations) ?? true,
        severity: { serving: after.isStated ? 'breaking' : 'dangerous', training: 'safe' },
        what: 'undeclared members allowed',
      },
    ];
  },
});
