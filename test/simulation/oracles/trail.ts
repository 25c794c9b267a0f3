import type { Migration } from '../../../lib/domain/migration/migration.ts';
import type { Evidence } from '../evidence.ts';

/** How migrations stood, told by nothing but how planning opened them and what the audit trail says after that. */
export class Trail {
  readonly #moves = new Map<string, { readonly at: string; readonly after: Partial<Migration> }[]>();
  readonly #opened = new Map<string, { readonly at: string; readonly migration: Migration }>();
  readonly #ofAnnouncement = new Map<string, string[]>();

  constructor({ audit, timeline }: Evidence) {
    for (const stands of timeline.of('migration').values()) {
      const [first] = stands;
      if (!first?.item) continue;
      const key = keyOf(first.item);
      this.#opened.set(key, { at: first.at, migration: first.item });
      const { announcementId, consumer } = first.item;
      this.#ofAnnouncement.set(announcementId, [...(this.#ofAnnouncement.get(announcementId) ?? []), consumer]);
    }
    for (const { at, writes = [] } of audit)
      for (const { entity, key, after } of writes) {
        if (entity !== 'migration' || !after) continue;
        const name = `${key['announcementId']} ${key['consumer']}`;
        this.#moves.set(name, [...(this.#moves.get(name) ?? []), { at, after }]);
      }
  }

  /** The models that were ever asked about an announcement. */
  modelsOf(announcementId: string): readonly string[] {
    return this.#ofAnnouncement.get(announcementId) ?? [];
  }

  /** Every way a migration stood from a moment until another; `undefined`: it was not there yet. */
  between(of: Pick<Migration, 'announcementId' | 'consumer'>, from: string, until: string) {
    const opened = this.#opened.get(keyOf(of));
    if (!opened || opened.at > until) return [undefined];
    const moves = this.#moves.get(keyOf(of))?.filter(({ at }) => at <= until) ?? [];
    const before = moves.filter(({ at }) => at < from).length;
    const stood = [...moves.keys(), moves.length]
      .slice(before)
      .map(
        (count): Migration => Object.assign({}, opened.migration, ...moves.slice(0, count).map(({ after }) => after)),
      );
    return opened.at < from ? stood : [undefined, ...stood];
  }
}

const keyOf = ({ announcementId, consumer }: Pick<Migration, 'announcementId' | 'consumer'>): string =>
  `${announcementId} ${consumer}`;
