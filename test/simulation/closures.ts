import type { Span } from './evidence.ts';

/** Which Slack channels are archived, and which repositories are gone, since when and until when. */
export class Closures {
  readonly spans = new Map<string, Span[]>();
  readonly #now: () => string;

  constructor(now: () => string) {
    this.#now = now;
  }

  isClosed(place: string): boolean {
    return this.spans.get(place)?.at(-1)?.to === OPEN_END;
  }
  /** Those that take nothing now. */
  get closed(): readonly string[] {
    return [...this.spans.keys()].filter((place) => this.isClosed(place));
  }
  close(place: string): void {
    if (this.isClosed(place)) return;
    this.spans.set(place, [...(this.spans.get(place) ?? []), { from: this.#now(), to: OPEN_END }]);
  }
  reopen(place: string): void {
    const spans = this.spans.get(place) ?? [];
    const last = spans.pop();
    if (last) spans.push({ from: last.from, to: this.#now() });
  }
}

const OPEN_END = '9999';
