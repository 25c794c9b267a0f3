import { defined } from '../../domain/defined.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import type { Team } from '../../domain/principal.ts';
import type { SlackDirectory } from '../ports/slack.ts';
import type { Store } from '../ports/store.ts';

export interface MemberPorts {
  readonly store: Store;
  readonly directory: SlackDirectory;
}

/** `stranger`: nothing makes the user a member; `unknown` names the groups whose members Slack does not tell. */
export type Membership =
  | { readonly outcome: 'member' }
  | { readonly outcome: 'stranger'; readonly groups: readonly string[]; readonly unknown: readonly string[] };

/**
 * Whether a Slack user belongs to a team: named for it, or in its user group, or in the group that one of these models
 * mentions, which its owners have registered as their own.
 */
export async function membership(
  {
    user,
    team,
    migrations = [],
  }: { readonly user: string; readonly team: string; readonly migrations?: readonly Migration[] },
  { store, directory }: MemberPorts,
): Promise<Membership> {
  const slack = (await store.find('team', { name: team }))?.slack;
  if (slack?.users?.includes(user)) return { outcome: 'member' };
  const mentions = migrations.flatMap((migration) => migration.slack?.mention ?? []);
  const groups = [...new Set([...(slack?.group === undefined ? [] : [slack.group]), ...mentions])].slice(0, MAX_GROUPS);
  const unknown: string[] = [];
  for (const group of groups) {
    const members = await directory.membersOf(group);
    if (members === 'unknown') unknown.push(group);
    else if (members.includes(user)) return { outcome: 'member' };
  }
  return { outcome: 'stranger', groups: groups.filter((group) => !unknown.includes(group)), unknown };
}

/** Each is a call of Slack's, which allows twenty a minute. */
const MAX_GROUPS = 5;

/** The teams of a Slack user, and the models by which they are known to be theirs. Linear in teams and consumers. */
export async function teamsOf(
  user: string,
  { store, directory }: MemberPorts,
): Promise<{ readonly teams: readonly string[]; readonly consumers: readonly string[] }> {
  const groups = await directory.groupsOf(user);
  const isMine = ({ slack }: Pick<Team, 'slack'>): boolean =>
    slack?.users?.includes(user) === true || (slack?.group !== undefined && groups.includes(slack.group));
  const teams = new Set<string>();
  for await (const team of all((page) => store.listTeams(page))) if (isMine(team)) teams.add(team.name);
  const consumers: { readonly name: string; readonly team: string }[] = [];
  for await (const consumer of all((page) => store.listConsumers(page))) {
    const mention = consumer.slack?.mention;
    if (mention !== undefined && groups.includes(mention)) teams.add(consumer.team);
    consumers.push(consumer);
  }
  return {
    teams: [...teams].sort(),
    consumers: consumers.flatMap(({ name, team }) => (teams.has(team) ? [name] : [])),
  };
}

/** Pages that are read at most: a person waits for the answer. */
const MAX_PAGES = 50;

async function* all<T>(
  list: (page: {
    limit: number;
    cursor?: string;
  }) => Promise<{ readonly items: readonly T[]; readonly nextCursor?: string }>,
): AsyncGenerator<T> {
  let cursor: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const page = await list({ limit: 100, ...defined({ cursor }) });
    yield* page.items;
    cursor = page.nextCursor;
    if (cursor === undefined) return;
  }
}
