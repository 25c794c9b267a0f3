import type { Announcement } from '../announcement.ts';
import { isAnswered, isClosed } from '../migration/state.ts';
import { proofs } from './evidence.ts';
import { code, plain } from './mrkdwn.ts';
import {
  affectsLine,
  firstLine,
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
import { askLine, doLines, riskLines, whereLine } from './producer-words.ts';
import { renderEmergency, renderLive, renderStale } from './render-live.ts';
import { type Answer, answers, type Block, context, message, type SlackRendering, section } from './slack-blocks.ts';
import { stateWords } from './state-words.ts';
import {
  announcementUrl,
  changesOf,
  firstDeadline,
  gravestConcern,
  type TeamMessage,
  type ToldMessage,
} from './team-message.ts';
import { distance } from './wording.ts';

/**
 * Words what one team is told in one channel, from the state as it is now. Deterministic; within Slack's limits; all text
 * of strangers is escaped. The first line holds change and date, because it is all that a push preview shows.
 */
export function renderSlack(team: TeamMessage): SlackRendering {
  const { mention, ...others } = team;
  const rest = { ...others, changes: changesOf(team) };
  const told: ToldMessage = mention !== undefined && shouldMention(rest) ? { ...rest, mention } : rest;
  switch (team.kind) {
    case 'announced':
      return renderAnnounced(told);
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

function renderAnnounced(team: ToldMessage): SlackRendering {
  const { announcement } = team;
  const url = announcementUrl(team);
  const top = [firstLine(team), versionLine(team), affectsLine(team)];
  const emergency = announcement.emergency
    ? [
        `*Emergency:* less notice than agreed, because: ${plain(announcement.emergency.reason, 400)} (${plain(announcement.emergency.by, 150)})`,
      ]
    : [];
  const [first = '', ...others] = top;
  const silence = silenceLine(team);
  const blocks: Block[] = [
    section([bold(first), ...others, ...emergency], url),
    ...proofs(team.migrations).map((lines) => section(lines, url)),
    section([...riskLines(team), ...doLines(team), whereLine(team)], url),
    ...(silence ? [context([silence], url)] : []),
    buttons(team),
  ];
  return message([...top, ...emergency, ...(silence ? [silence] : [])], blocks, url);
}

/** The mention stays outside, so that the group's name is not swallowed by the emphasis. */
const bold = (line: string): string => {
  const mention = /^<!subteam\^[A-Z0-9]+> {2}/.exec(line)?.[0] ?? '';
  return `${mention}*${line.slice(mention.length)}*`;
};

function buttons(team: ToldMessage): Block {
  const offered: Record<ReturnType<typeof gravestConcern>, readonly Answer[]> = {
    breaking: ['acknowledge', 'not-affected', 'extend', 'object'],
    deprecation: ['acknowledge', 'not-affected', 'extend', 'object'],
    question: ['not-affected', 'acknowledge', 'object'],
    digest: ['not-affected', 'object'],
  };
  return answers({
    announcement: team.announcement.id,
    team: team.team,
    seen: team.now,
    consumers: team.migrations.map(({ consumer }) => consumer),
    offered: offered[gravestConcern(team.migrations)],
    details: announcementUrl(team),
  });
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
  const waiting = open.filter((migration) => !isAnswered(migration));
  const working = open.filter(isAnswered);
  const deadline = firstDeadline(open);
  const lines = [
    `${mentioned(team.mention)}Reminder: ${whatChanges(team)} ${onDate(deadline, now)}`,
    ...(waiting.length > 0 ? [affectsLine({ ...team, migrations: waiting }, 'No answer yet for')] : []),
    ...(working.length > 0 ? [affectsLine({ ...team, migrations: working }, 'Not migrated yet:')] : []),
  ];
  return threaded(team, lines, [whereLine(team), ...optional(silenceLine(team))]);
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

function renderWithdrawn(team: ToldMessage): SlackRendering {
  const { announcement, migrations } = team;
  const models = migrations.slice(0, 10).map(modelName).join(', ');
  const more = migrations.length > 10 ? ` and ${migrations.length - 10} more` : '';
  const url = announcementUrl(team);
  const lines = [
    withdrawnBecause(announcement),
    announcement.supersededBy === undefined
      ? `Nothing is left to do for ${models}${more}. What does not happen: ${whatChanges(team)}`
      : `Nothing is left to answer here for ${models}${more}.`,
  ];
  return message(lines, [section(lines, url), context([askLine(team)], url)], url);
}

function withdrawnBecause({ subject, version, ownerTeam, supersededBy, revertedBy }: Announcement): string {
  const what = `${code(subject, 150)} v${version}`;
  if (supersededBy !== undefined)
    return `Superseded: a later version takes the place of ${what}; it is announced anew where it differs`;
  if (revertedBy !== undefined) return `Taken back: v${revertedBy} undoes what ${what} changed`;
  return `Withdrawn: team ${plain(ownerTeam, 150)} took ${what} back`;
}

function threaded(team: ToldMessage, lines: readonly string[], small: readonly string[]): SlackRendering {
  const url = announcementUrl(team);
  const open = team.migrations.filter((migration) => !isClosed(migration));
  return message(lines, [section(lines, url), context(small, url), buttons({ ...team, migrations: open })], url);
}

const optional = (line: string | undefined): readonly string[] => (line === undefined ? [] : [line]);
