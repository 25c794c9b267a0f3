import { isAnswered, isClosed } from '../migration/state.ts';
import { code, link } from './mrkdwn.ts';
import {
  affectsLine,
  mentioned,
  modelName,
  namesOf,
  onDate,
  shouldMention,
  silenceLine,
  slackDate,
  versionLine,
  whatChanges,
} from './phrases.ts';
import { whereLine } from './producer-words.ts';
import { buttons, renderFirst, renderWithdrawn } from './render-first.ts';
import { renderEmergency, renderLive, renderStale } from './render-live.ts';
import { context, message, type SlackRendering, section } from './slack-blocks.ts';
import { stateWords } from './state-words.ts';
import { announcementUrl, changesOf, firstDeadline, type TeamMessage, type ToldMessage } from './team-message.ts';
import { distance } from './wording.ts';

/** Changes of which a day's message tells; a section each. */
const SHOWN_REMINDERS = 20;

/**
 * Words what one team is told in one channel, from the state as it is now. Deterministic; within Slack's limits; all text
 * of strangers is escaped. The first line holds change and date, because it is all that a push preview shows.
 */
export function renderSlack(team: TeamMessage): SlackRendering {
  if (team.kind === 'announced') return renderFirst(team);
  const { mention, ...others } = team;
  const rest = { ...others, changes: changesOf(team) };
  const told: ToldMessage = mention !== undefined && shouldMention(rest) ? { ...rest, mention } : rest;
  switch (team.kind) {
    case 'answered':
      return renderAnswered(told);
    case 'continued':
      return renderContinued(told);
    case 'reminder':
      return renderReminder(told);
    case 'missed':
      return renderMissed(told);
    case 'withdrawn':
      return renderWithdrawn(told);
    case 'live':
      return renderLive(told);
    case 'emergency':
      return renderEmergency(told, buttons(told));
    case 'stale':
      return renderStale(told, team.silentSince);
  }
}

/** One line for the thread: who answered what for which models, and the new date where there is one. */
function renderAnswered(team: ToldMessage): SlackRendering {
  const { answer, migrations, now } = team;
  const url = announcementUrl(team);
  const lines = migrations.map(
    (migration) => `${modelName(migration)}: ${stateWords(answer?.state ?? migration.state, now)}`,
  );
  return message(lines, [section(lines, url)], url);
}

function renderContinued(team: ToldMessage): SlackRendering {
  const { announcement, migrations } = team;
  const url = announcementUrl(team);
  const line = `${code(announcement.subject, 150)} v${announcement.version} takes this one's place with the same change: answers and dates stand for ${namesOf(migrations)}.`;
  return message([line], [section([line], url)], url);
}

/** Short, for the thread of the first message: what was said there is not said again. */
function renderReminder(team: ToldMessage): SlackRendering {
  const { migrations, now } = team;
  const open = migrations.filter((migration) => !isClosed(migration));
  const lines = [
    `${mentioned(team.mention)}Reminder: ${whatChanges(team)} ${onDate(firstDeadline(open), now)}`,
    ...waitingLines({ ...team, migrations: open }),
  ];
  return threaded(team, lines, [whereLine(team), ...optional(silenceLine(team))]);
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
    const what = `${whatChanges(told)} ${onDate(firstDeadline(team.migrations), team.now)}`;
    const where = link(thread ?? announcementUrl(team), thread === undefined ? 'Details' : 'Answer in its thread');
    return { team, lines: [`*${what}*`, versionLine(told), ...waitingLines(told), where] };
  });
  const first = `${mentioned(mention)}Reminder: ${entries.length} changes wait for your models`;
  const shown = entries.slice(0, SHOWN_REMINDERS);
  const more = entries.length - shown.length;
  const rest = reminders.at(SHOWN_REMINDERS) ?? reminders[0];
  const url = rest ? announcementUrl(rest.team) : '';
  return message(
    [first, ...entries.map(({ lines }) => lines[0] ?? '')],
    [
      section([first], url),
      ...shown.map(({ team, lines }) => section(lines, announcementUrl(team))),
      ...(more > 0 ? [context([`… and ${link(url, `${more} more changes`)}`], url)] : []),
    ],
    url,
  );
}

/** Who has not answered, and who has not finished. */
function waitingLines(team: ToldMessage): readonly string[] {
  const waiting = team.migrations.filter((migration) => !isAnswered(migration));
  const working = team.migrations.filter(isAnswered);
  return [
    ...(waiting.length > 0 ? [affectsLine({ ...team, migrations: waiting }, 'No answer yet for')] : []),
    ...(working.length > 0 ? [affectsLine({ ...team, migrations: working }, 'Not migrated yet:')] : []),
  ];
}

function renderMissed(team: ToldMessage): SlackRendering {
  const { migrations, now, announcement } = team;
  const open = migrations.filter((migration) => !isClosed(migration));
  const deadline = firstDeadline(open);
  const gate = announcement.live
    ? `v${announcement.version} is live: these models may be reading it now.`
    : `v${announcement.version} may go live any time now, except where a critical model or an objection still holds it.`;
  const lines = [
    `${mentioned(team.mention)}Overdue: ${whatChanges(team)}; the date was ${slackDate(deadline, now)} (${distance(deadline, now)})`,
    affectsLine({ ...team, migrations: open }, 'Not migrated:'),
  ];
  return threaded(team, lines, [gate, whereLine(team)]);
}

function threaded(team: ToldMessage, lines: readonly string[], small: readonly string[]): SlackRendering {
  const url = announcementUrl(team);
  const open = team.migrations.filter((migration) => !isClosed(migration));
  return message(lines, [section(lines, url), context(small, url), buttons({ ...team, migrations: open })], url);
}

const optional = (line: string | undefined): readonly string[] => (line === undefined ? [] : [line]);
