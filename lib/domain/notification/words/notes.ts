import type { LiveNews } from '../../announcement.ts';
import { lastOf } from '../../date.ts';
import type { Migration } from '../../migration/migration.ts';
import { isAnswered, isClosed } from '../../migration/state.ts';
import { TOLD_DAYS } from '../../policy/deadlines/exposure.ts';
import { later } from '../../policy/deadlines/notice.ts';
import { proofs } from './evidence.ts';
import { mappedLines } from './mapped-changes.ts';
import type { Markup } from './markup.ts';
import {
  affectsLine,
  announcedThing,
  liveWords,
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
import { newsWords, principal } from './state-words.ts';
import { firstDeadline, type TeamMessage, type ToldMessage } from './team-message.ts';
import { enumerate } from './wording.ts';

/** What a follow-up says in any channel: the news, its first line change and date, and what is set smaller below. */
export interface Note {
  readonly lines: readonly string[];
  /** The records that prove it, a block each; where it was told before they are not shown again. */
  readonly evidence?: readonly (readonly string[])[];
  /** What happens next. */
  readonly small: readonly string[];
  /** Where to read and ask. */
  readonly where: readonly string[];
}
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

const place = (news: LiveNews | undefined, markup: Markup): string =>
  news?.environment === undefined ? '' : ` in ${markup.plain(news.environment, 150)}`;

/** The change is live now, or an older version was deployed in its place. */
function live(team: ToldMessage, markup: Markup): Note {
  const { subject, version, previous, liveNews, status, retires } = team.announcement;
  if (retires)
    return {
      lines: [`${markup.code(subject, 150)} is retired now: nothing of it is sent any more`],
      small: [],
      where: askParts(team, markup),
    };
  const dates = status === 'withdrawn' ? '' : ' The dates stay as they are.';
  const name = `${markup.code(subject, 150)} v${version}`;
  const line =
    liveNews?.kind === 'rolled-back'
      ? `${name} is live no more${place(liveNews, markup)}: an older version was deployed in its place.${dates}`
      : `${name} is live now${place(liveNews, markup)}: ${whatChanges(team, markup)} (since v${previous})`;
  return { lines: [line], small: [], where: askParts(team, markup) };
}

/** What nobody had agreed to yet is in production. */
function emergency(team: ToldMessage, markup: Markup): Note {
  const { announcement, migrations, now } = team;
  const { liveNews, version, subject, retires } = announcement;
  const open = openOf(team);
  const since = liveNews ? ` since ${markup.date(liveNews.at, now)}` : '';
  const taken = announcement.status === 'withdrawn' ? ', although it had been withdrawn' : '';
  const where = place(liveNews, markup);
  return {
    evidence: proofs(open, markup),
    lines: [
      `EMERGENCY: ${whatChanges(team, markup)} · ${retires ? 'nothing is sent any more' : 'live already'}`,
      retires
        ? `${markup.code(subject, 150)} is retired${since}, before its readers had come through.`
        : `${markup.code(subject, 150)} v${version} is live${where}${since}, before its gate was open${taken}.`,
      affectsLine({ ...team, migrations: open.length > 0 ? open : migrations }, markup, 'May be reading it now:'),
      ...mappedLines({ ...team, migrations: open }, markup),
    ],
    small: [],
    where: whereParts(team, markup),
  };
}

/** The loudest there is: what is live now breaks these models, or may. */
function exposed(team: ToldMessage, markup: Markup): Note {
  const { announcement, migrations, now } = team;
  const { subject, version, liveNews, liveAt, retires, foundIn } = announcement;
  const isPlain = liveAt !== undefined && !retires && foundIn === undefined;
  const live = isPlain ? `live since ${markup.date(liveAt, now)}` : liveWords(announcement, markup);
  const name = markup.code(subject, 150);
  const [sure, unsure] = [migrations.filter(isProved), migrations.filter((one) => !isProved(one))];
  return {
    lines: [
      `${sure.length > 0 ? 'Breaks now' : 'May break now'}: ${whatChanges(team, markup)} · ${live}`,
      retires ? `${name} is retired.` : `${name} v${version} is live${place(liveNews, markup)}.`,
      ...(sure.length > 0 ? [affectsLine({ ...team, migrations: sure }, markup, 'Not migrated, and breaks:')] : []),
      ...(unsure.length > 0
        ? [
            affectsLine(
              { ...team, migrations: unsure },
              markup,
              'Not answered, and may break; nobody could prove that it is safe:',
            ),
          ]
        : []),
      ...mappedLines(team, markup),
    ],
    evidence: proofs(migrations, markup),
    small: [
      `Said again on ${TOLD_DAYS} working days, then in the weekly digest, until one of you answers, a deployment proves that it has migrated, it is unsubscribed, or the change is taken back.`,
    ],
    where: whereParts(team, markup),
  };
}

const isProved = ({ verdict }: Migration): boolean => verdict === 'breaking';

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

/** Nobody of a team was told: why, what mends it, and what holds until then; or that a release passes over it. */
function untold(team: ToldMessage, markup: Markup): Note {
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

const openOf = ({ migrations }: ToldMessage) => migrations.filter((migration) => !isClosed(migration));
