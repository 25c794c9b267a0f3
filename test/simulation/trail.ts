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

  at(key: string, moment: string): Migration | undefined {
    const opened = this.#history.stands.get(key)?.[0];
    if (!opened || opened.at > moment) return undefined;
    const moves = this.#moves.get(key)?.filter(({ at }) => at <= moment) ?? [];
    return Object.assign({}, opened.migration, ...moves.map(({ after }) => after));
  }
}
