import { isClosed } from '../migration/state.ts';
import { answerCommands } from './answer-commands.ts';
import { details } from './details.ts';
import { bodyOf, commandLines, type Email, subjectOf } from './email.ts';
import { proofs } from './evidence.ts';
import { noteOf } from './notes.ts';
import { affectsLine, aroundChange, firstLine, namesOf, silenceLine, versionLine, whatChanges } from './phrases.ts';
import { PLAIN_TEXT } from './plain-text.ts';
import { doLines, riskLines, whereParts } from './producer-words.ts';
import { answerLines, emergencyLines, ending } from './standing-words.ts';
import { changesOf, firstDeadline, type TeamMessage, type ToldMessage } from './team-message.ts';
import { dueName } from './wording.ts';

/**
 * What a team is told, as a mail: each stands on its own, for mailboxes have no threads that we could go on in. Subject
 * and first line hold change and date.
 */
export function renderTeamEmail(team: TeamMessage): Email {
  const told: ToldMessage = { ...team, changes: changesOf(team) };
  const paragraphs = ASKS.has(team.kind) ? askParagraphs(team, told) : noteParagraphs(team, told);
  return {
    subject: subjectFor(team, told),
    body: bodyOf([...paragraphs, whereParts(told, PLAIN_TEXT)], details(team, PLAIN_TEXT)),
  };
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

function askParagraphs(team: TeamMessage, told: ToldMessage): Paragraphs {
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
    answering(told),
  ];
}

function leadOf(team: TeamMessage, told: ToldMessage): { lines: readonly string[]; small: readonly string[] } {
  if (team.kind !== 'announced') return noteOf(team.kind, told, PLAIN_TEXT);
  const silence = silenceLine(told, PLAIN_TEXT);
  return {
    lines: [firstLine(told, PLAIN_TEXT), affectsLine(told, PLAIN_TEXT)],
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
function answering({ announcement, migrations, now }: ToldMessage): readonly string[] {
  const commands = answerCommands(announcement.id, migrations, now);
  if (commands.length === 0) return [];
  return ['To answer:', ...commands.flatMap(({ says, words }) => [`• ${says}`, commandLines(words)])];
}

function subjectFor(team: TeamMessage, told: ToldMessage): string {
  const { now, migrations, announcement } = told;
  const what = whatChanges(told, PLAIN_TEXT);
  const date = dueName(firstDeadline(migrations), now);
  const { supersededBy, revertedBy, liveNews } = announcement;
  switch (team.kind) {
    case 'announced':
      return subjectOf({ ...aroundChange(told, PLAIN_TEXT), what });
    case 'reminder':
      return subjectOf({ before: 'Reminder: ', what, after: ` on ${date}` });
    case 'missed':
      return subjectOf({ before: 'Overdue: ', what, after: ` (the date was ${date})` });
    case 'emergency':
      return subjectOf({ before: 'EMERGENCY, live already: ', what, after: ` (the date was ${date})` });
    case 'exposed': {
      const isSure = migrations.some(({ verdict }) => verdict === 'breaking');
      return subjectOf({ before: isSure ? 'BREAKS NOW: ' : 'MAY BREAK NOW: ', what, after: ` (its date: ${date})` });
    }
    case 'live':
      return subjectOf({
        before: liveNews?.kind === 'rolled-back' ? 'Live no more: ' : 'Live now: ',
        what,
        after: ` (date: ${date})`,
      });
    case 'withdrawn': {
      const before =
        supersededBy !== undefined ? 'Superseded: ' : revertedBy === undefined ? 'Withdrawn: ' : 'Taken back: ';
      return subjectOf({ before, what, after: ` (was to come on ${date})` });
    }
    case 'loosened':
      return subjectOf({ before: 'Policy loosened: ', what, after: ` (date: ${date})` });
    case 'continued':
      return subjectOf({ before: `Now in v${announcement.version}: `, what, after: ` on ${date}` });
    case 'stale':
      return subjectOf({ before: `Does ${namesOf(migrations, PLAIN_TEXT)} still run? `, what, after: ` on ${date}` });
    case 'untold': {
      const passed = migrations[0]?.hearing?.name === 'passed';
      const names = namesOf(migrations, PLAIN_TEXT);
      return subjectOf({
        before: passed ? `Passed over ${names}: ` : `Not told: ${names}: `,
        what,
        after: ` on ${date}`,
      });
    }
    case 'answered': {
      const state = (told.answer?.state ?? migrations[0]?.state)?.name.replaceAll('-', ' ') ?? 'answered';
      return subjectOf({ before: `${namesOf(migrations, PLAIN_TEXT)} ${state}: `, what, after: ` on ${date}` });
    }
  }
}
