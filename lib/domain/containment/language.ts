import { Budget } from './budget.ts';
import { ANY_CHAR, type CharSet, complement, hasChar, intersect, isEmptySet, pickChar, union } from './char-set.ts';

/**
 * A regular language over code points, hash-consed: equal ids are equal languages (not the other way round).
 * Derivatives after Brzozowski 1964 and Owens, Reppy, Turon 2009, with native intersection and complement.
 */
export interface Lang {
  readonly id: number;
  readonly kind: 'none' | 'eps' | 'set' | 'cat' | 'or' | 'and' | 'not' | 'rep' | 'rec';
  readonly nullable: boolean;
  readonly set: CharSet;
  readonly parts: readonly Lang[];
  readonly min: number;
  readonly max: number;
  /** Of a `rec`: its definition, made on first use. */
  define?: (() => Lang) | undefined;
  readonly next: Map<number, Lang>;
  firsts?: readonly Lang[];
  classes?: readonly CharSet[];
}

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

interface AutomatonState {
  readonly accepting: boolean;
  readonly edges: readonly { readonly char: number; readonly to: number }[];
}

export class Languages {
  readonly none: Lang;
  readonly eps: Lang;
  readonly any: Lang;
  readonly all: Lang;
  readonly #table = new Map<string, Lang>();
  readonly #words = new Map<string, string | undefined>();
  readonly #budget: Budget;
  #count = 0;

  constructor(budget = new Budget(Number.MAX_SAFE_INTEGER)) {
    this.#budget = budget;
    this.none = this.#intern('0', { kind: 'none', nullable: false });
    this.eps = this.#intern('1', { kind: 'eps', nullable: true });
    this.any = this.set(ANY_CHAR);
    this.all = this.rep(this.any, 0, Number.POSITIVE_INFINITY);
  }

  set(set: CharSet): Lang {
    return isEmptySet(set) ? this.none : this.#intern(`s${set.join()}`, { kind: 'set', nullable: false, set });
  }

  literal(text: string): Lang {
    let result = this.eps;
    for (const char of [...text].reverse()) {
      const code = char.codePointAt(0) ?? 0;
      result = this.cat(this.set([code, code]), result);
    }
    return result;
  }

  cat(first: Lang, second: Lang): Lang {
    if (first === this.none || second === this.none) return this.none;
    if (first === this.eps) return second;
    if (second === this.eps) return first;
    if ((first === this.all && second.nullable) || (second === this.all && first.nullable)) return this.all;
    if (first.kind === 'cat') return this.cat(first.parts[0] as Lang, this.cat(first.parts[1] as Lang, second));
    if (first === this.all && second.kind === 'cat' && second.parts[0] === this.all) return second;
    return this.#intern(`c${first.id},${second.id}`, {
      kind: 'cat',
      nullable: first.nullable && second.nullable,
      parts: [first, second],
    });
  }

  rep(item: Lang, min: number, max: number): Lang {
    if (max === 0 || item === this.eps) return this.eps;
    if (item === this.none) return min === 0 ? this.eps : this.none;
    if (min === 1 && max === 1) return item;
    const least = item.nullable ? 0 : min;
    return this.#intern(`r${item.id},${least},${max}`, {
      kind: 'rep',
      nullable: least === 0,
      parts: [item],
      min: least,
      max,
    });
  }

  or(...langs: readonly Lang[]): Lang {
    const parts = new Map<number, Lang>();
    let chars: CharSet | undefined;
    const add = (lang: Lang): boolean => {
      if (lang === this.all) return true;
      if (lang.kind === 'or') return lang.parts.some(add);
      if (lang.kind === 'set') chars = chars ? union(chars, lang.set) : lang.set;
      else if (lang !== this.none) parts.set(lang.id, lang);
      return lang.kind === 'not' && parts.has((lang.parts[0] as Lang).id);
    };
    if (langs.some(add)) return this.all;
    if (chars) add2(parts, this.set(chars));
    for (const part of parts.values())
      if (part.kind === 'not' && parts.has((part.parts[0] as Lang).id)) return this.all;
    const list = [...parts.values()].sort((a, b) => a.id - b.id);
    const nullableElsewhere = list.some((part) => part !== this.eps && part.nullable);
    const kept = nullableElsewhere ? list.filter((part) => part !== this.eps) : list;
    if (kept.length === 0) return this.none;
    if (kept.length === 1) return kept[0] as Lang;
    return this.#intern(`o${kept.map((part) => part.id).join()}`, {
      kind: 'or',
      nullable: kept.some((part) => part.nullable),
      parts: kept,
    });
  }

  and(...langs: readonly Lang[]): Lang {
    const parts = new Map<number, Lang>();
    let chars: CharSet | undefined;
    const add = (lang: Lang): boolean => {
      if (lang === this.none) return true;
      if (lang.kind === 'and') return lang.parts.some(add);
      if (lang.kind === 'set') chars = chars ? intersect(chars, lang.set) : lang.set;
      else if (lang !== this.all) parts.set(lang.id, lang);
      return false;
    };
    if (langs.some(add)) return this.none;
    if (chars) {
      if (isEmptySet(chars)) return this.none;
      add2(parts, this.set(chars));
    }
    for (const part of parts.values())
      if (part.kind === 'not' && parts.has((part.parts[0] as Lang).id)) return this.none;
    const list = [...parts.values()].sort((a, b) => a.id - b.id);
    if (parts.has(this.eps.id)) return list.every((part) => part.nullable) ? this.eps : this.none;
    if (list.length === 0) return this.all;
    if (list.length === 1) return list[0] as Lang;
    return this.#intern(`a${list.map((part) => part.id).join()}`, {
      kind: 'and',
      nullable: list.every((part) => part.nullable),
      parts: list,
    });
  }

  not(lang: Lang): Lang {
    if (lang === this.none) return this.all;
    if (lang === this.all) return this.none;
    if (lang.kind === 'not') return lang.parts[0] as Lang;
    return this.#intern(`n${lang.id}`, { kind: 'not', nullable: !lang.nullable, parts: [lang] });
  }

  /** A language given by an equation; `define` is asked once, and must consume a character before it recurs. */
  recursive(nullable: boolean, define: () => Lang): Lang {
    return this.#intern(`x${this.#count}`, { kind: 'rec', nullable, define });
  }

  has(lang: Lang, text: string): boolean {
    let state = lang;
    for (const char of text) {
      state = this.derive(state, char.codePointAt(0) ?? 0);
      if (state === this.none || state === this.all) break;
    }
    return state.nullable;
  }

  isEmpty(lang: Lang): boolean {
    return this.findWord(lang) === undefined;
  }

  /** A shortest word within the lengths (in code points) that is not to be avoided. Throws `LanguageTooHard`. */
  findWord(lang: Lang, query: WordQuery = {}): string | undefined {
    const { min = 0, max = Number.POSITIVE_INFINITY, avoid } = query;
    if (lang === this.none || min > max) return undefined;
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
    const excluded = this.or(...[...avoid].map((word) => this.literal(word)));
    return this.#search(this.and(lang, this.not(excluded)), min, max);
  }

  derive(lang: Lang, char: number): Lang {
    const known = lang.next.get(char);
    if (known) return known;
    this.#budget.spend(1);
    const result = this.#derive(lang, char);
    lang.next.set(char, result);
    return result;
  }

  #derive(lang: Lang, char: number): Lang {
    const [first, second] = lang.parts;
    switch (lang.kind) {
      case 'none':
      case 'eps':
        return this.none;
      case 'set':
        return hasChar(lang.set, char) ? this.eps : this.none;
      case 'cat': {
        const head = this.derive(first as Lang, char);
        const rest = second as Lang;
        const heads = head.kind === 'or' ? head.parts.map((part) => this.cat(part, rest)) : [this.cat(head, rest)];
        return (first as Lang).nullable ? this.or(...heads, this.derive(rest, char)) : this.or(...heads);
      }
      case 'rep':
        if (lang === this.all) return lang;
        return this.cat(
          this.derive(first as Lang, char),
          this.rep(first as Lang, Math.max(lang.min - 1, 0), lang.max - 1),
        );
      case 'or':
        return this.or(...lang.parts.map((part) => this.derive(part, char)));
      case 'and':
        return this.and(...lang.parts.map((part) => this.derive(part, char)));
      case 'not':
        return this.not(this.derive(first as Lang, char));
      case 'rec':
        return this.derive(this.#definition(lang), char);
    }
  }

  #definition(lang: Lang): Lang {
    const defined = lang.define?.();
    if (!defined) throw new TypeError('a recursive language has a definition');
    lang.define = () => defined;
    return defined;
  }

  /** Representative classes of characters: all members of one have the same derivative. */
  #classes(lang: Lang): readonly CharSet[] {
    if (lang.classes) return lang.classes;
    let classes: CharSet[] = [ANY_CHAR];
    for (const { set } of this.#firsts(lang)) {
      const outside = complement(set);
      classes = classes
        .flatMap((part) => [intersect(part, set), intersect(part, outside)])
        .filter((part) => part.length > 0);
      if (classes.length > 2_000) throw new LanguageTooHard();
    }
    lang.classes = classes;
    return classes;
  }

  #firsts(lang: Lang): readonly Lang[] {
    if (lang.firsts) return lang.firsts;
    const found = new Set<Lang>();
    const from = (inner: Lang | undefined): void => {
      if (inner) for (const set of this.#firsts(inner)) found.add(set);
    };
    if (lang.kind === 'set') found.add(lang);
    else if (lang.kind === 'rec') from(this.#definition(lang));
    else if (lang.kind === 'cat') {
      from(lang.parts[0]);
      if (lang.parts[0]?.nullable) from(lang.parts[1]);
    } else for (const part of lang.parts) from(part);
    lang.firsts = [...found];
    return lang.firsts;
  }

  #search(lang: Lang, min: number, max: number): string | undefined {
    const key = `${lang.id},${min},${max}`;
    if (this.#words.has(key)) return this.#words.get(key);
    const word = this.#find(lang, min, max);
    this.#words.set(key, word);
    return word;
  }

  #find(lang: Lang, min: number, max: number): string | undefined {
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

  /** A word of at least `min` characters, made long by going round a loop; `undefined` only where there is none. */
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
    for (let at = 0; at < queue.length; at++) {
      const state = queue[at] as Lang;
      const edges: { char: number; to: number }[] = [];
      for (const set of this.#classes(state)) {
        const char = pickChar(set);
        const derived = this.derive(state, char);
        for (const next of derived.kind === 'or' ? derived.parts : [derived]) {
          if (next === this.none) continue;
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

  /** Any word, looked for where the least seems to be missing; finding none proves nothing. */
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
      if (state.lang === this.none || state.length > max || seen.has(key)) return;
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
      for (const set of this.#classes(state.lang)) {
        const char = pickChar(set);
        const derived = this.derive(state.lang, char);
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
      if (state.lang === this.none || state.length > max) return;
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
    for (let at = 0; at < queue.length; at++) {
      const state = queue[at] as State;
      if (state.lang.nullable && state.length >= min) return spell(state);
      if (state.lang === this.all) {
        if (min > MAX_WORD) throw new LanguageTooHard();
        return spell(state) + 'a'.repeat(min - state.length);
      }
      for (const set of this.#classes(state.lang)) {
        const char = pickChar(set);
        visit({ lang: this.derive(state.lang, char), before: state, char, length: state.length + 1 });
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

  #intern(key: string, shape: Pick<Lang, 'kind' | 'nullable'> & Partial<Lang>): Lang {
    const known = this.#table.get(key);
    if (known) return known;
    const lang: Lang = { id: this.#count++, set: [], parts: [], min: 0, max: 0, next: new Map(), ...shape };
    this.#table.set(key, lang);
    return lang;
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
      result = Math.min(lang.min, 1_000) * distance(lang.parts[0] as Lang);
      break;
    case 'not':
      result = lang.nullable ? 0 : 1;
      break;
    default:
      result = 0;
  }
  distances.set(lang, result);
  return result;
}
const distances = new WeakMap<Lang, number>();

/** A way from the start to a state, from there back to it, and on to acceptance. */
function findLoop(
  states: readonly AutomatonState[],
): { before: readonly number[]; round: readonly number[]; after: readonly number[] } | undefined {
  const path = (
    from: number,
    isGoal: (state: number) => boolean,
    atLeastOne: boolean,
  ): readonly number[] | undefined => {
    const queue: { state: number; before: number; char: number }[] = [{ state: from, before: -1, char: -1 }];
    const seen = new Set<number>(atLeastOne ? [] : [from]);
    for (let at = 0; at < queue.length; at++) {
      const { state } = queue[at] as { state: number };
      if (isGoal(state) && (at > 0 || !atLeastOne)) {
        const chars: number[] = [];
        for (let step = queue[at]; step && step.before >= 0; step = queue[step.before]) chars.push(step.char);
        return chars.reverse();
      }
      for (const { char, to } of states[state]?.edges ?? [])
        if (!seen.has(to)) {
          seen.add(to);
          queue.push({ state: to, before: at, char });
        }
    }
    return undefined;
  };
  // Most loops stand near the start or the end; trying each state is quadratic, so only so many are tried.
  const tried = Math.min(states.length, 400);
  for (let state = 0; state < tried; state++) {
    const round = path(state, (other) => other === state, true);
    const after = round && path(state, (other) => states[other]?.accepting === true, false);
    const before = after && path(0, (other) => other === state, false);
    if (round && after && before) return { before, round, after };
  }
  return undefined;
}

const add2 = (parts: Map<number, Lang>, lang: Lang): void => {
  parts.set(lang.id, lang);
};
