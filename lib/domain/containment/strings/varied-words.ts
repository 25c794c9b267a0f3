import { hasChar, readableChars } from './char-set.ts';
import type { Lang } from './lang.ts';
import type { Languages } from './languages.ts';

/** How much longer than the shortest word others are looked for. */
const LONGER = [0, 1, 2, 4, 8];
/** Which of the characters that do as well is at each place: the first one's number, and how the next ones differ. */
const TURNS = [
  { start: 0, step: 0 },
  { start: 0, step: 1 },
  { start: 1, step: 0 },
  { start: 7, step: 3 },
] as const;
const MAX_VARIED = 64;

/**
 * Words of a language within the lengths, of several lengths and with other characters: worth trying if more is asked
 * than the language says. Throws `LanguageTooHard`.
 */
export function* variedWords(
  lang: Lang,
  { min, max }: { readonly min: number; readonly max: number },
  languages: Languages,
): Generator<string> {
  const shortest = languages.findWord(lang, { min, max });
  if (shortest === undefined) return;
  const length = [...shortest].length;
  for (const more of LONGER) {
    if (length + more > max) return;
    const word = more === 0 ? shortest : languages.findWord(lang, { min: length + more, max });
    if (word === undefined) return;
    for (const turn of TURNS) yield varied(word, turn, { lang, languages });
  }
}

/** Another word of the language: characters with the same derivative stand for each other. */
function varied(
  word: string,
  { start, step }: (typeof TURNS)[number],
  { lang, languages }: { readonly lang: Lang; readonly languages: Languages },
): string {
  const chars: string[] = [];
  let state = lang;
  for (const [at, char] of [...word].entries()) {
    const code = char.codePointAt(0) ?? 0;
    const alike = at < MAX_VARIED ? languages.classes(state).find((set) => hasChar(set, code)) : undefined;
    const choices = alike ? readableChars(alike) : [code];
    chars.push(String.fromCodePoint(choices[(start + at * step) % choices.length] ?? code));
    state = languages.derive(state, code);
  }
  return chars.join('');
}
