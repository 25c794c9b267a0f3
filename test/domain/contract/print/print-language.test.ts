import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lang } from '../../../../lib/domain/containment/strings/lang.ts';
import { Languages } from '../../../../lib/domain/containment/strings/languages.ts';
import { searchLanguage } from '../../../../lib/domain/containment/strings/regex-language.ts';
import { printLanguage } from '../../../../lib/domain/contract/print/print-language.ts';

const SOURCES = ['^a', 'b$', '^[ab]+$', '[0-9]', '^.{2}$', '^(?!a)', 'a|b', '(?<x>a)b', '\\[(?<x>a)', '^(?:ab)*$'];
const anyText = fc.oneof(
  fc.constantFrom('', 'a', 'b', 'ab', 'ba', 'aab', '1', 'a1', '[a', 'é', '🔥', 'a\nb', 'a-b'),
  fc.string({ unit: fc.constantFrom('a', 'b', '1', '[', '\n', '🔥'), maxLength: 5 }),
);

/** A language and the patterns that some of its parts were read from. */
type Made = (languages: Languages, sources: Map<Lang, string>) => Lang;
const read =
  (source: string): Made =>
  (languages, sources) => {
    const lang = searchLanguage(source, languages);
    sources.set(lang, source);
    return lang;
  };
const anyLanguage = fc.letrec<{ lang: Made }>((tie) => ({
  lang: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(...SOURCES).map(read),
    anyText.map(
      (text): Made =>
        (languages) =>
          languages.literal(text),
    ),
    fc.tuple(fc.nat(2), fc.nat(3)).map(
      ([min, more]): Made =>
        (languages) =>
          languages.rep(languages.any, min, min + more),
    ),
    fc.array(tie('lang'), { minLength: 1, maxLength: 3 }).map(
      (parts): Made =>
        (languages, sources) =>
          languages.and(...parts.map((part) => part(languages, sources))),
    ),
    fc.array(tie('lang'), { minLength: 1, maxLength: 3 }).map(
      (parts): Made =>
        (languages, sources) =>
          languages.or(...parts.map((part) => part(languages, sources))),
    ),
    tie('lang').map(
      (part): Made =>
        (languages, sources) =>
          languages.not(part(languages, sources)),
    ),
  ),
})).lang;

describe('a printed language', () => {
  it('finds itself in exactly the words of the language, those left out excepted', () => {
    fc.assert(
      fc.property(anyLanguage, fc.array(anyText, { maxLength: 2 }), fc.array(anyText, { minLength: 8 }), (...made) => {
        const [make, except, texts] = made;
        const languages = new Languages();
        const sources = new Map<Lang, string>();
        const lang = make(languages, sources);
        const pattern = printLanguage(lang, (part) => sources.get(part), except);
        if (pattern === undefined) throw new Error('each of these languages has a pattern');
        const regex = new RegExp(pattern, 'u');
        for (const text of texts) {
          const expected = !except.includes(text) && languages.has(lang, text);
          expect({ pattern, text, found: regex.test(text) }).toEqual({ pattern, text, found: expected });
        }
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 500) },
    );
  });

  it('is the pattern that was read, where one was', () => {
    const languages = new Languages();
    const lang = searchLanguage('^a|b$', languages);
    expect(printLanguage(lang, (part) => (part === lang ? '^a|b$' : undefined))).toBe('^a|b$');
  });

  it('is none where the language is an equation whose pattern is not known', () => {
    const languages = new Languages();
    const lang = searchLanguage('^(?:(?=a)[ab])+$', languages);
    expect(printLanguage(lang, () => undefined)).toBeUndefined();
    expect(printLanguage(languages.not(lang), () => undefined)).toBeUndefined();
    expect(printLanguage(languages.or(lang, languages.literal('c')), () => undefined)).toBeUndefined();
    expect(printLanguage(languages.and(lang, languages.literal('c')), () => undefined)).toBeUndefined();
  });
});
