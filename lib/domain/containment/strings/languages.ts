/*
 * Strings: takes ECMA-262 patterns, gives regular languages over code points with intersection and complement, and
 * searches words in them. A pattern that is not regular stays an `OpaquePattern`, which can only be tested on a string.
 */

import { Budget } from '../budget.ts';
import { ANY_CHAR, type CharSet, complement, hasChar, intersect, isEmptySet, union } from './char-set.ts';
import type { Lang, LangShape } from './lang.ts';
import { LanguageTooHard, type WordQuery, WordSearch } from './word-search.ts';

/** Makes regular languages hash-consed, and answers questions about them. */
export class Languages {
  readonly none: Lang;
  readonly eps: Lang;
  readonly any: Lang;
  readonly all: Lang;
  readonly #table = new Map<string, Lang>();
  readonly #words = new WordSearch(this);
  readonly budget: Budget;
  #count = 0;

  constructor(budget = new Budget(Number.MAX_SAFE_INTEGER)) {
    this.budget = budget;
    this.none = this.#intern('0', { kind: 'none', nullable: false, parts: [] });
    this.eps = this.#intern('1', { kind: 'eps', nullable: true, parts: [] });
    this.any = this.set(ANY_CHAR);
    this.all = this.rep(this.any, 0, Number.POSITIVE_INFINITY);
  }

  set(set: CharSet): Lang {
    return isEmptySet(set)
      ? this.none
      : this.#intern(`s${set.join()}`, { kind: 'set', nullable: false, parts: [], set });
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
    if (first.kind === 'cat') return this.cat(first.parts[0], this.cat(first.parts[1], second));
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
      return lang.kind === 'not' && parts.has(lang.parts[0].id);
    };
    if (langs.some(add)) return this.all;
    if (chars) add2(parts, this.set(chars));
    for (const part of parts.values()) if (part.kind === 'not' && parts.has(part.parts[0].id)) return this.all;
    const list = [...parts.values()].sort((a, b) => a.id - b.id);
    const nullableElsewhere = list.some((part) => part !== this.eps && part.nullable);
    const kept = nullableElsewhere ? list.filter((part) => part !== this.eps) : list;
    if (kept.length === 0) return this.none;
    if (kept.length === 1 && kept[0]) return kept[0];
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
    for (const part of parts.values()) if (part.kind === 'not' && parts.has(part.parts[0].id)) return this.none;
    const list = [...parts.values()].sort((a, b) => a.id - b.id);
    if (parts.has(this.eps.id)) return list.every((part) => part.nullable) ? this.eps : this.none;
    if (list.length === 0) return this.all;
    if (list.length === 1 && list[0]) return list[0];
    return this.#intern(`a${list.map((part) => part.id).join()}`, {
      kind: 'and',
      nullable: list.every((part) => part.nullable),
      parts: list,
    });
  }

  not(lang: Lang): Lang {
    if (lang === this.none) return this.all;
    if (lang === this.all) return this.none;
    if (lang.kind === 'not') return lang.parts[0];
    return this.#intern(`n${lang.id}`, { kind: 'not', nullable: !lang.nullable, parts: [lang] });
  }

  /** A language given by an equation; `define` is asked once, and must consume a character before it recurs. */
  recursive(nullable: boolean, define: () => Lang): Lang {
    return this.#intern(`x${this.#count}`, { kind: 'rec', nullable, parts: [], define });
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
    return this.#words.find(lang, query);
  }

  derive(lang: Lang, char: number): Lang {
    const known = lang.next.get(char);
    this.budget.spend(known ? 1 / 16 : 1);
    if (known) return known;
    const result = this.#derive(lang, char);
    lang.next.set(char, result);
    return result;
  }

  #derive(lang: Lang, char: number): Lang {
    switch (lang.kind) {
      case 'none':
      case 'eps':
        return this.none;
      case 'set':
        return hasChar(lang.set, char) ? this.eps : this.none;
      case 'cat': {
        const [first, rest] = lang.parts;
        const head = this.derive(first, char);
        const heads = head.kind === 'or' ? head.parts.map((part) => this.cat(part, rest)) : [this.cat(head, rest)];
        return first.nullable ? this.or(...heads, this.derive(rest, char)) : this.or(...heads);
      }
      case 'rep':
        if (lang === this.all) return lang;
        return this.cat(
          this.derive(lang.parts[0], char),
          this.rep(lang.parts[0], Math.max(lang.min - 1, 0), lang.max - 1),
        );
      case 'or':
        return this.or(...lang.parts.map((part) => this.derive(part, char)));
      case 'and':
        return this.and(...lang.parts.map((part) => this.derive(part, char)));
      case 'not':
        return this.not(this.derive(lang.parts[0], char));
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
  classes(lang: Lang): readonly CharSet[] {
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

  #intern(key: string, shape: LangShape): Lang {
    const known = this.#table.get(key);
    if (known) return known;
    this.budget.keep(16 + key.length / 16);
    const lang: Lang = { id: this.#count++, set: [], min: 0, max: 0, next: new Map(), ...shape };
    this.#table.set(key, lang);
    return lang;
  }
}

const add2 = (parts: Map<number, Lang>, lang: Lang): void => {
  parts.set(lang.id, lang);
};
