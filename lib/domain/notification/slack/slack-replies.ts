import type { Announcement } from '../../announcement.ts';
import type { Migration } from '../../migration/migration.ts';
import { details } from '../words/details.ts';
import { announcedThing, namesOf } from '../words/phrases.ts';
import { principal, stateWords } from '../words/state-words.ts';
import { enumerate } from '../words/wording.ts';
import { code, MRKDWN, plain } from './mrkdwn.ts';
import { bounded } from './slack-blocks.ts';

/** Replies are text in Slack's mrkdwn, heard by one person; within a section's length. */
export const MAX_REPLY = 3_000;

/** What became of one model's answer. */
export interface AnsweredModel {
  /** `repeated`: this very press did it already, and is only heard of again. */
  readonly outcome: 'moved' | 'repeated' | 'unchanged' | 'overtaken' | 'refused';
  readonly because?: string;
  readonly migration: Migration;
}

/** Tells whoever answered what became of it: what was taken, and why the rest was not. */
export function outcomeReply(
  outcomes: readonly AnsweredModel[],
  { now, rest }: { readonly now: string; readonly rest: string },
): string {
  const taken = outcomes.filter(({ outcome }) => outcome === 'moved' || outcome === 'repeated');
  const others = outcomes.filter((outcome) => !taken.includes(outcome));
  const lines = [
    ...grouped(taken, ({ migration }) => `${stateWords(migration.state, now, MRKDWN)}.`),
    ...grouped(others, ({ outcome, because, migration }) =>
      outcome === 'overtaken'
        ? `somebody was faster: ${stateWords(migration.state, now, MRKDWN)}. Answer again if it should be otherwise.`
        : `not taken: ${people(because ?? '')}.`,
    ),
  ];
  return bounded(lines, MAX_REPLY, rest);
}

/** Models of which the same is to be said share a line. */
function grouped(outcomes: readonly AnsweredModel[], words: (outcome: AnsweredModel) => string): readonly string[] {
  const lines = new Map<string, Migration[]>();
  for (const outcome of outcomes) {
    const line = words(outcome);
    lines.set(line, [...(lines.get(line) ?? []), outcome.migration]);
  }
  return [...lines].map(([line, migrations]) => `*${namesOf(migrations, MRKDWN)}*: ${line}`);
}

/** A reason of the state machine, its principals of Slack as the people that they are. */
const people = (text: string): string =>
  plain(text, 500).replace(/slack:[UW][A-Z0-9]{4,20}\b/g, (by) => principal(by, MRKDWN));

/** Why somebody may not answer, who may, and how one becomes one of them. */
export function strangerReply(input: {
  readonly side: 'consumer' | 'producer';
  readonly team: string;
  readonly groups: readonly string[];
  /** Groups whose members Slack does not tell. */
  readonly unknown: readonly string[];
}): string {
  const { side, team, groups, unknown } = input;
  const whose = side === 'consumer' ? 'whose models these are' : 'which owns the subject';
  const members = groups.map((group) => `<!subteam^${group}>`);
  return [
    `Only members of team ${plain(team, 150)}, ${whose}, can answer this${members.length > 0 ? `: ${enumerate(members)}` : ''}.`,
    side === 'consumer'
      ? `Are you one? Join the user group that your models mention (\`slack.mention\` in \`forewarn.consumer.yaml\`), or be registered: ${registering(team)}.`
      : `Are you one? Then be registered: ${registering(team)}.`,
    ...unknown.map(
      (group) =>
        `Slack does not tell me who is in ${plain(group, 40)}: is it a user group, and may the app read it (usergroups:read)?`,
    ),
  ].join('\n');
}

/** Why an announcement takes no answers any more; `undefined` where it does. */
export function overReply(announcement: Announcement): string | undefined {
  const { ownerTeam, supersededBy, status } = announcement;
  const what = announcedThing(announcement, MRKDWN);
  if (supersededBy !== undefined)
    return `${what} was superseded: please answer the announcement that took its place instead; its message is in this channel (${details({ announcement: { id: supersededBy } }, MRKDWN)}).`;
  if (status === 'withdrawn') return `Team ${plain(ownerTeam, 150)} took ${what} back: nothing is left to answer.`;
  return status === 'closed' ? `The announcement of ${what} is closed: nothing is left to answer.` : undefined;
}

export const FORM_FAILED = 'Slack did not open the form in time. Please press again.';
export const nobodyToAnswerFor = (team: string): string =>
  `Team ${plain(team, 150)} has no model in this announcement any more: nothing is left to answer.`;

/** How somebody becomes known as a member of a team. */
const registering = (team: string): string =>
  code(`forewarn teams settings ${team} --slack-users U… (or --slack-group S…)`, 250);
