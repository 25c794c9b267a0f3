import { type CharSet, complement, intersect, union } from './char-set.ts';
import type { Lang } from './lang.ts';
import type { Languages } from './languages.ts';
import { WORD } from './regex-characters.ts';

/** The conditions on which the rest of a pattern may depend besides the text that follows. */
export interface Position {
  /** The character before decides what `^` and `\b` mean here. */
  readonly before: 'start' | 'word' | 'other' | 'any';
  /** Whether something was consumed since the innermost round of a loop began. */
  readonly hasMoved: boolean;
  /** Of each look-behind: it holds here exactly if its language, derived by the text so far, has the empty word. */
  readonly behind: readonly Lang[];
}
/** Positions of one pattern, and where its characters lead. */
export class Positions {
  readonly #languages: Languages;
  /** Whether the pattern asks where words begin and end. */
  readonly #boundaries: boolean;
  readonly #known = new Map<string, Position>();

  constructor(languages: Languages, boundaries: boolean) {
    this.#languages = languages;
    this.#boundaries = boundaries;
  }

  /** Equal positions are one object. */
  at({ before, hasMoved, behind }: Position): Position {
    const key = `${before}${hasMoved}${behind.map(({ id }) => id).join()}`;
    const known = this.#known.get(key) ?? { before, hasMoved, behind };
    this.#known.set(key, known);
    return known;
  }

  /** The positions to which the characters of a set lead. */
  behind(at: Position, set: CharSet): ReadonlyMap<Position, CharSet> {
    let steps: { chars: CharSet; before: Position['before']; behind: readonly Lang[] }[] = this.#boundaries
      ? [
          { chars: intersect(set, WORD), before: 'word', behind: [] },
          { chars: intersect(set, complement(WORD)), before: 'other', behind: [] },
        ]
      : [{ chars: set, before: 'any', behind: [] }];
    for (const lang of at.behind)
      steps = steps.flatMap(({ chars, before, behind }) =>
        this.#languages
          .classes(lang)
          .map((alike) => ({
            chars: intersect(chars, alike),
            before,
            behind: [...behind, this.#languages.derive(lang, alike[0] ?? 0)],
          }))
          .filter((step) => step.chars.length > 0),
      );
    const found = new Map<Position, CharSet>();
    for (const { chars, before, behind } of steps) {
      if (chars.length === 0) continue;
      const to = this.at({ before, hasMoved: true, behind });
      found.set(to, union(found.get(to) ?? [], chars));
    }
    return found;
  }
}
