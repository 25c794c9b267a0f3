import { additionalOf, patternsOf } from '../pair/object-view.ts';
import { BOTH_BREAKING, defineRule, type Finding, NARROWED, type Severities, show } from '../rule.ts';
import { schemasOf } from '../values/changed-keyword.ts';

export const patternPropertiesChanged = defineRule({
  id: 'pattern-properties-changed',
  describe: 'Members whose names match a pattern came or went.',
  why: 'A pattern that came says what its members hold, and history may hold something else; one that went leaves its members to whatever else the object says.',
  kind: 'structural',
  severity: BOTH_BREAKING,
  harm: 'Features made from every matching member may gain or lose columns.',
  forProducer:
    'Keep sending in {field} the members of the old names until the readers are ready, or announce the change with a date.',
  forReader: 'List the member names that you read, instead of matching them.',
  tfdv: 'SCHEMA_NEW_COLUMN, SCHEMA_MISSING_COLUMN',
  sageMaker: 'extra_column_check, missing_column_check',
  find(pair) {
    if (!pair.old.canBe('object') || !pair.next.canBe('object')) return [];
    const [before, after] = [patternsOf(pair.old), patternsOf(pair.next)];
    const [closedBefore, closedAfter] = [additionalOf(pair.old).isClosed, additionalOf(pair.next).isClosed];
    const added = [...after].flatMap(([pattern, locations]): Finding[] => {
      const [location] = locations;
      if (!location || before.has(pattern)) return [];
      const severity: Severities = closedBefore ? BOTH_BREAKING : NARROWED;
      return [
        {
          schemaPointer: location.pointer,
          after: location.schema,
          content: [pattern, schemasOf(locations)],
          severity,
          what: `members that match ${show(pattern)} declared`,
        },
      ];
    });
    const removed = [...before].flatMap(([pattern, locations]): Finding[] => {
      const [location] = locations;
      if (!location || after.has(pattern)) return [];
      const severity: Severities = {
        serving: closedAfter ? 'dangerous' : 'breaking',
        training: closedAfter ? 'breaking' : 'safe',
      };
      return [
        {
          schemaPointer: location.pointer,
          before: location.schema,
          content: [pattern, schemasOf(locations)],
          severity,
          what: `members that match ${show(pattern)} no longer declared`,
        },
      ];
    });
    return [...added, ...removed];
  },
});
