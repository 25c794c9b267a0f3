import { createHash } from 'node:crypto';
import { isClosed } from '../../migration/state.ts';
import { answerCommands } from '../words/answer-commands.ts';
import { proofs } from '../words/evidence.ts';
import { mappedChanges } from '../words/mapped-changes.ts';
import { noteOf } from '../words/notes.ts';
import { affectsLine, aroundChange, firstLine, silenceLine, versionLine, whatChanges } from '../words/phrases.ts';
import { doLines, riskLines, whereLine } from '../words/producer-words.ts';
import { answerLines, emergencyLines, ending } from '../words/standing-words.ts';
import { changesOf, type TeamMessage, type ToldMessage } from '../words/team-message.ts';
import { visible } from '../words/visible.ts';
import { shortened } from '../words/wording.ts';
import { MARKDOWN } from './markdown.ts';

/** GitHub takes 256 characters of a title. */
const TITLE_LENGTH = 240;

/** Whether there is something left to do, and else whether it was done. */
export type IssueStanding = 'open' | 'completed' | 'not-planned';
export interface IssueRendering {
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  readonly standing: IssueStanding;
}

/**
 * One migration as an issue, from the state as it is now: opened so, and brought up to date whenever something happens. The
 * title holds change and date.
 */
export function renderIssue(team: Omit<TeamMessage, 'kind' | 'answer'>, notificationId: string): IssueRendering {
  const told: ToldMessage = { ...team, changes: changesOf(team) };
  const standing = standingOf(told);
  const paragraphs = standing === 'open' ? openParagraphs(told) : overParagraphs(told);
  return { title: titleOf(told), body: withMark(paragraphs, notificationId), standing };
}

/** What is said in the issue's thread; undefined as long as the issue itself says it. */
export function renderIssueComment(team: TeamMessage, notificationId: string): string | undefined {
  if (team.kind === 'announced') return undefined;
  const told: ToldMessage = { ...team, changes: changesOf(team) };
  const { lines, evidence = [], small } = noteOf(team.kind, told, MARKDOWN);
  return withMark([...lines, ...evidence.map((proof) => proof.join('\n\n')), ...small], notificationId);
}

/** Where a notification can be found again: a comment that nobody sees. Its name says nothing, so that ids need no escaping. */
export const markOf = (notificationId: string): string =>
  `<!-- forewarn ${createHash('sha256').update(notificationId).digest('hex')} -->`;

const withMark = (paragraphs: readonly string[], notificationId: string): string =>
  [...paragraphs, markOf(notificationId)].join('\n\n');

function standingOf({ announcement, migrations }: ToldMessage): IssueStanding {
  const isOver = announcement.status === 'withdrawn' || announcement.supersededBy !== undefined;
  if (!isOver && migrations.some((migration) => !isClosed(migration))) return 'open';
  return !isOver && migrations.some(({ state }) => state.name === 'migrated') ? 'completed' : 'not-planned';
}

/** `fraud: category changes integer → string on Tue 8 Dec 2026`; titles know no markup but code. */
function titleOf(told: ToldMessage): string {
  const bare = { ...MARKDOWN, plain: inTitle, code: inTitle };
  const { before, after } = aroundChange(told, bare);
  const names = told.migrations.map(({ consumer }) => inTitle(consumer, 100)).join(', ');
  const start = `${names}: ${before}`;
  return `${start}${shortened(whatChanges(told, bare), TITLE_LENGTH - start.length - after.length)}${after}`;
}

const inTitle = (text: string, max: number): string =>
  shortened(
    visible(text)
      .replace(/\s+/g, ' ')
      .replaceAll('`', 'ˋ')
      .replace(/@(?=\w)/g, '@\u2060')
      .trim(),
    max,
  );

function openParagraphs(told: ToldMessage): readonly string[] {
  const silence = silenceLine(told, MARKDOWN);
  return [
    `**${firstLine(told, MARKDOWN)}**`,
    [versionLine(told, MARKDOWN), affectsLine(told, MARKDOWN)].join('<br>\n'),
    ...listed(mappedChanges(told, MARKDOWN)),
    ...emergencyLines(told.announcement, MARKDOWN),
    ...answerLines(told, MARKDOWN),
    ...proofs(told.migrations, MARKDOWN).map((lines) => lines.join('\n\n')),
    ...riskLines(told, MARKDOWN),
    ...doLines(told, MARKDOWN),
    ...(silence === undefined ? [] : [silence]),
    ...answering(told),
    whereLine(told, MARKDOWN),
    '<sub>Forewarn keeps this issue true and closes it once nothing is left to do. Closing it by hand answers nothing.</sub>',
  ];
}

/** Lines that begin with a bullet as a list, which GitHub knows by a hyphen. */
const listed = (lines: readonly string[]): readonly string[] =>
  lines.length > 0 ? [lines.map((line) => line.replace(/^•/, '-')).join('\n')] : [];

function overParagraphs(told: ToldMessage): readonly string[] {
  return [
    `**${ending(told, MARKDOWN)}**`,
    versionLine(told, MARKDOWN),
    ...answerLines(told, MARKDOWN),
    whereLine(told, MARKDOWN),
  ];
}

function answering({ announcement, migrations, now }: ToldMessage): readonly string[] {
  const commands = answerCommands(announcement.id, migrations, now);
  if (commands.length === 0) return [];
  const lines = commands.flatMap(({ says, words }) => [`# ${says}`, words.join(' ')]);
  return ['**To answer**, one of:', `\`\`\`sh\n${lines.join('\n')}\n\`\`\``];
}
