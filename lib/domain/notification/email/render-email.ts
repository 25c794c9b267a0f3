import { isClosed } from '../../migration/state.ts';
import { answerCommands } from '../words/answer-commands.ts';
import { details } from '../words/details.ts';
import { proofs } from '../words/evidence.ts';
import { mappedChanges } from '../words/mapped-changes.ts';
import { noteOf } from '../words/notes.ts';
import { affectsLine, aroundChange, firstLine, silenceLine, versionLine, whatChanges } from '../words/phrases.ts';
import { doLines, riskLines, whereParts } from '../words/producer-words.ts';
import { answerLines, emergencyLines, ending } from '../words/standing-words.ts';
import { changesOf, firstDeadline, type TeamMessage, type ToldMessage } from '../words/team-message.ts';
import { bodyOf, commandLines, type Email, type SubjectLine, subjectOf } from './email.ts';
import { PLAIN_TEXT } from './plain-text.ts';

/**
 * What a team is told, as a mail: each stands on its own, for mailboxes have no threads that we could go on in. Subject
 * and first line hold change and date.
 */
export function renderTeamEmail(team: TeamMessage): Email {
  const told: ToldMessage = { ...team, changes: changesOf(team) };
  return {
    subject: subjectFor(team, told),
    body: bodyOf(teamParagraphs(team, commandLines), details(team, PLAIN_TEXT)),
  };
}

/** What a message in plain text says that stands on its own; the first line holds change and date. `command` sets one apart. */
export function teamParagraphs(team: TeamMessage, command: SetApart): Paragraphs {
  const told: ToldMessage = { ...team, changes: changesOf(team) };
  const paragraphs = ASKS.has(team.kind) ? askParagraphs(team, told, command) : noteParagraphs(team, told);
  return [...paragraphs, whereParts(told, PLAIN_TEXT)];
}

/** Those to whom somebody should answer: they have the proof and the commands. */
const ASKS: ReadonlySet<TeamMessage['kind']> = new Set([
  'announced',
  'reminder',
  'missed',
  'emergency',
  'exposed',
  'stale',
]);

type Paragraphs = readonly (readonly string[])[];
type SetApart = (words: readonly string[]) => string;

function askParagraphs(team: TeamMessage, told: ToldMessage, command: SetApart): Paragraphs {
  const open = told.migrations.filter((migration) => !isClosed(migration));
  const { lines, small } = leadOf(team, told);
  const [first = '', ...others] = lines;
  return [
    [first],
    [versionLine(told, PLAIN_TEXT), ...others],
    emergencyLines(told.announcement, PLAIN_TEXT),
    // An overdue notice says itself how each of its models stands.
    team.kind === 'missed' ? [] : answerLines(told, PLAIN_TEXT),
    ...proofs(open, PLAIN_TEXT),
    ...riskLines(told, PLAIN_TEXT).map((line) => [line]),
    ...doLines(told, PLAIN_TEXT).map((line) => [line]),
    small,
    answering(told, command),
  ];
}

function leadOf(team: TeamMessage, told: ToldMessage): { lines: readonly string[]; small: readonly string[] } {
  if (team.kind !== 'announced') return noteOf(team.kind, told, PLAIN_TEXT);
  const silence = silenceLine(told, PLAIN_TEXT);
  return {
    lines: [firstLine(told, PLAIN_TEXT), affectsLine(told, PLAIN_TEXT), ...mappedChanges(told, PLAIN_TEXT)],
    small: silence === undefined ? [] : [silence],
  };
}

/** What happened, and what it is about. */
function noteParagraphs(team: TeamMessage, told: ToldMessage): Paragraphs {
  if (team.kind === 'announced') return [];
  const { lines, small } = noteOf(team.kind, told, PLAIN_TEXT);
  const version = versionLine(told, PLAIN_TEXT);
  if (team.kind === 'withdrawn') return [lines, [version], small];
  const isOver = told.announcement.status === 'withdrawn' || told.migrations.every(isClosed);
  const about = isOver ? ending(told, PLAIN_TEXT) : firstLine(told, PLAIN_TEXT);
  return [lines, [`About: ${about}`, version], small];
}

/** The commands that say what the buttons say in Slack. */
function answering({ announcement, migrations, now }: ToldMessage, command: SetApart): readonly string[] {
  const commands = answerCommands(announcement.id, migrations, now);
  if (commands.length === 0) return [];
  return ['To answer:', ...commands.flatMap(({ says, words }) => [`• ${says}`, command(words)])];
}

function subjectFor(team: TeamMessage, told: ToldMessage): string {
  const { announcement, migrations, now } = told;
  return subjectOf({
    models: migrations.map(({ consumer }) => PLAIN_TEXT.plain(consumer, 150)),
    what: whatChanges(told, PLAIN_TEXT),
    // Its name is what changes there.
    ...(announcement.retires ? {} : { about: PLAIN_TEXT.plain(announcement.subject, 150) }),
    ...newsOf(team, told, `, ${PLAIN_TEXT.due(firstDeadline(migrations), now)}`),
  });
}

function newsOf(team: TeamMessage, told: ToldMessage, date: string): Pick<SubjectLine, 'news' | 'date'> {
  const { migrations, announcement, answer } = told;
  const { supersededBy, revertedBy, liveNews } = announcement;
  switch (team.kind) {
    case 'announced': {
      const { before, after } = aroundChange(told, PLAIN_TEXT);
      return { ...(before === '' ? {} : { news: before.replace(/[:\s]+$/, '') }), date: after };
    }
    case 'reminder':
      return { news: 'Reminder', date };
    case 'missed':
      return { news: 'Overdue', date };
    case 'emergency':
      return { news: 'EMERGENCY', date };
    case 'exposed':
      return {
        news: migrations.some(({ verdict }) => verdict === 'breaking') ? 'BREAKS NOW' : 'MAY BREAK NOW',
        date,
      };
    case 'live':
      return { news: liveNews?.kind === 'rolled-back' ? 'Live no more' : 'Live now', date };
    case 'withdrawn': {
      const taken = revertedBy === undefined ? 'Withdrawn' : 'Taken back';
      return { news: supersededBy === undefined ? taken : 'Superseded', date };
    }
    case 'loosened':
      return { news: 'Policy loosened', date };
    case 'continued':
      return { news: `Now in v${announcement.version}`, date };
    case 'moved':
      return { news: 'Another channel', date };
    case 'stale':
      return { news: 'Still running?', date };
    case 'untold':
      return { news: migrations[0]?.hearing?.name === 'passed' ? 'Passed over' : 'Not told', date };
    case 'answered': {
      const state = (answer?.state ?? migrations[0]?.state)?.name.replaceAll('-', ' ') ?? 'answered';
      return { news: `${state.slice(0, 1).toUpperCase()}${state.slice(1)}`, date };
    }
  }
}
