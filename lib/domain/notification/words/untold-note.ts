import { lastOf } from '../../date.ts';
import { later } from '../../policy/deadlines/notice.ts';
import type { Markup } from './markup.ts';
import type { Note } from './note.ts';
import { announcedThing, namesOf, onDate, whatChanges } from './phrases.ts';
import { askParts } from './producer-words.ts';
import { principal } from './state-words.ts';
import { firstDeadline, type ToldMessage } from './team-message.ts';
import { enumerate } from './wording.ts';

/** Nobody of a team was told: why, what mends it, and what holds until then; or that a release passes over it. */
export function untold(team: ToldMessage, markup: Markup): Note {
  const { announcement, migrations, now, holdUntold } = team;
  const names = namesOf(migrations, markup);
  const name = announcedThing(announcement, markup);
  const teams = enumerate([...new Set(migrations.map((one) => one.team))].map((one) => markup.plain(one, 150)));
  const where = askParts(team, markup);
  const passed = migrations[0]?.hearing;
  if (passed?.name === 'passed')
    return {
      lines: [
        `${name} no longer waits for ${names} of team ${teams}, though nobody there was ever told (${markup.plain(passed.error, 150)}).`,
        `${principal(passed.by, markup)} let it pass: ${markup.plain(passed.reason, 400)}`,
      ],
      small: [],
      where,
    };
  const first = firstDeadline(migrations);
  const held = lastOf(migrations.map(({ deadline }) => later(deadline, holdUntold))) ?? '';
  const open = `It holds ${name} until ${markup.due(held, now)}; then an administrator or team ${markup.plain(announcement.ownerTeam, 150)} decides.`;
  return {
    lines: [
      `Not told: ${names} of team ${teams}, of ${whatChanges(team, markup)} ${onDate(first, now, markup)}`,
      ...refusals(migrations, markup),
      `To mend it: bring the channel back and try it (${markup.code(tryOf(migrations), 400)}), or name another one: what was not taken is sent again at once.`,
    ],
    small: announcement.live ? [] : [open],
    where,
  };
}

const tryOf = ([one]: ToldMessage['migrations']): string => `forewarn channels test --consumer ${one?.consumer ?? ''}`;

/** `#gone did not take the message: is_archived`, each once. */
function refusals(migrations: ToldMessage['migrations'], markup: Markup): readonly string[] {
  const lines = migrations.map(({ hearing }) =>
    hearing?.name === 'untold'
      ? `${markup.plain(hearing.channel, 150)} did not take the message: ${markup.plain(hearing.error, 300)}`
      : 'No channel has taken the message yet.',
  );
  return [...new Set(lines)].slice(0, 5);
}
