import { hasChar } from './char-set.ts';
import type { Regex, Repetition } from './regex.ts';
import { WORD } from './regex-characters.ts';

/** Schemas come from strangers, and backtracking may take time that is exponential in the text: so it is counted. */
const MAX_STEPS = 20_000;
/** Parts being matched inside one another: a bound on the call stack. */
const MAX_DEPTH = 800;

class GivenUp extends Error {}

/**
 * Whether `new RegExp(source, 'u')` would find the pattern in the string, back-references included; `undefined` if that
 * takes too many steps. The steps are the same on every machine, unlike the platform's own time.
 */
export function findsMatch(regex: Regex, text: string): boolean | undefined {
  const search = new Search([...text].map((char) => char.codePointAt(0) ?? 0));
  try {
    return search.run(regex);
  } catch (error) {
    if (error instanceof GivenUp) return undefined;
    throw error;
  }
}

/** Where a part goes on: which way it reads, and what is to follow. */
interface Way {
  /** Look-behinds read from their end to their beginning. */
  readonly step: 1 | -1;
  readonly next: (at: number) => boolean;
}
type Capture = readonly [from: number, to: number];

/** The matcher of ECMA-262, section 22.2.2: every part gets what is to follow, and tries it for each way to match. */
class Search {
  readonly #chars: readonly number[];
  #captures: (Capture | undefined)[] = [];
  #left = MAX_STEPS;
  #depth = 0;

  constructor(chars: readonly number[]) {
    this.#chars = chars;
  }

  run(regex: Regex): boolean {
    for (let start = 0; start <= this.#chars.length; start++) {
      this.#captures = [];
      if (this.#match(regex, start, { step: 1, next: () => true })) return true;
    }
    return false;
  }

  #match(regex: Regex, at: number, way: Way): boolean {
    if (--this.#left < 0 || ++this.#depth > MAX_DEPTH) throw new GivenUp();
    const found = this.#try(regex, at, way);
    this.#depth--;
    return found;
  }

  #try(regex: Regex, at: number, way: Way): boolean {
    const { step, next } = way;
    switch (regex.kind) {
      case 'set': {
        const char = this.#chars[step === 1 ? at : at - 1];
        return char !== undefined && hasChar(regex.set, char) && next(at + step);
      }
      case 'cat':
        return this.#sequence(step === 1 ? regex.parts : regex.parts.toReversed(), at, way);
      case 'alt':
        return regex.parts.some((part) => this.#match(part, at, way));
      case 'rep':
        return this.#repeat(regex, at, way);
      case 'group':
        return this.#match(regex.part, at, {
          step,
          next: (end) => this.#capturing(regex.group, step === 1 ? [at, end] : [end, at], () => next(end)),
        });
      case 'back':
        return this.#back(this.#captures[regex.group], at, way);
      case 'start':
        return at === 0 && next(at);
      case 'end':
        return at === this.#chars.length && next(at);
      case 'boundary':
        return (this.#isWord(at - 1) !== this.#isWord(at)) !== regex.negated && next(at);
      case 'lookahead':
      case 'lookbehind':
        return this.#assert(regex, at, next);
    }
  }

  #sequence([first, ...others]: readonly Regex[], at: number, way: Way): boolean {
    if (!first) return way.next(at);
    return this.#match(first, at, { step: way.step, next: (end) => this.#sequence(others, end, way) });
  }

  #repeat(regex: Repetition, at: number, way: Way): boolean {
    const { min, max, isLazy } = regex;
    if (max === 0) return way.next(at);
    if (min > 0) return this.#round(regex, at, way);
    return isLazy ? way.next(at) || this.#round(regex, at, way) : this.#round(regex, at, way) || way.next(at);
  }

  /** One round, and the others behind it. It forgets what the last one captured; one more than needed must move. */
  #round(regex: Repetition, at: number, way: Way): boolean {
    const { part, min, max, groups } = regex;
    const kept = this.#captures;
    this.#captures = kept.map((capture, group) => (group >= groups.from && group < groups.to ? undefined : capture));
    const found = this.#match(part, at, {
      step: way.step,
      next: (end) =>
        (min > 0 || end !== at) && this.#repeat({ ...regex, min: Math.max(min - 1, 0), max: max - 1 }, end, way),
    });
    if (!found) this.#captures = kept;
    return found;
  }

  #capturing(group: number, capture: Capture, next: () => boolean): boolean {
    const kept = this.#captures;
    this.#captures = [...kept];
    this.#captures[group] = capture;
    const found = next();
    if (!found) this.#captures = kept;
    return found;
  }

  /** The text of a group again; of one that took no part, the empty text. */
  #back(capture: Capture | undefined, at: number, { step, next }: Way): boolean {
    if (!capture) return next(at);
    const length = capture[1] - capture[0];
    const from = step === 1 ? at : at - length;
    if (from < 0 || from + length > this.#chars.length) return false;
    for (let index = 0; index < length; index++)
      if (this.#chars[capture[0] + index] !== this.#chars[from + index]) return false;
    return next(at + step * length);
  }

  /** Whether an assertion's part matches is asked once, for itself; what it captured then stays. */
  #assert(regex: Extract<Regex, { kind: 'lookahead' | 'lookbehind' }>, at: number, next: Way['next']): boolean {
    const kept = this.#captures;
    const holds = this.#match(regex.part, at, { step: regex.kind === 'lookahead' ? 1 : -1, next: () => true });
    if (regex.negated) this.#captures = kept;
    const found = holds !== regex.negated && next(at);
    if (!found) this.#captures = kept;
    return found;
  }

  #isWord(at: number): boolean {
    const char = this.#chars[at];
    return char !== undefined && hasChar(WORD, char);
  }
}
