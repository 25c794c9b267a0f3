import type { Announcement } from '../../announcement.ts';
import type { Migration } from '../../migration/migration.ts';
import { lookedAt } from '../plan/channels.ts';
import { details } from './details.ts';
import type { Markup } from './markup.ts';
import { announcedThing, modelName, whatChanges } from './phrases.ts';
import { principal, stateWords } from './state-words.ts';
import type { TeamMessage, ToldMessage } from './team-message.ts';
import { enumerate } from './wording.ts';

/** Models whose answers are named before the rest is a count. */
const NAMED_ANSWERS = 15;

/** What became of a change that asks for nothing any more; `elsewhere`: not here, since other messages speak for each of the models. */
export function ending(team: ToldMessage, markup: Markup, elsewhere = false): string {
  const { announcement } = team;
  const { supersededBy, revertedBy, status, ownerTeam } = announcement;
  const what = whatChanges(team, markup);
  if (supersededBy !== undefined)
    return `Superseded by a later version (${details({ announcement: { id: supersededBy } }, markup)}): ${what}`;
  if (status !== 'withdrawn') return `${elsewhere ? 'Goes on elsewhere' : 'Nothing left to do'}: ${what}`;
  if (revertedBy !== undefined) return `Taken back by v${revertedBy}: ${what}`;
  const kept = announcement.retires ? `${markup.code(announcement.subject, 150)} stays` : `${what} does not happen`;
  return `Withdrawn by team ${markup.plain(ownerTeam, 150)}: ${kept}`;
}

/** Why nothing is asked any more, for a note about it. */
export function withdrawnBecause(announcement: Announcement, markup: Markup): string {
  const { ownerTeam, supersededBy, revertedBy } = announcement;
  const what = announcedThing(announcement, markup);
  if (supersededBy !== undefined)
    return `Superseded: a later version takes the place of ${what}; it is announced anew where it differs`;
  if (revertedBy !== undefined) return `Taken back: v${revertedBy} undoes what ${what} changed`;
  return `Withdrawn: team ${markup.plain(ownerTeam, 150)} took ${what} back`;
}

/** Less notice than agreed, and why; nothing where it is no emergency. */
export function emergencyLines({ emergency }: Announcement, markup: Markup): readonly string[] {
  if (!emergency) return [];
  const { reason, by } = emergency;
  return [
    `${markup.strong('Emergency:')} less notice than agreed, because: ${markup.plain(reason, 400)} (${principal(by, markup)})`,
  ];
}

/** `*fraud* v7: its messages go to #fraud-alerts now`, in a message that does not speak for it any more. */
export function movedLine(migration: Migration, markup: Markup): string {
  if (migration.renewed) return `${modelName(migration, markup)}: announced anew, in messages of its own`;
  const places = lookedAt(migration).map((place) => markup.plain(place, 150));
  return `${modelName(migration, markup)}: its messages go to ${enumerate(places)} now`;
}

/** Who answered what, and when, a line a model. */
export function answerLines(
  { migrations, now }: Pick<TeamMessage, 'migrations' | 'now'>,
  markup: Markup,
): readonly string[] {
  const answered = migrations.filter(({ state }) => state.name !== 'notified' || state.reopened !== undefined);
  const lines = answered.slice(0, NAMED_ANSWERS).map((migration) => `• ${answerLine(migration, now, markup)}`);
  const more = answered.length - lines.length;
  return more > 0 ? [...lines, `• and ${more} more`] : lines;
}

/** `*fraud* v7: @ann will handle it (Tue 24 Nov)` */
export const answerLine = (migration: Migration, now: string, markup: Markup): string =>
  `${modelName(migration, markup)}: ${stateWords(migration.state, now, markup)} (${markup.date(migration.state.at, now)})`;
