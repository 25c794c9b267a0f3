import { additionalOf } from '../pair/object-view.ts';
import { defineRule, NARROWED } from '../rule.ts';
import { schemaJson } from '../values/changed-keyword.ts';

export const additionalPropertiesClosed = defineRule({
  id: 'additional-properties-closed',
  describe: 'An object may no longer have members that it does not declare.',
  why: 'New records are a part of the old ones; history may hold undeclared members, surely so where the old schema declared them with `true` or a schema.',
  kind: 'structural',
  severity: NARROWED,
  keywords: ['additionalProperties', 'unevaluatedProperties'],
  harm: 'A feature made from an undeclared member may become NaN for every record; training on history may drop records.',
  forProducer: 'Declare in {field} the members that are still sent, before you close it.',
  forReader: 'Find out which undeclared members you read: those that are not declared no longer come.',
  tfdv: 'SCHEMA_MISSING_COLUMN',
  sageMaker: 'missing_column_check',
  find(pair) {
    if (!pair.old.canBe('object') || !pair.next.canBe('object')) return [];
    const [before, after] = [additionalOf(pair.old), additionalOf(pair.next)];
    if (before.isClosed || !after.isClosed) return [];
    return [
      {
        schemaPointer: after.pointer,
        before: schemaJson(before.locations) ?? true,
        after: false,
        severity: { serving: 'safe', training: before.isStated ? 'breaking' : 'dangerous' },
        what: 'undeclared members no longer allowed',
      },
    ];
  },
});
