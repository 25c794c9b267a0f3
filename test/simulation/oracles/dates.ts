import type { Migration } from '../../../lib/domain/announcement.ts';
import type { Evidence } from '../evidence.ts';
import type { Stand } from '../timeline.ts';
import { overAt } from './calendar.ts';
import type { Oracle } from './oracle.ts';

const everyMove = (
  { timeline }: Evidence,
  fault: (before: Migration, after: Migration) => string | undefined,
): readonly string[] =>
  [...timeline.of('migration')].flatMap(([key, stands]) =>
    stands.flatMap(({ at, item }, index) => {
      const before: Stand<Migration> | undefined = stands[index - 1];
      const found = before?.item && item ? fault(before.item, item) : undefined;
      return found === undefined ? [] : [`${key}: ${found} at ${at}`];
    }),
  );

const later: Oracle = {
  name: 'dates only move later',
  holds: 'Neither the date of a migration nor the one that was announced ever becomes an earlier one.',
  find: (evidence) =>
    everyMove(evidence, (before, after) => {
      if (overAt(after.deadline) < overAt(before.deadline))
        return `its date ${before.deadline} became ${after.deadline}`;
      if (overAt(after.announcedDeadline) < overAt(before.announcedDeadline))
        return `its announced date ${before.announcedDeadline} became ${after.announcedDeadline}`;
      return undefined;
    }),
};

const withdrawn: Oracle = {
  name: 'what was withdrawn stays so',
  holds: 'A migration that was withdrawn never becomes anything else.',
  find: (evidence) =>
    everyMove(evidence, (before, after) =>
      before.state.name === 'withdrawn' && after.state.name !== 'withdrawn'
        ? `it was withdrawn and became ${after.state.name}`
        : undefined,
    ),
};

export const DATE_ORACLES: readonly Oracle[] = [later, withdrawn];
