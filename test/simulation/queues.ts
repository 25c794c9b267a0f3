import type { Random } from './random.ts';

interface Entry<Message> {
  readonly message: Message;
  readonly group: string;
  visibleAt: string;
  receives: number;
}

/** An at-least-once queue: in order within a group, in any order without, now and then twice. */
export class SimulatedQueue<Message> {
  readonly #random: Random;
  readonly #entries: Entry<Message>[] = [];
  readonly #now: () => string;
  mostReceives = 0;

  constructor(random: Random, now: () => string) {
    this.#random = random;
    this.#now = now;
  }
  get length(): number {
    return this.#entries.length;
  }
  /** `group`: only its first message is to be had; '' is none. */
  add(message: Message, group = ''): void {
    const at = group === '' ? this.#random.int(0, this.#entries.length) : this.#entries.length;
    this.#entries.splice(at, 0, { message, group, visibleAt: this.#now(), receives: 0 });
  }
  /** Up to `most` messages of different groups that are visible now. */
  take(most: number): readonly Entry<Message>[] {
    const groups = new Set<string>();
    const taken: Entry<Message>[] = [];
    for (const entry of this.#entries) {
      if (taken.length === most) break;
      const isBlocked = entry.group !== '' && groups.has(entry.group);
      if (entry.group !== '') groups.add(entry.group);
      if (isBlocked || entry.visibleAt > this.#now()) continue;
      entry.receives++;
      this.mostReceives = Math.max(this.mostReceives, entry.receives);
      taken.push(entry);
    }
    return taken;
  }
  /** Done with; one in fifty comes once more all the same. */
  done(entry: Entry<Message>): void {
    if (this.#random.chance(0.02)) entry.visibleAt = this.#now();
    else this.#entries.splice(this.#entries.indexOf(entry), 1);
  }
  again(entry: Entry<Message>, visibleAt: string): void {
    entry.visibleAt = visibleAt;
  }
  /** When the next message is to be had; none when it is empty. */
  get nextAt(): string | undefined {
    const groups = new Set<string>();
    const heads = this.#entries.filter(({ group }) => {
      const isBlocked = group !== '' && groups.has(group);
      groups.add(group);
      return !isBlocked;
    });
    return heads.map(({ visibleAt }) => visibleAt).sort()[0];
  }
}
