import type { Migration } from '../../lib/domain/announcement.ts';
import type { AuditEntry } from '../../lib/domain/audit.ts';
import { type History, keyOf } from './history.ts';

/** How migrations stood, told by nothing but how planning opened them and what the audit trail says after that. */
export class Trail {
  readonly #moves = new Map<string, { readonly at: string; readonly after: Partial<Migration> }[]>();
  readonly #history: History;

  constructor(entries: readonly AuditEntry[], history: History) {
    this.#history = history;
    for (const { at, writes = [] } of entries)
      for (const { entity, key, after } of writes) {
        if (entity !== 'migration' || !after) continue;
        const name = keyOf({ announcementId: String(key['announcementId']), consumer: String(key['consumer']) });
        this.#moves.set(name, [...(this.#moves.get(name) ?? []), { at, after }]);
      }
  }

  /** Every way a migration stood from a moment until another; `undefined`: it was not there yet. */
  between(key: string, from: string, until: string): readonly (Migration | undefined)[] {
    const opened = this.#history.stands.get(key)?.[0];
    if (!opened || opened.at > until) return [undefined];
    const moves = this.#moves.get(key)?.filter(({ at }) => at <= until) ?? [];
    const before = moves.filter(({ at }) => at < from).length;
    const stood = [...moves.keys(), moves.length]
      .slice(before)
      .map(
        (count): Migration => Object.assign({}, opened.migration, ...moves.slice(0, count).map(({ after }) => after)),
      );
    return opened.at < from ? stood : [undefined, ...stood];
  }
}
