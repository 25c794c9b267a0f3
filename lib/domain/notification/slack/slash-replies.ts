import type { Announcement } from '../../announcement.ts';
import type { Migration } from '../../migration/migration.ts';
import { enumerate } from '../words/wording.ts';
import { code, plain, slackDate, slackDue } from './mrkdwn.ts';
import { bounded } from './slack-blocks.ts';
import { MAX_REPLY } from './slack-replies.ts';

const LISTED = 20;

/** What the state of a registry comes to. */
export interface StatusFacts {
  readonly subjects: number;
  readonly open: number;
  /** There are more subjects than were looked at. */
  readonly isPartial: boolean;
  readonly teams: readonly string[];
  readonly mine: readonly Migration[];
  readonly registryUrl: string;
  readonly now: string;
}

export function statusReply({ subjects, open, isPartial, teams, mine, registryUrl, now }: StatusFacts): string {
  const more = isPartial ? ' at least' : '';
  const overdue = mine.filter(({ state }) => state.name === 'overdue').length;
  const [next] = mine;
  return within(
    [
      `*Forewarn* at ${code(registryUrl, 300)} is up, ${slackDate(now, now)}`,
      `${count(subjects, 'subject')}${more}, ${count(open, 'open announcement')}${more}`,
      ...(teams.length === 0
        ? [notRegistered]
        : [
            `Your ${teams.length === 1 ? 'team' : 'teams'} ${enumerate(teams.map((team) => plain(team, 150)))}: ${count(mine.length, 'open migration')}${overdue > 0 ? `, ${overdue} overdue` : ''}`,
          ]),
      ...(next ? [`Next: ${migrationLine(next, now)}`] : []),
    ],
    code('forewarn subjects', 40),
  );
}

const notRegistered =
  'You are registered with no team: join the user group that your models mention, or be registered: `forewarn teams settings TEAM --slack-users U…`.';

/** The open migrations of somebody's teams, the most urgent first. */
export function mineReply({ teams, mine, now }: Pick<StatusFacts, 'teams' | 'mine' | 'now'>): string {
  if (teams.length === 0) return notRegistered;
  const names = enumerate(teams.map((team) => plain(team, 150)));
  if (mine.length === 0) return `Nothing is open for ${names}.`;
  const lines = mine.slice(0, LISTED).map((migration) => `• ${migrationLine(migration, now)}`);
  const more = mine.length - lines.length;
  return within(
    [`*${count(mine.length, 'open migration')}* of ${names}`, ...lines, ...(more > 0 ? [`and ${more} more`] : [])],
    code('forewarn migrations --consumer NAME', 60),
  );
}

function migrationLine({ consumer, subject, version, deadline, state }: Migration, now: string): string {
  const what = `${code(subject, 150)} v${version}`;
  return `*${plain(consumer, 150)}*: ${what} by ${slackDue(deadline, now)}, ${state.name === 'notified' ? 'no answer yet' : state.name.replaceAll('-', ' ')}`;
}

export interface SubjectFacts {
  readonly name: string;
  readonly ownerTeam: string;
  readonly channel?: string;
  readonly head?: number;
  readonly status: string;
  readonly readers: number;
  /** Newest first; those that are not over. */
  readonly open: readonly Announcement[];
}

export function subjectReply(facts: SubjectFacts): string {
  const { name, ownerTeam, channel, head, status, readers, open } = facts;
  const all = code(`forewarn announcements list --subject ${name}`, 300);
  const announcements = open.slice(0, LISTED).map(({ version, previous, live, affected, retires }) => {
    const what = retires ? 'its retirement' : `v${previous} → v${version}`;
    const [done, coming] = retires ? ['is done', 'is to come'] : ['live already', 'not live yet'];
    return `• ${what} ${live ? done : coming}, ${count(affected, 'model')} told`;
  });
  return within(
    [
      `${code(name, 150)} ${head === undefined ? 'has no live version' : `is at v${head}`}${status === 'retired' ? ', retired' : ''}; ${count(readers, 'subscription')}`,
      `Owner: team ${plain(ownerTeam, 150)}${channel === undefined ? '' : `, ask ${plain(channel, 150)}`}`,
      ...(announcements.length === 0
        ? ['No change is announced.']
        : ['Announced:', ...announcements, `Each with its models: ${all}`]),
    ],
    all,
  );
}

export const noSubjectReply = (name: string): string =>
  `There is no subject ${code(name, 150)}. ${code('forewarn subjects', 40)} lists them.`;

/** How a model is subscribed: it is code of its repository, so it is told rather than done from here. */
export const subscribeReply = (registryUrl: string): string =>
  [
    'A subscription belongs into the repository of the model, where its CI keeps it true. Once, by hand:',
    '```',
    `export FOREWARN_URL=${registryUrl}`,
    "forewarn subscribe --consumer fraud --team fraud-ml --slack '#fraud-ml' \\",
    '  --subject payments.transaction-authorized --trained-on 12 --reads /category',
    '```',
    'Or for good: in `forewarn.consumer.yaml`, with `forewarn apply` in its CI:',
    '```',
    'team: fraud-ml',
    "slack: { channel: '#fraud-ml', mention: S0614TZR7 }",
    'consumers:',
    '  - name: fraud',
    '    tier: standard',
    '    subscriptions:',
    '      - subject: payments.transaction-authorized',
    '        trainedOn: 12',
    '        reads: [/category]',
    '```',
  ].join('\n');

export const helpReply = (said?: string): string =>
  [
    ...(said === undefined ? [] : [`I do not know ${code(said, 100)}.`]),
    '`/forewarn status` how the registry is, and what waits for your teams',
    '`/forewarn mine` the open migrations of your teams, with their dates',
    '`/forewarn subject NAME` a subject: its owner, its head, what is announced',
    '`/forewarn subscribe` how a model is subscribed',
  ].join('\n');

const within = (lines: readonly string[], rest: string): string => bounded(lines, MAX_REPLY, rest);
const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
