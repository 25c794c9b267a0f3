import { type Discriminator, discriminatorOf, isFixedByForms } from '../pair/discriminator.ts';
import { BOTH_DANGEROUS, defineRule, type Finding, show } from '../rule.ts';

export const discriminatorChanged = defineRule({
  id: 'discriminator-changed',
  describe:
    'The `discriminator` of a place came, went, names another member, or its mapping gained, lost or exchanged a value.',
  why: 'It is an annotation of OpenAPI: validators see neither the values nor the forms that they stand for, and readers that choose by them do. Where each form lists its values itself, the rules for them speak instead.',
  kind: 'annotation',
  severity: BOTH_DANGEROUS,
  harm: 'Records of a form or a value that the model never saw may reach it, or a filter on a value may select none, silently.',
  forProducer:
    'Keep the old values of {field} and what they stand for, add new ones beside them, and list the values of each form with `const`, so that they can be proved.',
  forReader: 'Route by the value, and drop unknown ones loudly.',
  tfdv: 'ENUM_TYPE_UNEXPECTED_STRING_VALUES',
  sageMaker: 'categorical_values_check',
  find({ old, next }) {
    const [before, after] = [discriminatorOf(old), discriminatorOf(next)];
    const what = describeChange(before, after);
    const one = after ?? before;
    if (what === undefined || !one) return [];
    const isTold = [old, next].every((node) => isFixedByForms(node, one.property));
    if (isTold && before?.property === after?.property) return [];
    return [
      {
        ...(before && after && before.property !== after.property ? {} : { member: one.property }),
        schemaPointer: one.pointer,
        ...(before ? { before: statedBy(before) } : {}),
        ...(after ? { after: statedBy(after) } : {}),
        what,
      } satisfies Finding,
    ];
  },
});

const statedBy = ({ property, targets }: Discriminator) => ({
  propertyName: property,
  mapping: Object.fromEntries(targets),
});

function describeChange(before: Discriminator | undefined, after: Discriminator | undefined): string | undefined {
  if (!before || !after) {
    if (!before && !after) return undefined;
    return after ? 'now says which form a record has' : 'no longer says which form a record has';
  }
  if (before.property !== after.property)
    return `the form is chosen by ${show(after.property)}, no longer by ${show(before.property)}`;
  const parts = [
    ...[...after.targets].flatMap(([value, target]) => {
      const known = before.targets.get(value);
      if (known === target) return [];
      return [
        known === undefined ? `${show(value)} added for ${target}` : `${show(value)} for ${target}, not ${known}`,
      ];
    }),
    ...[...before.targets].flatMap(([value, target]) =>
      after.targets.has(value) ? [] : [`${show(value)} removed, which stood for ${target}`],
    ),
  ];
  return parts.length === 0 ? undefined : `discriminator ${parts.join(', ')}`;
}
