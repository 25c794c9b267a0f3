import { KEY_MEMBERS } from '../../lib/application/administration/describe-writes.ts';
import type { Entities, EntityKind, Keys } from '../../lib/application/ports/entities.ts';

/** How something stood from a moment on; `undefined`: it was deleted. */
export interface Stand<T> {
  readonly at: string;
  readonly item: T | undefined;
}
type Stands = Map<string, Stand<object>[]>;

/** Everything that was ever stored, with the moment of each write: what the store forgets. */
export class Timeline {
  readonly #kinds = new Map<EntityKind, Stands>();

  see(kind: EntityKind, item: object, at: string): void {
    this.#add(kind, keyText(kind, item), { at, item });
  }

  gone(kind: EntityKind, item: object, at: string): void {
    this.#add(kind, keyText(kind, item), { at, item: undefined });
  }

  /** Every item of a kind by its key's text, oldest stand first. */
  of<K extends EntityKind>(kind: K): ReadonlyMap<string, readonly Stand<Entities[K]>[]> {
    return (this.#kinds.get(kind) ?? new Map()) as ReadonlyMap<string, readonly Stand<Entities[K]>[]>;
  }

  stands<K extends EntityKind>(kind: K, key: Keys[K]): readonly Stand<Entities[K]>[] {
    return this.of(kind).get(keyText(kind, key)) ?? [];
  }

  /** How something stood at a moment, that moment's own writes included; `undefined` where it was not there. */
  at<K extends EntityKind>(kind: K, key: Keys[K], moment: string): Entities[K] | undefined {
    return this.stands(kind, key).findLast(({ at }) => at <= moment)?.item;
  }

  /** Every way something stood from a moment until another; `undefined`: it was not there. */
  between<K extends EntityKind>(
    kind: K,
    key: Keys[K],
    from: string,
    until: string,
  ): readonly (Entities[K] | undefined)[] {
    const known = this.stands(kind, key);
    const before = known.findLast(({ at }) => at < from)?.item;
    return [before, ...known.filter(({ at }) => at >= from && at <= until).map(({ item }) => item)];
  }

  /** Everything of a kind as it stands at the end. */
  last<K extends EntityKind>(kind: K): readonly Entities[K][] {
    return [...this.of(kind).values()].flatMap((stands) => stands.at(-1)?.item ?? []);
  }

  /** The same with every stand of a kind as `alter` makes it; none where it answers none: for planting a fault. */
  altered<K extends EntityKind>(
    kind: K,
    alter: (item: Entities[K], at: string) => Entities[K] | readonly Stand<Entities[K]>[],
  ): Timeline {
    const copy = new Timeline();
    for (const [known, all] of this.#kinds)
      for (const [key, stands] of all)
        for (const stand of stands) {
          if (known !== kind || stand.item === undefined) copy.#add(known, key, stand);
          else {
            const altered = alter(stand.item as Entities[K], stand.at);
            const kept = Array.isArray(altered) ? altered : [{ at: stand.at, item: altered }];
            for (const one of kept) copy.#add(known, key, one);
          }
        }
    return copy;
  }

  #add(kind: EntityKind, key: string, stand: Stand<object>): void {
    const all = this.#kinds.get(kind) ?? new Map<string, Stand<object>[]>();
    this.#kinds.set(kind, all);
    const stands = all.get(key) ?? [];
    stands.push(stand);
    all.set(key, stands);
  }
}

function keyText(kind: EntityKind, item: object): string {
  const members = new Map<string, unknown>(Object.entries(item));
  return KEY_MEMBERS[kind].map((member) => String(members.get(member))).join(' ');
}
