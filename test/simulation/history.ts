import type { EntityKind } from '../../lib/application/ports.ts';
import type { Announcement, Migration } from '../../lib/domain/announcement.ts';
import type { Consumer } from '../../lib/domain/consumer.ts';

/** How one migration stood from a moment on. */
export interface Stand {
  readonly at: string;
  readonly migration: Migration;
}

/** Everything that a migration ever was, as the table's writes tell it. */
export class History {
  readonly stands = new Map<string, Stand[]>();
  readonly faults: string[] = [];
  readonly #consumers = new Map<string, { readonly at: string; readonly consumer: Consumer }[]>();

  /** When an announcement became an emergency, which asks for no hours. */
  readonly emergencies = new Map<string, string>();

  see(kind: EntityKind, item: object, at: string): void {
    if (kind === 'announcement') {
      const { id, emergency } = item as Announcement;
      if (emergency && !this.emergencies.has(id)) this.emergencies.set(id, at);
    }
    if (kind === 'consumer') {
      const consumer = item as Consumer;
      this.#consumers.set(consumer.name, [...(this.#consumers.get(consumer.name) ?? []), { at, consumer }]);
    }
    if (kind !== 'migration') return;
    const migration = item as Migration;
    const key = keyOf(migration);
    const stands = this.stands.get(key) ?? [];
    const last = stands.at(-1)?.migration;
    if (last && migration.deadline < last.deadline)
      this.faults.push(`${key}: its date ${last.deadline} became ${migration.deadline} at ${at}`);
    if (last && migration.announcedDeadline < last.announcedDeadline)
      this.faults.push(
        `${key}: its announced date ${last.announcedDeadline} became ${migration.announcedDeadline} at ${at}`,
      );
    if (last?.state.name === 'withdrawn' && migration.state.name !== 'withdrawn')
      this.faults.push(`${key}: it was withdrawn and became ${migration.state.name} at ${at}`);
    stands.push({ at, migration });
    this.stands.set(key, stands);
  }

  /** Every way a model was registered from a moment until another; `undefined`: it was not there yet. */
  consumersBetween(name: string, from: string, until: string): readonly (Consumer | undefined)[] {
    const known = this.#consumers.get(name) ?? [];
    const before = known.findLast(({ at }) => at < from)?.consumer;
    return [before, ...known.filter(({ at }) => at >= from && at <= until).map(({ consumer }) => consumer)];
  }

  /** How a migration stood at a moment; `undefined` before there was one. */
  at(key: string, moment: string): Migration | undefined {
    return this.stands.get(key)?.findLast(({ at }) => at <= moment)?.migration;
  }
}

export const keyOf = ({ announcementId, consumer }: Pick<Migration, 'announcementId' | 'consumer'>): string =>
  `${announcementId} ${consumer}`;
