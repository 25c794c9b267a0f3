import { isClosed } from '../../migration/state.ts';
import { details, detailsPart } from '../words/details.ts';
import { type NoteKind, noteOf, reminderEntry } from '../words/notes.ts';
import { shouldMention } from '../words/phrases.ts';
import { changesOf, type TeamMessage, type ToldMessage } from '../words/team-message.ts';
import { link, MRKDWN, mentioned } from './mrkdwn.ts';
import { buttons, insteadLines, renderFirst } from './render-first.ts';
import { type Block, context, message, type SlackRendering, section } from './slack-blocks.ts';

/** Changes of which a day's message tells; a section each. */
const SHOWN_REMINDERS = 20;

/**
 * Words what one team is told in one channel, from the state as it is now. Deterministic; within Slack's limits; all text
 * of strangers is escaped. The first line holds change and date, because it is all that a push preview shows.
 */
export function renderSlack(team: TeamMessage): SlackRendering {
  if (team.kind === 'announced') return renderFirst(team);
  const { mention, ...others } = team;
  const told: ToldMessage = { ...others, changes: changesOf(team) };
  const { lines, evidence = [], small, where } = noteOf(team.kind, told, MRKDWN);
  const below = [...insteadLines(team), ...small, ...(where.length > 0 ? [where.join(' · ')] : [])];
  const [first = '', ...more] = lines;
  const said = [`${mentioned(shouldMention(team) ? mention : undefined)}${first}`, ...more];
  const rest = details(team, MRKDWN);
  const blocks: Block[] = [
    section(said, rest),
    ...evidence.map((proof) => section(proof, rest)),
    ...(below.length > 0 ? [context(below, rest)] : []),
  ];
  // The administrators hear it in the team's place, and answer nothing for it.
  const asked = team.insteadOf ? [] : buttonsBelow(team.kind, told);
  return message(said, [...blocks, ...asked], rest);
}

/** The buttons where somebody is asked again; as a reply in a thread it loses them (`asReply`). */
function buttonsBelow(kind: NoteKind, told: ToldMessage): readonly Block[] {
  if (kind === 'emergency' || kind === 'exposed') return [buttons(told)];
  if (kind !== 'reminder' && kind !== 'missed') return [];
  return [buttons({ ...told, migrations: told.migrations.filter((migration) => !isClosed(migration)) })];
}

/**
 * A day's reminders of several changes in one message, each with a link to its thread, where its buttons are.
 */
export function renderReminders(
  reminders: readonly { readonly team: TeamMessage; readonly thread: string | undefined }[],
  mention: string | undefined,
): SlackRendering {
  const entries = reminders.map(({ team, thread }) => {
    const told: ToldMessage = { ...team, changes: changesOf(team) };
    const [what, ...rest] = reminderEntry(told, MRKDWN);
    const where = thread === undefined ? detailsPart(team, MRKDWN) : link(thread, 'Answer in its thread');
    return { team, lines: [`*${what}*`, ...rest, where] };
  });
  const first = `${mentioned(mention)}Reminder: ${entries.length} changes wait for your models`;
  const shown = entries.slice(0, SHOWN_REMINDERS);
  const more = entries.length - shown.length;
  const [unshown] = reminders.slice(SHOWN_REMINDERS);
  const rest = 'the threads of this channel';
  const left = unshown ? [context([`… and ${more} more, the next: ${details(unshown.team, MRKDWN)}`], rest)] : [];
  return message(
    [first, ...entries.map(({ lines }) => lines[0] ?? '')],
    [section([first], rest), ...shown.map(({ team, lines }) => section(lines, details(team, MRKDWN))), ...left],
    rest,
  );
}
