import { additionalOf, forbiddenOf } from '../pair/object-view.ts';
import { BOTH_SAFE, defineRule, WIDENED } from '../rule.ts';
import { schemaJson } from '../values/changed-keyword.ts';

export const propertyAdded = defineRule({
  id: 'property-added',
  describe: 'An object declares an optional property that it did not have.',
  why: 'A reader that leaves the object open ignores it; one that closes it with `additionalProperties: false`, or forbids the name, rejects every record that carries it. Where undeclared members could be anything, history may hold another value under the name: what containment proves of that is told.',
  kind: 'presence',
  severity: BOTH_SAFE,
  harm: 'A pipeline that takes every column may feed a feature that the model never saw.',
  forProducer: 'Where readers keep the object closed, let them open it first, or send {field} in another subject.',
  forReader: 'Select columns by name when reading; retrain before using the new one.',
  tfdv: 'SCHEMA_NEW_COLUMN',
  sageMaker: 'extra_column_check',
  find(pair) {
    const { isClosed } = additionalOf(pair.old);
    const forbidden = forbiddenOf(pair.old);
    const refusal = (name: string): string =>
      forbidden.has(name)
        ? ', of a name that the old version forbids'
        : isClosed
          ? ', where the old version is closed'
          : '';
    return pair.properties.flatMap(({ name, before, after, renamedFrom }) => {
      if (before || !after || after.isRequired || renamedFrom !== undefined) return [];
      const schema = schemaJson(after.locations);
      return [
        {
          member: name,
          schemaPointer: after.pointer,
          ...(schema === undefined ? {} : { after: schema }),
          severity: isClosed || forbidden.has(name) ? WIDENED : BOTH_SAFE,
          what: `optional property added${refusal(name)}`,
        },
      ];
    });
  },
});
