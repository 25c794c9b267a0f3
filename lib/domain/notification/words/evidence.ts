import type { Migration } from '../../migration/migration.ts';
import { isDated } from '../../policy/publishing/attention.ts';
import { canonicalJson } from '../../schema/canonical.ts';
import type { Markup } from './markup.ts';
import { namesOf } from './phrases.ts';
import { placeName } from './wording.ts';

/** Different proofs shown; models that share one share its block. */
const SHOWN_PROOFS = 3;

/** The proof for each group of models that have the same one: the record itself, or why there is none. */
export function proofs(migrations: readonly Migration[], markup: Markup): readonly (readonly string[])[] {
  const groups = new Map<string, Migration[]>();
  for (const migration of migrations) {
    if (!isDated(migration) || migration.verdict === 'compatible') continue;
    const { verdict, kind, witness, reason, pointers } = migration;
    // That a subject ends needs no record to prove it.
    if (verdict === 'breaking' && kind === undefined) continue;
    const place = kind === 'field-lost' ? pointers[0] : undefined;
    const key = JSON.stringify([verdict, kind, witness === undefined ? null : canonicalJson(witness), reason, place]);
    groups.set(key, [...(groups.get(key) ?? []), migration]);
  }
  const all = [...groups.values()];
  const shown = all.slice(0, SHOWN_PROOFS).map((group) => proof(group, group.length === migrations.length, markup));
  const more = all.slice(SHOWN_PROOFS).flat();
  return more.length > 0
    ? [...shown, [`For ${namesOf(more, markup)} another record proves it: see the details.`]]
    : shown;
}

function proof(group: readonly Migration[], everyone: boolean, markup: Markup): readonly string[] {
  const [migration] = group;
  if (!migration) return [];
  const { version, witness, pointers } = migration;
  const place = pointers[0];
  if (migration.verdict === 'undecided' || witness === undefined)
    return [
      `Forewarn could not prove whether v${version} fits ${whom(group, everyone, markup)}: ${markup.plain(migration.reason ?? 'no reason was recorded', 400)}`,
      'Please look at the change yourselves and answer.',
    ];
  const record = markup.record(witness);
  if (migration.kind === 'field-lost' && place !== undefined)
    return [`A record of v${version}, which no longer can carry ${markup.code(placeName(place), 120)}:`, record];
  return [`A record that v${version} allows and ${rejecting(group, everyone, markup)}:`, record];
}

const whom = (group: readonly Migration[], everyone: boolean, markup: Markup): string =>
  everyone && group.length > 3 ? `all ${group.length} models` : namesOf(group, markup);

function rejecting(group: readonly Migration[], everyone: boolean, markup: Markup): string {
  if (group.length === 1) return `the contract of ${namesOf(group, markup)} rejects`;
  if (everyone)
    return group.length === 2 ? "both models' contracts reject" : `all ${group.length} models' contracts reject`;
  return `the contracts of ${namesOf(group, markup)} reject`;
}
