/**
 * Letters that NFKD does not take apart, or whose usual Latin spelling is another one (`ö` as in German). Our own table:
 * the names that come of it are kept for years, and no library's next version may change them.
 */
const LETTERS: ReadonlyMap<string, string> = new Map(
  [
    'ä ae ö oe ü ue ß ss æ ae œ oe ø oe å aa ð d đ d þ th ł l ħ h ı i ŋ ng ə e',
    // Cyrillic, as in passports (ICAO 9303) where languages differ.
    'а a б b в v г g д d е e ё e ж zh з z и i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ ie ы y ь  э e ю iu я ia і i ї i є ie ґ g ў u ј j љ lj њ nj ћ c ђ d џ dz ѓ g ќ k ѕ dz',
    // Greek (ISO 843), without accents: these are taken off before.
    'α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o',
  ].flatMap(pairsOf),
);

function pairsOf(row: string): readonly (readonly [string, string])[] {
  const cells = row.split(' ');
  return cells.flatMap((letter, at) => (at % 2 === 0 ? [[letter, cells[at + 1] ?? ''] as const] : []));
}

/** A text in Latin letters as far as it can be said: `Größe` is `Groesse`, `Café` is `Cafe`; other scripts stay as they are. */
export const transliterate = (text: string): string =>
  [...text.normalize('NFC')].map((letter) => (letter <= '\u007f' ? letter : spelt(letter))).join('');

function spelt(letter: string): string {
  const bare = letter.normalize('NFKD').replace(/\p{M}+/gu, '');
  const lower = letter.toLowerCase();
  const found = LETTERS.get(lower) ?? LETTERS.get(bare.toLowerCase());
  if (found === undefined) return bare;
  return letter === lower ? found : found.charAt(0).toUpperCase() + found.slice(1);
}
