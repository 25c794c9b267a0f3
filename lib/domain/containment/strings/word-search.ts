import { assertNever } from '../../assert-never.ts';
import { type AutomatonState, findLoop } from './automaton.ts';
import { pickChar } from './char-set.ts';
import type { Lang } from './lang.ts';
import type { Languages } from './languages.ts';

export class LanguageTooHard extends Error {}

export interface WordQuery {
  readonly min?: number;
  readonly max?: number;
  /** Words that do not count. */
  readonly avoid?: ReadonlySet<string>;
}

/** States that one question may visit before it is given up. */
const MAX_STATES = 6_000;
const MAX_WORD = 20_000;
/** Up to this least length the states are simply counted through. */
const MAX_PLAIN_LENGTH = 40;

/** Looks for words of languages: shortest ones, long ones, and any if the shortest is out of reach. */
export class WordSearch {
  readonly #languages: Languages;
  readonly #known = new Map<string, string | undefined>();

  constructor(languages: Languages) {
    this.#languages = languages;
  }

  /** A shortest word within the lengths (in code points) that is not to be avoided. Throws `LanguageTooHard`. */
  find(lang: Lang, query: WordQuery): string | undefined {
    const { min = 0, max = Number.POSITIVE_INFINITY, avoid } = query;
    if (lang === this.#languages.none || min > max) return undefined;
    const word = this.#search(lang, min, max);
    if (word === undefined || !avoid?.has(word)) return word;
    return this.#avoiding(lang, { min, max, avoid });
  }

  #avoiding(
    lang: Lang,
    { min, max, avoid }: { min: number; max: number; avoid: ReadonlySet<string> },
  ): string | undefined {
    // A word longer than all that are excluded needs no automaton of the excluded ones.
    if (avoid.size > 8) {
      const longest = [...avoid].reduce((length, word) => Math.max(length, [...word].length), 0);
      const longer = longest + 1 <= max ? this.#search(lang, Math.max(min, longest + 1), max) : undefined;
      if (longer !== undefined) return longer;
    }
    const languages = this.#languages;
    const excluded = languages.or(...[...avoid].map((word) => languages.literal(word)));
    return this.#search(languages.and(lang, languages.not(excluded)), min, max);
  }

  #search(lang: Lang, min: number, max: number): string | undefined {
    const key = `${lang.id},${min},${max}`;
    if (this.#known.has(key)) return this.#known.get(key);
    const word = this.#look(lang, min, max);
    this.#known.set(key, word);
    return word;
  }

  #look(lang: Lang, min: number, max: number): string | undefined {
    if (min > MAX_PLAIN_LENGTH) {
      const word = this.#pumped(lang, min);
      if (word === undefined || [...word].length <= max) return word;
    }
    try {
      return this.#breadthFirst(lang, min, max);
    } catch (error) {
      if (!(error instanceof LanguageTooHard)) throw error;
      const word = this.#guided(lang, min, max);
      if (word === undefined) throw error;
      return word;
    }
  }

  /** A word of at least `min` characters, made long by going round a loop; `undefined` only if there is none. */
  #pumped(lang: Lang, min: number): string | undefined {
    const automaton = this.#automaton(lang);
    if (!automaton.some(({ accepting }) => accepting)) return undefined;
    const loop = findLoop(automaton);
    // Without a loop on the way to acceptance the words are finitely many, and short enough to look through.
    if (!loop) return this.#breadthFirst(lang, min, Number.POSITIVE_INFINITY);
    const rounds = Math.max(0, Math.ceil((min - loop.before.length - loop.after.length) / loop.round.length));
    if (rounds * loop.round.length > MAX_WORD) throw new LanguageTooHard();
    return (
      String.fromCodePoint(...loop.before) +
      String.fromCodePoint(...loop.round).repeat(rounds) +
      String.fromCodePoint(...loop.after)
    );
  }

  /** All reachable states; state 0 is the start. */
  #automaton(lang: Lang): readonly AutomatonState[] {
    const numbers = new Map<Lang, number>([[lang, 0]]);
    const states: AutomatonState[] = [];
    const queue = [lang];
    // The queue grows while it is read.
    for (const state of queue) {
      const edges: { char: number; to: number }[] = [];
      for (const set of this.#languages.classes(state)) {
        const char = pickChar(set);
        const derived = this.#languages.derive(state, char);
        for (const next of derived.kind === 'or' ? derived.parts : [derived]) {
          if (next === this.#languages.none) continue;
          let to = numbers.get(next);
          if (to === undefined) {
            to = numbers.size;
            numbers.set(next, to);
            queue.push(next);
            if (queue.length > MAX_STATES) throw new LanguageTooHard();
          }
          edges.push({ char, to });
        }
      }
      states.push({ accepting: state.nullable, edges });
    }
    return states;
  }

  /** Any word, looked for if the least seems to be missing; finding none proves nothing. */
  #guided(lang: Lang, min: number, max: number): string | undefined {
    interface State {
      readonly lang: Lang;
      readonly before: State | undefined;
      readonly char: number;
      readonly length: number;
    }
    const buckets: State[][] = [];
    const seen = new Set<string>();
    const push = (state: State): void => {
      const key = `${state.lang.id},${state.length}`;
      if (state.lang === this.#languages.none || state.length > max || seen.has(key)) return;
      seen.add(key);
      const missing = Math.min(distance(state.lang) + Math.max(0, min - state.length), 5_000);
      const bucket = buckets[missing] ?? [];
      buckets[missing] = bucket;
      bucket.push(state);
    };
    push({ lang, before: undefined, char: -1, length: 0 });
    for (let visited = 0; visited < MAX_STATES; visited++) {
      const state = buckets.find((bucket) => bucket && bucket.length > 0)?.pop();
      if (!state) return undefined;
      if (state.lang.nullable && state.length >= min) {
        const chars: number[] = [];
        for (let step: State | undefined = state; step && step.char >= 0; step = step.before) chars.push(step.char);
        return String.fromCodePoint(...chars.reverse());
      }
      for (const set of this.#languages.classes(state.lang)) {
        const char = pickChar(set);
        const derived = this.#languages.derive(state.lang, char);
        for (const next of derived.kind === 'or' ? derived.parts : [derived])
          push({ lang: next, before: state, char, length: state.length + 1 });
      }
    }
    return undefined;
  }

  #breadthFirst(lang: Lang, min: number, max: number): string | undefined {
    interface State {
      readonly lang: Lang;
      readonly before: State | undefined;
      readonly char: number;
      readonly length: number;
    }
    const seen = new Set<string>();
    const queue: State[] = [];
    const visit = (state: State): void => {
      if (state.lang === this.#languages.none || state.length > max) return;
      if (state.lang.kind === 'or') {
        for (const part of state.lang.parts) visit({ ...state, lang: part });
        return;
      }
      // Without a maximum only the length up to the minimum matters; breadth first finds the shortest for the rest.
      const key = `${state.lang.id},${Math.min(state.length, min)}`;
      if (seen.has(key)) return;
      seen.add(key);
      if (seen.size > MAX_STATES) throw new LanguageTooHard();
      queue.push(state);
    };
    visit({ lang, before: undefined, char: -1, length: 0 });
    for (const state of queue) {
      if (state.lang.nullable && state.length >= min) return spell(state);
      if (state.lang === this.#languages.all) {
        if (min > MAX_WORD) throw new LanguageTooHard();
        return spell(state) + 'a'.repeat(min - state.length);
      }
      for (const set of this.#languages.classes(state.lang)) {
        const char = pickChar(set);
        visit({ lang: this.#languages.derive(state.lang, char), before: state, char, length: state.length + 1 });
      }
    }
    return undefined;

    function spell(last: State): string {
      const chars: string[] = [];
      for (let state: State | undefined = last; state && state.char >= 0; state = state.before)
        chars.push(String.fromCodePoint(state.char));
      return chars.reverse().join('');
    }
  }
}

/** A guess at how many characters are missing to a word. */
function distance(lang: Lang): number {
  const known = distances.get(lang);
  if (known !== undefined) return known;
  let result = 0;
  switch (lang.kind) {
    case 'set':
    case 'rec':
      result = lang.nullable ? 0 : 1;
      break;
    case 'cat':
    case 'and':
      for (const part of lang.parts) result += distance(part);
      break;
    case 'or':
      result = Math.min(...lang.parts.map(distance));
      break;
    case 'rep':
      result = Math.min(lang.min, 1_000) * distance(lang.parts[0]);
      break;
    case 'not':
      result = lang.nullable ? 0 : 1;
      break;
    case 'none':
    case 'eps':
      break;
    default:
      assertNever(lang);
  }
  distances.set(lang, result);
  return result;
}
const distances = new WeakMap<Lang, number>();
