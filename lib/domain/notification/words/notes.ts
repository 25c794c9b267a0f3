import { isAnswered } from '../../migration/state.ts';
import { emergency, exposed, live } from './live-notes.ts';
import { mappedLines } from './mapped-changes.ts';
import type { Markup } from './markup.ts';
import { type Note, openOf } from './note.ts';
import {
  affectsLine,
  announcedThing,
  looseningLines,
  modelName,
  namesOf,
  onDate,
  silenceLine,
  versionLine,
  whatChanges,
} from './phrases.ts';
import { askParts, whereParts } from './producer-words.ts';
import { movedLine, withdrawnBecause } from './standing-words.ts';
import { newsWords } from './state-words.ts';
import { firstDeadline, type TeamMessage, type ToldMessage } from './team-message.ts';
import { untold } from './untold-note.ts';

export type NoteKind = Exclude<TeamMessage['kind'], 'announced'>;

/** Words what is told after the first message; what was said there is not said again. */
export function noteOf(kind: NoteKind, team: ToldMessage, markup: Markup): Note {
  switch (kind) {
    case 'answered':
      return answered(team, markup);
    case 'continued':
      return continued(team, markup);
    case 'moved':
      return { lines: team.migrations.map((migration) => movedLine(migration, markup)), small: [], where: [] };
    case 'reminder':
      return reminder(team, markup);
    case 'missed':
      return missed(team, markup);
    case 'withdrawn':
      return withdrawn(team, markup);
    case 'live':
      return live(team, markup);
    case 'emergency':
      return emergency(team, markup);
    case 'exposed':
      return exposed(team, markup);
    case 'loosened':
      return loosened(team, markup);
    case 'stale':
      return stale(team, markup);
    case 'untold':
      return untold(team, markup);
  }
}

/** One line for each model: who answered what, and the new date where there is one. */
function answered({ answer, migrations, now }: ToldMessage, markup: Markup): Note {
  const lines = migrations.map(
    (migration) => `${modelName(migration, markup)}: ${newsWords(answer, migration, now, markup)}`,
  );
  return { lines, small: [], where: [] };
}

function continued({ announcement, migrations }: ToldMessage, markup: Markup): Note {
  const line = `${announcedThing(announcement, markup)} takes this one's place with the same change: answers and dates stand for ${namesOf(migrations, markup)}.`;
  return { lines: [line], small: [], where: [] };
}

function reminder(team: ToldMessage, markup: Markup): Note {
  const open = openOf(team);
  const silence = silenceLine(team, markup);
  return {
    lines: [
      `Reminder: ${whatChanges(team, markup)} ${onDate(firstDeadline(open), team.now, markup)}`,
      ...waitingLines({ ...team, migrations: open }, markup),
      ...mappedLines({ ...team, migrations: open }, markup),
    ],
    small: silence === undefined ? [] : [silence],
    where: whereParts(team, markup),
  };
}

/** Who has not answered, and who has not finished. */
function waitingLines(team: ToldMessage, markup: Markup): readonly string[] {
  const waiting = team.migrations.filter((migration) => !isAnswered(migration));
  const working = team.migrations.filter(isAnswered);
  return [
    ...(waiting.length > 0 ? [affectsLine({ ...team, migrations: waiting }, markup, 'No answer yet for')] : []),
    ...(working.length > 0 ? [affectsLine({ ...team, migrations: working }, markup, 'Not migrated yet:')] : []),
  ];
}

function missed(team: ToldMessage, markup: Markup): Note {
  const { now, announcement } = team;
  const open = openOf(team);
  const deadline = firstDeadline(open);
  const [done, coming] = announcement.retires
    ? ['Nothing is sent any more: these models may be running without it.', 'It may be retired']
    : [`v${announcement.version} is live: these models may be reading it now.`, `v${announcement.version} may go live`];
  const gate = announcement.live
    ? done
    : `${coming} any time now, except where a critical model or an objection still holds it.`;
  return {
    lines: [
      `Overdue: ${whatChanges(team, markup)}; the date was ${markup.due(deadline, now)}`,
      affectsLine({ ...team, migrations: open }, markup, 'Not migrated:'),
      ...mappedLines({ ...team, migrations: open }, markup),
    ],
    small: [gate],
    where: whereParts(team, markup),
  };
}

function withdrawn(team: ToldMessage, markup: Markup): Note {
  const { announcement, migrations } = team;
  const models = migrations
    .slice(0, 10)
    .map((migration) => modelName(migration, markup))
    .join(', ');
  const more = migrations.length > 10 ? ` and ${migrations.length - 10} more` : '';
  return {
    lines: [
      withdrawnBecause(announcement, markup),
      announcement.supersededBy === undefined
        ? `Nothing is left to do for ${models}${more}. What does not happen: ${whatChanges(team, markup)}`
        : `Nothing is left to answer here for ${models}${more}.`,
    ],
    small: [],
    where: askParts(team, markup),
  };
}

/** The policy that the announcement was made under is another. */
function loosened(team: ToldMessage, markup: Markup): Note {
  return {
    lines: looseningLines(team, markup),
    small: [
      `Your dates stay as you were told, for ${namesOf(openOf(team), markup)}: nothing of this lets it go live before they are over.`,
    ],
    where: askParts(team, markup),
  };
}

/** Asked once: a model that nobody speaks for holds no release any more. */
function stale(team: ToldMessage, markup: Markup): Note {
  const { migrations, announcement, now, silentSince } = team;
  const since = silentSince === undefined ? '' : ` since ${markup.date(silentSince, now)}`;
  const subject = markup.code(announcement.subject, 150);
  return {
    lines: [
      `Does ${namesOf(migrations, markup)} still run? No deployment and no answer${since}: it holds no release any more.`,
      `If it does: answer or record its deployment, and it is waited for again. If not: unsubscribe it from ${subject}.`,
    ],
    small: [],
    where: askParts(team, markup),
  };
}

/** A day's reminder of one change among several, the change first. */
export const reminderEntry = (team: ToldMessage, markup: Markup): readonly [string, ...string[]] => [
  `${whatChanges(team, markup)} ${onDate(firstDeadline(team.migrations), team.now, markup)}`,
  versionLine(team, markup),
  ...waitingLines(team, markup),
];
