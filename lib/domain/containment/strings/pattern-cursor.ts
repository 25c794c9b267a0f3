/** Reads a pattern character by character (code points, as the `u` flag has it). */
export class PatternCursor {
  at = 0;
  readonly #chars: readonly string[];

  constructor(source: string) {
    this.#chars = [...source];
  }

  /** The next character, which stays; or one further on. */
  peek(further = 0): string | undefined {
    return this.#chars[this.at + further];
  }

  /** The next character, which is passed; there must be one. */
  next(): string {
    return this.#chars[this.at++] as string;
  }

  /** Passes the text if it comes next. */
  take(text: string): boolean {
    const found = this.look(text.length) === text;
    if (found) this.at += text.length;
    return found;
  }

  /** So many characters from here, or those that are left. */
  look(length: number): string {
    return this.#chars.slice(this.at, this.at + length).join('');
  }

  /** Where a character comes next; -1 if it does not. */
  find(char: string): number {
    return this.#chars.indexOf(char, this.at);
  }

  /** The part of the pattern before a position found by `find`. */
  upTo(end: number): string {
    return this.#chars.slice(this.at, end).join('');
  }
}
