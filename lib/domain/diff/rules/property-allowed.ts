import { forbiddenOf, propertiesOf } from '../pair/object-view.ts';
import { defineRule, WIDENED } from '../rule.ts';

export const propertyAllowed = defineRule({
  id: 'property-allowed',
  describe: 'An object may have a member of a name that it forbade (`false`), without declaring it.',
  why: 'Old readers reject every record that has it; history has none. Of a declared property the addition is reported.',
  kind: 'structural',
  severity: WIDENED,
  harm: 'A member that the model was never to see may reach it.',
  forProducer: 'Leave {field} out of the records until the readers are ready, or declare what it is.',
  forReader: 'Drop the member when reading, until you know what it is.',
  find({ old, next }) {
    if (!old.canBe('object') || !next.canBe('object')) return [];
    const [after, declared] = [forbiddenOf(next), propertiesOf(next)];
    return [...forbiddenOf(old)].flatMap(([name, schemaPointer]) =>
      after.has(name) || declared.has(name)
        ? []
        : [{ member: name, schemaPointer, before: false, what: 'may be present' }],
    );
  },
});
