import type { Change } from '../../diff/change.ts';
import type { Migration } from '../../migration/migration.ts';
import { canonicalJson } from '../../schema/canonical.ts';
import type { Markup } from './markup.ts';
import { merged, namesOf } from './phrases.ts';
import { changesOf, type TeamNews } from './team-message.ts';
import { headline } from './wording.ts';

/** Different sets of changes that are told apart; a team with more reads them one by one. */
const SHOWN_SETS = 5;
const SHOWN_CHANGES = 4;

/** Models that have the same changes, and how many of these are known by number only. */
interface SharedChanges {
  readonly models: readonly Migration[];
  readonly changes: readonly Change[];
  readonly unnamed: number;
}

type Told = Pick<TeamNews, 'migrations' | 'announcement'>;

/** Which model has which change, a line for each set that some share; nothing where all have the same. */
export function mappedLines({ migrations, announcement }: Told, markup: Markup): readonly string[] {
  const sets = sharedBy(migrations);
  if (announcement.retires || sets.length < 2) return [];
  const shown = sets.slice(0, SHOWN_SETS).map((set) => `• ${namesOf(set.models, markup)}: ${changeWords(set, markup)}`);
  const others = sets.slice(SHOWN_SETS).flatMap(({ models }) => models);
  return others.length > 0 ? [...shown, `• ${namesOf(others, markup)}: still other sets of these changes`] : shown;
}

/** The same, and what all of them share where that is more than the first line names. */
export function mappedChanges(told: Told, markup: Markup): readonly string[] {
  const [only, ...others] = sharedBy(told.migrations);
  if (!only || others.length > 0 || told.announcement.retires) return mappedLines(told, markup);
  return only.changes.length > 1 ? [`• ${changeWords(only, markup)}`] : [];
}

function sharedBy(migrations: readonly Migration[]): readonly SharedChanges[] {
  const sets = new Map<string, SharedChanges>();
  for (const migration of migrations) {
    const changes = changesOf({ migrations: [migration] });
    const unnamed = Math.max(0, migration.changeCount - migration.changes.length);
    const key = canonicalJson([unnamed, ...changes.map(keyOf)]);
    const known = sets.get(key)?.models ?? [];
    sets.set(key, { models: [...known, migration], changes, unnamed });
  }
  return [...sets.values()];
}

const keyOf = ({ ruleId, pointer, before = null, after = null }: Change) => [ruleId, pointer, before, after];

/** Each change in a few words; the values of an enum that come or go at one place together. */
function changeWords({ changes, unnamed }: SharedChanges, markup: Markup): string {
  const alike = new Map<string, readonly [Change, ...Change[]]>();
  for (const change of changes) {
    const key = `${change.ruleId} ${change.pointer}`;
    const known = alike.get(key);
    alike.set(key, known ? [...known, change] : [change]);
  }
  const told = [...alike.values()].map((group) => {
    const [first] = group;
    const { place, words } = headline(group.length > 1 ? merged(group, first) : first);
    return `${markup.code(place, 80)} ${markup.plain(words, 80)}`;
  });
  const left = Math.max(0, told.length - SHOWN_CHANGES) + unnamed;
  const named = told.slice(0, SHOWN_CHANGES);
  const all = left > 0 ? [...named, `${left} more`] : named;
  return all.length > 0 ? all.join('; ') : 'a change that no rule names';
}
