import { isOver, lastOf } from '../../date.ts';
import { keysOf } from '../../keys-of.ts';
import { isUnreached, untoldBecause } from '../../migration/hearing.ts';
import type { Migration } from '../../migration/migration.ts';
import { isClosed, type MigrationStateName, requestOf } from '../../migration/state.ts';
import { administratorAfter, findBlockers } from '../../policy/gate/gate.ts';
import { details } from '../words/details.ts';
import {
  announcedThing,
  lastDeadline,
  liveWords,
  modelName,
  onDate,
  versionLine,
  whatChanges,
} from '../words/phrases.ts';
import { answerLine } from '../words/standing-words.ts';
import { stateWords } from '../words/state-words.ts';
import { firstDeadline, type ProducerMessage, type ToldMessage } from '../words/team-message.ts';
import { enumerate } from '../words/wording.ts';
import { MRKDWN, plain, slackDue } from './mrkdwn.ts';
import { type Block, context, decisions, message, type SlackRendering, section } from './slack-blocks.ts';

/** What is named before the rest is a count; each request has a row of buttons, and a message 50 blocks. */
export const NAMED_MODELS = 20;
const NAMED_OBJECTIONS = 5;
const SHOWN_REQUESTS = 10;

/** Of the announcement itself: its models' own changes are what their teams are told. */
const changeOf = (producer: ProducerMessage): ToldMessage => ({ ...producer, changes: producer.announcement.changes });

/** Who is affected, in which state and until when; objections and requests first, because they wait for the producer. */
export function renderOverview(producer: ProducerMessage): SlackRendering {
  const { announcement, migrations, now } = producer;
  const rest = details(producer, MRKDWN);
  const open = migrations.filter((migration) => !isClosed(migration));
  const first = `${overviewStart(producer, open)}: ${counted(migrations)}`;
  const top = [versionLine(producer, MRKDWN), countedStates(migrations)];
  const objections = open.filter(({ state }) => state.name === 'objected');
  const objected = objections.slice(0, NAMED_OBJECTIONS).map((migration) => objectionLines(migration, producer));
  const moreObjections = objections.length - objected.length;
  const isOver = announcement.status === 'withdrawn' || announcement.supersededBy !== undefined;
  const requests = isOver ? [] : requestBlocks(open, producer);
  const named = migrations.slice(0, NAMED_MODELS).map((migration) => `• ${modelLine(migration, now)}`);
  const unnamed = migrations.length - named.length;
  const models = unnamed > 0 ? [...named, `• and ${unnamed} more`] : named;
  return message(
    [first, ...top, ...objected.flat()],
    [
      section([`*${first}*`, ...top], rest),
      ...objected.map((lines) => section(lines, rest)),
      ...(moreObjections > 0 ? [section([`… and ${moreObjections} more objections`], rest)] : []),
      ...requests,
      section(models, rest),
      context([isOver ? 'Nothing is asked of anybody any more.' : releaseLine(producer)], rest),
    ],
    rest,
  );
}

function overviewStart(producer: ProducerMessage, open: readonly Migration[]): string {
  const { announcement, now } = producer;
  const what = whatChanges(changeOf(producer), MRKDWN);
  if (announcement.status === 'withdrawn') return `Withdrawn: ${what}`;
  if (announcement.supersededBy !== undefined) return `Superseded: ${what}`;
  if (open.length === 0) return `Nobody is left to wait for: ${what}`;
  if (announcement.live) return `${what} · ${liveWords(announcement, MRKDWN)}`;
  // Its readers were told their own dates: the first is what a team's message names.
  const [first, last] = [firstDeadline(open), lastDeadline(open)];
  if (first === last) return `${what} ${onDate(first, now, MRKDWN)}`;
  return `${what} between ${slackDue(first, now)} and ${slackDue(last, now)}`;
}

/** `3 models of 2 teams, undecided for 1 of them` */
export function counted(migrations: readonly Migration[]): string {
  const teams = new Set(migrations.map(({ team }) => team)).size;
  const models = migrations.length === 1 ? '1 model' : `${migrations.length} models`;
  const open = migrations.filter(({ verdict }) => verdict === 'undecided').length;
  const undecided = open === 0 ? '' : `, ${open === migrations.length ? 'undecided' : `undecided for ${open} of them`}`;
  return `${models} of ${teams === 1 ? '1 team' : `${teams} teams`}${undecided}`;
}

const STATE_COUNTS: Readonly<Record<MigrationStateName, string>> = {
  objected: 'objected',
  'extension-requested': 'asked for more time',
  overdue: 'overdue',
  notified: 'without an answer',
  denied: 'refused more time',
  acknowledged: 'being handled',
  granted: 'given more time',
  migrated: 'migrated',
  'not-affected': 'not affected',
  waived: 'waived',
  withdrawn: 'withdrawn',
};

/** `1 objected, 2 without an answer and 1 migrated`: first what asks for the producer. */
function countedStates(migrations: readonly Migration[]): string {
  const counts = keysOf(STATE_COUNTS).flatMap((name) => {
    const count = migrations.filter(({ state }) => state.name === name).length;
    return count > 0 ? [`${count} ${STATE_COUNTS[name]}`] : [];
  });
  return enumerate(counts);
}

const modelLine = (migration: Migration, now: string): string => {
  const { team, tier, deadline, state } = migration;
  const said =
    state.name === 'notified'
      ? `${modelName(migration, MRKDWN)}: ${stateWords(state, now, MRKDWN)}`
      : answerLine(migration, now, MRKDWN);
  const told = isUnreached(migration) ? ` · *not told* (${plain(untoldBecause(migration), 150)})` : '';
  return `${said} · team ${plain(team, 150)}, ${tier}, by ${slackDue(deadline, now)}${told}`;
};

/** Until when the objection holds, and who decides then. */
export function objectionLines(
  migration: Migration,
  { policy, now, announcement }: ProducerMessage,
): readonly string[] {
  const line = `*Objection* to ${announcedThing(announcement, MRKDWN)}: ${answerLine(migration, now, MRKDWN)} · team ${plain(migration.team, 150)}`;
  return announcement.live ? [line] : [line, holdLine(migration, { policy, now })];
}

function holdLine(migration: Migration, { policy, now }: Pick<ProducerMessage, 'policy' | 'now'>): string {
  const last = administratorAfter(migration, policy) ?? migration.deadline;
  return isOver(last, now)
    ? `It has held the release until ${slackDue(last, now)}: an administrator may decide now.`
    : `It holds the release until ${slackDue(last, now)}; after that an administrator may decide.`;
}

/** Each team's requests for one date in one row of buttons; the rest is told in their own notes. */
export function requestBlocks(open: readonly Migration[], producer: ProducerMessage): readonly Block[] {
  const { announcement, now } = producer;
  const rest = details(producer, MRKDWN);
  const groups = new Map<string, Migration[]>();
  for (const migration of open) {
    const request = requestOf(migration.state);
    if (!request) continue;
    const key = JSON.stringify([migration.team, request.until]);
    groups.set(key, [...(groups.get(key) ?? []), migration]);
  }
  const shown = [...groups.values()].slice(0, SHOWN_REQUESTS);
  const more = groups.size - shown.length;
  return [
    ...shown.flatMap((group) => [
      section(
        group.map(
          (migration) => `*More time?* ${answerLine(migration, now, MRKDWN)} · team ${plain(migration.team, 150)}`,
        ),
        rest,
      ),
      decisions({
        announcement: announcement.id,
        team: group[0]?.team ?? '',
        seen: now,
        consumers: group.map(({ consumer }) => consumer),
      }),
    ]),
    ...(more > 0 ? [section([`… and ${more} more requests for time`], rest)] : []),
  ];
}

/** Who holds the release, and until when. */
export function releaseLine({ announcement, migrations, policy, now }: ProducerMessage): string {
  if (announcement.foundIn !== undefined)
    return `v${announcement.version} is ${liveWords(announcement, MRKDWN)}: nothing waits for these answers.`;
  const thing = announcement.retires ? 'The retirement' : `v${announcement.version}`;
  if (announcement.live)
    return `${announcement.retires ? 'It is retired' : `${thing} is live`}: nothing waits for these answers.`;
  const blockers = findBlockers(migrations, policy, now);
  if (blockers.length === 0) return `Nothing holds ${announcement.retires ? 'it' : thing} any more.`;
  const last = lastOf(blockers.map(({ holdsUntil, administratorAfter: after }) => holdsUntil ?? after));
  const decided = blockers.filter(({ holdsUntil }) => holdsUntil === undefined).length;
  const then = decided > 0 ? `; after that an administrator may decide about ${decided} of them` : '';
  return `${thing} waits for ${blockers.length === 1 ? '1 model' : `${blockers.length} models`}, until ${slackDue(last ?? now, now)} at the latest${then}.`;
}
