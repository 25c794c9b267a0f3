import { forbiddenOf, propertiesOf } from '../pair/object-view.ts';
import { defineRule, NARROWED } from '../rule.ts';

export const propertyForbidden = defineRule({
  id: 'property-forbidden',
  describe: 'An object may no longer have a member of a name that it did not declare (`false`).',
  why: 'New records are a part of the old ones; history may hold the member. Of a declared property the removal is reported.',
  kind: 'structural',
  severity: NARROWED,
  harm: 'Training on history may drop the records that have the member.',
  forProducer: 'Find out who writes {field}, and declare it instead if anybody reads it.',
  forReader: 'Ask who wrote the member; where you read it, tell the producer before it goes.',
  find({ old, next }) {
    if (!old.canBe('object') || !next.canBe('object')) return [];
    const [before, declared] = [forbiddenOf(old), propertiesOf(old)];
    return [...forbiddenOf(next)].flatMap(([name, schemaPointer]) =>
      before.has(name) || declared.has(name)
        ? []
        : [{ member: name, schemaPointer, after: false, what: 'may no longer be present' }],
    );
  },
});
