import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lang } from '../../../../lib/domain/containment/strings/lang.ts';
import { Languages } from '../../../../lib/domain/containment/strings/languages.ts';
import { UnsupportedRegex } from '../../../../lib/domain/containment/strings/regex.ts';
import { searchLanguage } from '../../../../lib/domain/containment/strings/regex-language.ts';
import { findsMatch } from '../../../../lib/domain/containment/strings/regex-match.ts';
import { parseRegex } from '../../../../lib/domain/containment/strings/regex-parser.ts';

const PATTERNS = [
  '',
  '^$',
  'a',
  '^a',
  'a$',
  '^a|b$',
  '(^a|b)c',
  'a+?',
  '^(ab)*$',
  '^[^a-c]$',
  '[\\w-]',
  '\\d{2,3}',
  '^\\D$',
  '\\bfoo\\b',
  'a\\Bb',
  '^(?=.*a)(?=.*b).{2,4}$',
  '^(?!ab)',
  '^(?:(?!ab).)*$',
  '^a(?=b)',
  'x(?!y)',
  '\\u0061',
  '\\x62',
  '\\u{63}',
  '[a\\]b]',
  '^.$',
  '^\\s+$',
  '\\.',
  '[.]',
  'a|b|',
  '(a|b)*c',
  '^(a?){3}$',
  '^\\p{Lu}$',
  '^\\P{L}$',
  '\\/',
  '[^]',
  '^[🐲b]$',
  '^(a|^b)*c$',
  'a{2}',
  '^(?<n>a)b$',
  '\\t',
  '\\cI',
  '^(?:(?:^|,)+a)*$',
  '^(?:(?:a|$)+b)*$',
  '^(?:(?:a|(?=b))+b)*$',
  '^(?:(a?\\B){2,})*b$',
  '^(?:\\b|^\\B)+$',
  '^(?<!x)a',
  '(?<=a)b',
  '(?<!a)b',
  '(?<=^|x)a.$',
  '(?<=(?<!a)b+)c',
  '^(?:(?<!a)b|a)*$',
  '\\b(?<=a\\s)b',
  '^(["\'])[abc]*\\1$',
  '^(?<q>[.-]?)a\\k<q>b(?=\\k<q>)',
] as const;

describe('a pattern as a language', () => {
  it.each(PATTERNS)('%s holds the strings that the platform finds it in', (source) => {
    const languages = new Languages();
    const lang = searchLanguage(source, languages);
    const regex = new RegExp(source, 'u');
    const char = fc.constantFrom(...'abcfo019 -_.xyAB\n\t]🐲/');
    fc.assert(
      fc.property(fc.array(char, { maxLength: 7 }), (chars) => {
        const text = chars.join('');
        expect({ source, text, has: languages.has(lang, text) }).toEqual({ source, text, has: regex.test(text) });
      }),
      { numRuns: 120 },
    );
    const word = languages.findWord(lang);
    if (word !== undefined) expect({ word, found: regex.test(word) }).toEqual({ word, found: true });
  });

  it.each([
    ['^[a-c]+$', '[a-z]', true],
    ['[a-z]', '^[a-c]+$', false],
    ['^(a|b)*$', '^[ab]*$', true],
    ['^(?=a)..$', '^a.$', true],
    ['^a.$', '^(?=a)..$', true],
    ['^(ab)+$', '^a.*b$', true],
    ['^x*$', '^(xx)*$', false],
  ])('%s within %s: %s', (left, right, contained) => {
    const languages = new Languages();
    const outside = languages.and(searchLanguage(left, languages), languages.not(searchLanguage(right, languages)));
    expect(languages.isEmpty(outside)).toBe(contained);
  });

  it.each([
    ...[
      '([ab])?\\1',
      '(a+)\\1',
      '(?<n>a+)\\k<n>',
      '(?<=a$)b',
      '(?<=a\\b)b',
      'a**',
      '(',
      '[b-a]',
      '(?i:a)',
      '\\b*',
      '(?<n>a)(?<n>b)',
    ],
    // Found at once, though only a search would come to it.
    ...['^(?:(?:^|,(a+)\\1)+a)*$', '^(?:(?:^|,)+(?:a?\\b){300}a)*$'],
    // Each part would have to be read in more ways than there are steps.
    `${'(?:a?\\b'.repeat(40)}b${')*'.repeat(40)}`,
  ])('refuses %s', (source) => {
    expect(() => searchLanguage(source, new Languages())).toThrow(UnsupportedRegex);
  });

  const asserting = fc.letrec<{ pattern: string }>((tie) => ({
    pattern: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(
        'a',
        'b',
        ',',
        '[ab]',
        '.',
        '(?:\\b)',
        '(?:\\B)',
        '(?:^)',
        '(?:$)',
        '',
        '([ab])',
        '(b?)',
        '\\1',
        '\\2',
      ),
      fc.tuple(tie('pattern'), tie('pattern')).map(([one, two]) => one + two),
      fc.tuple(tie('pattern'), tie('pattern')).map(([one, two]) => `(?:${one}|${two})`),
      fc
        .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{2,}', '{1,3}', '*?'))
        .map(([one, times]) => `(?:${one})${times}`),
      fc
        .tuple(fc.constantFrom('(?=', '(?!', '(?<=', '(?<!'), tie('pattern'))
        .map(([opening, one]) => `${opening}${one})`),
    ),
  })).pattern;
  // All texts of up to five characters.
  const texts = [''];
  for (let at = 0; at < 200; at++) for (const char of 'ab,') texts.push(`${texts[at]}${char}`);

  it('finds itself in the same strings as on the platform, with assertions and references anywhere, or refuses', () => {
    fc.assert(
      fc.property(asserting, fc.boolean(), (inner, isWhole) => {
        const source = isWhole ? `^(?:${inner})$` : inner;
        const regex = platform(source);
        if (!regex) return;
        const languages = new Languages();
        const lang = readable(source, languages);
        const tree = parseRegex(source);
        for (const text of texts) {
          const expected = regex.test(text);
          if (lang && languages.has(lang, text) !== expected)
            expect({ source, text, has: !expected }).toEqual({ source, text, has: expected });
          if (findsMatch(tree, text) === !expected)
            expect({ source, text, found: !expected }).toEqual({ source, text, found: expected });
        }
      }),
      { numRuns: 1_500 },
    );
  });

  it('gives up a text on which backtracking would take too long, or too deep a stack', () => {
    expect(findsMatch(parseRegex('^(a+)+\\1b$'), 'a'.repeat(40))).toBeUndefined();
    expect(findsMatch(parseRegex('^(?:(a)|\\1){100000}$'), 'a'.repeat(40))).toBeUndefined();
    expect(findsMatch(parseRegex('^(a*)\\1$'), 'a'.repeat(50_000))).toBeUndefined();
  });

  it('finds words of a length, and none where there is none', () => {
    const languages = new Languages();
    const pairs = searchLanguage('^([a-z][0-9])+$', languages);
    expect(languages.findWord(pairs, { min: 1_000 })).toHaveLength(1_000);
    expect(languages.findWord(pairs, { min: 3, max: 3 })).toBeUndefined();
    expect(languages.findWord(pairs, { avoid: new Set(['a0']) })).not.toBe('a0');
    expect(languages.findWord(searchLanguage('^(a|b)$', languages), { avoid: new Set(['a', 'b']) })).toBeUndefined();
    expect(languages.findWord(languages.all, { min: 5 })).toHaveLength(5);
    expect(languages.findWord(searchLanguage('^a{3}$', languages), { min: 50 })).toBeUndefined();
  });
});

/** `undefined` for a reference to a group that there is none of. */
function platform(source: string): RegExp | undefined {
  try {
    return new RegExp(source, 'u');
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function readable(source: string, languages: Languages): Lang | undefined {
  try {
    return searchLanguage(source, languages);
  } catch (error) {
    if (error instanceof UnsupportedRegex) return undefined;
    throw error;
  }
}
