import type { Change } from '../../../lib/domain/diff/change.ts';
import type { Migration } from '../../../lib/domain/migration/migration.ts';
import { renderForm } from '../../../lib/domain/notification/slack/slack-modal.ts';
import type { DigestMessage, TeamMessage } from '../../../lib/domain/notification/words/team-message.ts';
import { NAME_LENGTH } from '../../../lib/domain/subject.ts';
import { LONG, type Naming, PLAIN, WIDE } from '../../cli/many-changes.ts';
import { ANNOUNCEMENT, CATEGORY, migration, teamMessage } from './story.ts';

/** Of a migration's changes that are kept; the others are a number (`changeCount`). */
const KEPT = 10;

/** As many changes and models as asked for; each model reads every second or third of the fields. */
function scene({ changes: count, models, naming }: { changes: number; models: number; naming: Naming }): TeamMessage {
  const changes = Array.from({ length: count }, (_, at): Change => {
    const field = naming.field(at);
    const more = at % 3 === 1 ? { ruleId: 'became-nullable', harm: 'A mean over null may be NaN, silently.' } : {};
    return { ...CATEGORY, ...more, pointer: `/${field}`, message: `${field} changes` };
  });
  const team = naming.team(0).slice(0, NAME_LENGTH);
  const who = Array.from({ length: models }, (_, at): Migration => {
    const own = changes.filter((_change, index) => count === 1 || index % (2 + (at % 2)) === 0);
    return migration(naming.model(at).slice(0, NAME_LENGTH), {
      team,
      tier: at % 5 === 0 ? 'critical' : 'standard',
      deadline: at % 5 === 0 ? '2026-12-24' : '2026-12-08',
      changes: own.slice(0, KEPT),
      changeCount: own.length,
      witness: Object.fromEntries(own.slice(0, 3).map(({ pointer }) => [pointer.slice(1), 'grocery'])),
    });
  });
  const announcement = { ...ANNOUNCEMENT, changes: changes.slice(0, 50), changeCount: count, affected: models };
  return teamMessage({ announcement, migrations: who, team });
}

/** What a team is told of one change and of many, with names of all kinds. */
export const SCENES: readonly (readonly [string, TeamMessage])[] = [
  ['one', scene({ changes: 1, models: 2, naming: PLAIN })],
  ['thirty', scene({ changes: 30, models: 14, naming: PLAIN })],
  ['long', scene({ changes: 30, models: 14, naming: LONG })],
  ['wide', scene({ changes: 30, models: 14, naming: WIDE })],
];

export const digestOf = (team: TeamMessage): DigestMessage => ({
  team: team.team,
  week: '2026-W48',
  news: [team],
  exposed: [{ ...team, announcement: { ...team.announcement, live: true } }],
  observed: [],
  ends: [],
  registryUrl: team.registryUrl,
  now: team.now,
});
export const formOf = ({ announcement, migrations, team, now }: TeamMessage) =>
  renderForm({
    form: 'extend',
    about: { announcement: announcement.id, team, seen: now, consumers: migrations.map(({ consumer }) => consumer) },
    subject: announcement.subject,
    version: announcement.version,
    migrations,
    grantedUntil: '2026-12-22',
    decider: '#payments-data',
    now,
  });
