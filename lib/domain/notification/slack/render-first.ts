import { isClosed } from '../../migration/state.ts';
import { details } from '../words/details.ts';
import { proofs } from '../words/evidence.ts';
import { mappedChanges } from '../words/mapped-changes.ts';
import { offeredAnswers } from '../words/offered-answers.ts';
import { affectsLine, firstLine, silenceLine, versionLine, versionsOf } from '../words/phrases.ts';
import { askLine, doLines, riskLines, whereLine } from '../words/producer-words.ts';
import { answerLines, emergencyLines, ending, movedLine } from '../words/standing-words.ts';
import { changesOf, type TeamMessage, type ToldMessage } from '../words/team-message.ts';
import { MRKDWN, mentioned, plain } from './mrkdwn.ts';
import { answers, type Block, context, message, type SlackRendering, section } from './slack-blocks.ts';

/**
 * The first message about a change in a team's channel, from the state as it is now: posted at first, and brought up to
 * date whenever something happens. `migrations`: all of the team in this channel, those that are closed too; none where
 * each of them was given another channel (`moved`).
 */
export function renderFirst(team: Omit<TeamMessage, 'kind' | 'answer'>): SlackRendering {
  const open = team.migrations.filter((migration) => !isClosed(migration));
  const { announcement } = team;
  if (announcement.status === 'withdrawn' || announcement.supersededBy !== undefined || open.length === 0)
    return renderOver(team);
  const told: ToldMessage = { ...team, migrations: open, changes: changesOf({ migrations: open }) };
  const rest = details(team, MRKDWN);
  const mention = mentioned(told.mention);
  const first = firstLine(told, MRKDWN);
  const others = [
    ...insteadLines(team),
    versionLine(told, MRKDWN),
    affectsLine(told, MRKDWN),
    ...mappedChanges(told, MRKDWN),
  ];
  const emergency = emergencyLines(announcement, MRKDWN);
  const silence = silenceLine(told, MRKDWN);
  const said = saidLines(team);
  const blocks: Block[] = [
    // The mention stays outside, so that the group's name is not swallowed by the emphasis.
    section([`${mention}*${first}*`, ...others, ...emergency], rest),
    ...(said.length > 0 ? [section(said, rest)] : []),
    ...proofs(open, MRKDWN).map((lines) => section(lines, rest)),
    section([...riskLines(told, MRKDWN), ...doLines(told, MRKDWN), whereLine(told, MRKDWN)], rest),
    ...(silence ? [context([silence], rest)] : []),
    buttons(told),
  ];
  return message([`${mention}${first}`, ...others, ...emergency, ...said, ...(silence ? [silence] : [])], blocks, rest);
}

/** Why it is told here, and not where the team wanted to hear of it. */
export const insteadLines = ({ insteadOf }: Pick<TeamMessage, 'insteadOf'>): readonly string[] =>
  insteadOf
    ? [`Told here because ${plain(insteadOf.channel, 150)} did not take it: ${plain(insteadOf.error, 300)}`]
    : [];

const saidLines = (team: Pick<TeamMessage, 'migrations' | 'moved' | 'now'>): readonly string[] => [
  ...answerLines(team, MRKDWN),
  ...(team.moved ?? []).map((migration) => `• ${movedLine(migration, MRKDWN)}`),
];

/** Nothing is left to answer here: what became of it, and no buttons. */
function renderOver(team: Omit<TeamMessage, 'kind' | 'answer'>): SlackRendering {
  const rest = details(team, MRKDWN);
  const isElsewhere = team.migrations.length === 0;
  const about = isElsewhere ? (team.moved ?? []) : team.migrations;
  const over: ToldMessage = { ...team, migrations: about, changes: changesOf({ migrations: about }) };
  const [first, ...others] = [
    ending(over, MRKDWN, isElsewhere),
    isElsewhere ? versionsOf(team.announcement, MRKDWN) : versionLine(over, MRKDWN),
    ...saidLines(team),
  ];
  return message(
    [first, ...others],
    [section([`*${first}*`, ...others], rest), context([askLine(over, MRKDWN)], rest)],
    rest,
  );
}

/** The buttons that one of the models can still use. */
export function buttons(team: ToldMessage): Block {
  const { announcement, migrations, now } = team;
  return answers({
    announcement: announcement.id,
    team: team.team,
    seen: now,
    consumers: migrations.map(({ consumer }) => consumer),
    offered: offeredAnswers(migrations, now),
  });
}
