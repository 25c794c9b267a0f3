import type { Migration } from '../../../lib/domain/migration/migration.ts';
import type { Evidence } from '../evidence.ts';
import type { Stand } from '../timeline.ts';
import { DAY, daysOf, overAt, plus } from './calendar.ts';
import type { Oracle } from './oracle.ts';
import { rulesOf } from './rules.ts';

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

const noticed: Oracle = {
  name: 'everybody has the notice',
  holds:
    'Whoever reads a subject when a change of it is announced has at least the notice that its tier had by the policy of that ' +
    'moment, whatever was set since; an emergency aside.',
  find: (evidence) =>
    [...evidence.timeline.of('migration')].flatMap(([key, [first]]) => {
      const { announcementId: id, createdAt, tier, deadline, concern, carriedFrom } = first?.item ?? {};
      const announcement = id === undefined ? undefined : evidence.timeline.stands('announcement', { id })[0]?.item;
      if (!announcement || announcement.emergency || tier === undefined || deadline === undefined) return [];
      // Whoever subscribed later is told then; whoever was told before keeps the date that was said then.
      if (concern !== 'breaking' || createdAt !== announcement.createdAt || carriedFrom !== undefined) return [];
      const notice = rulesOf(evidence, announcement).notice[tier];
      const earliest = plus(announcement.noticeSince ?? announcement.createdAt, daysOf(notice) * DAY).slice(0, 10);
      return overAt(deadline) < overAt(earliest) ? [`${key}: its date is ${deadline}, before ${earliest}`] : [];
    }),
};

export const DATE_ORACLES: readonly Oracle[] = [later, withdrawn, noticed];
