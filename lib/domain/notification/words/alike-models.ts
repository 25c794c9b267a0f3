import type { Migration } from '../../migration/migration.ts';
import type { Markup } from './markup.ts';
import { enumerate } from './wording.ts';

/** A model, and what is said of it behind its name. */
export interface Named {
  readonly model: Pick<Migration, 'consumer' | 'releases'>;
  readonly details: string;
}

/** `*fraud* v7 (standard), *churn* v2 (standard, undecided)`; of several what is the same is said once: `*a* and *b* (both v7, standard)`. */
export function listModels(named: readonly Named[], markup: Markup): string {
  const alike = new Map<string, Named[]>();
  for (const one of named) {
    const key = JSON.stringify([one.model.releases, one.details]);
    alike.set(key, [...(alike.get(key) ?? []), one]);
  }
  const groups = [...alike.values()].map((group) => groupText(group, markup));
  return groups.join(groups.length < named.length ? '; ' : ', ');
}

function groupText(group: readonly Named[], markup: Markup): string {
  const [first, second] = group;
  if (!first) return '';
  const names = enumerate(group.map(({ model }) => markup.strong(markup.plain(model.consumer, 150))));
  const releases = releasesOf(first.model, markup);
  if (!second) return `${[names, releases].filter(Boolean).join(' ')} (${first.details})`;
  const all = group.length === 2 ? 'both' : 'all';
  return `${names} (${releases === '' ? '' : `${all} ${releases}, `}${first.details})`;
}

/** At most three. */
export function releasesOf({ releases }: Pick<Migration, 'releases'>, markup: Markup): string {
  const shown = releases.slice(0, 3).map((release) => markup.plain(release, 40));
  return [...shown, ...(releases.length > 3 ? [`and ${releases.length - 3} more releases`] : [])].join(' ');
}
