import type { Announcement, Migration } from '../announcement.ts';
import { isClosed } from '../migration/state.ts';
import { type MigrationEvent, transition } from '../migration/transition.ts';
import { proofs } from './evidence.ts';
import { code, link, plain } from './mrkdwn.ts';
import { affectsLine, firstLine, modelName, silenceLine, slackDate, versionLine, whatChanges } from './phrases.ts';
import { askLine, doLines, riskLines, whereLine } from './producer-words.ts';
import { type Answer, answers, type Block, context, message, type SlackRendering, section } from './slack-blocks.ts';
import { stateWords } from './state-words.ts';
import { announcementUrl, changesOf, gravestConcern, type TeamMessage, type ToldMessage } from './team-message.ts';

/** Models whose answers are named before the rest is a count. */
const NAMED_ANSWERS = 15;

/**
 * The first message about a change in a team's channel, from the state as it is now: posted at first, and brought up to
 * date whenever something happens. `migrations`: all of the team in this channel, those that are closed too.
 */
export function renderFirst(team: Omit<TeamMessage, 'kind' | 'answer'>): SlackRendering {
  const open = team.migrations.filter((migration) => !isClosed(migration));
  const { announcement } = team;
  if (announcement.status === 'withdrawn' || announcement.supersededBy !== undefined || open.length === 0)
    return renderOver({ ...team, changes: changesOf(team) });
  const told: ToldMessage = { ...team, migrations: open, changes: changesOf({ migrations: open }) };
  const url = announcementUrl(team);
  const [first = '', ...others] = [firstLine(told), versionLine(told), affectsLine(told)];
  const emergency = announcement.emergency
    ? [
        `*Emergency:* less notice than agreed, because: ${plain(announcement.emergency.reason, 400)} (${plain(announcement.emergency.by, 150)})`,
      ]
    : [];
  const silence = silenceLine(told);
  const said = answerLines(team);
  const blocks: Block[] = [
    section([bold(first), ...others, ...emergency], url),
    ...(said.length > 0 ? [section(said, url)] : []),
    ...proofs(open).map((lines) => section(lines, url)),
    section([...riskLines(told), ...doLines(told), whereLine(told)], url),
    ...(silence ? [context([silence], url)] : []),
    buttons(told),
  ];
  return message([first, ...others, ...emergency, ...said, ...(silence ? [silence] : [])], blocks, url);
}

/** Nothing is left to answer: what became of it, and no buttons. */
function renderOver(team: ToldMessage): SlackRendering {
  const url = announcementUrl(team);
  const [first, ...others] = [ending(team), versionLine(team), ...answerLines(team)];
  return message([first, ...others], [section([`*${first}*`, ...others], url), context([askLine(team)], url)], url);
}

function ending(team: ToldMessage): string {
  const { announcement, registryUrl } = team;
  const { supersededBy, revertedBy, status, ownerTeam } = announcement;
  if (supersededBy !== undefined) {
    const next = announcementUrl({ announcement: { id: supersededBy }, registryUrl });
    return `Superseded by ${link(next, 'a later version')}: ${whatChanges(team)}`;
  }
  if (status !== 'withdrawn') return `Nothing left to do: ${whatChanges(team)}`;
  if (revertedBy !== undefined) return `Taken back by v${revertedBy}: ${whatChanges(team)}`;
  return `Withdrawn by team ${plain(ownerTeam, 150)}: ${whatChanges(team)} does not happen`;
}

/** The mention stays outside, so that the group's name is not swallowed by the emphasis. */
const bold = (line: string): string => {
  const mention = /^<!subteam\^[A-Z0-9]+> {2}/.exec(line)?.[0] ?? '';
  return `${mention}*${line.slice(mention.length)}*`;
};

/** Who answered what, and when, a line a model. */
function answerLines({ migrations, now }: Pick<TeamMessage, 'migrations' | 'now'>): readonly string[] {
  const answered = migrations.filter(({ state }) => state.name !== 'notified' || state.reopened !== undefined);
  const lines = answered.slice(0, NAMED_ANSWERS).map((migration) => `• ${answerLine(migration, now)}`);
  const more = answered.length - lines.length;
  return more > 0 ? [...lines, `• and ${more} more`] : lines;
}

/** `*fraud* v7: @ann will handle it (Tue 24 Nov)` */
export const answerLine = (migration: Migration, now: string): string =>
  `${modelName(migration)}: ${stateWords(migration.state, now)} (${slackDate(migration.state.at, now)})`;

/** The buttons that one of the models can still use, by what it is asked. */
export function buttons(team: ToldMessage): Block {
  const offered: Record<ReturnType<typeof gravestConcern>, readonly Answer[]> = {
    breaking: ['acknowledge', 'not-affected', 'extend', 'object'],
    deprecation: ['acknowledge', 'not-affected', 'extend', 'object'],
    question: ['not-affected', 'acknowledge', 'object'],
    digest: ['not-affected', 'object'],
  };
  const { announcement, migrations, now } = team;
  return answers({
    announcement: announcement.id,
    team: team.team,
    seen: now,
    consumers: migrations.map(({ consumer }) => consumer),
    offered: offered[gravestConcern(migrations)].filter((answer) =>
      migrations.some((migration) => transition(migration, PROBES[answer], now).outcome === 'moved'),
    ),
    details: announcementUrl(team),
  });
}

const NOBODY = { by: '', reason: '' };
/** What each button would do, at its most: a date that lies further ahead than any. */
const PROBES: Readonly<Record<Answer, MigrationEvent>> = {
  acknowledge: { name: 'acknowledge', ...NOBODY },
  'not-affected': { name: 'declare-not-affected', ...NOBODY },
  extend: { name: 'request-extension', ...NOBODY, until: '9999-12-31T12:00:00.000Z', allowedUntil: '' },
  object: { name: 'object', ...NOBODY },
};

/** For the thread: what was said by the first message is not said again. */
export function renderWithdrawn(team: ToldMessage): SlackRendering {
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
