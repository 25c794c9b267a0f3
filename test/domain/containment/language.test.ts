import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Languages } from '../../../lib/domain/containment/language.ts';
import { searchLanguage } from '../../../lib/domain/containment/regex-language.ts';
import { UnsupportedRegex } from '../../../lib/domain/containment/regex-syntax.ts';

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

  it.each(['(a)\\1', '(?<=a)b', '(?<!a)b', '(?<n>a)\\k<n>', 'a**', '(', '[b-a]', '(?i:a)', '(a?|\\b)*'])(
    'refuses %s',
    (source) => {
      expect(() => searchLanguage(source, new Languages())).toThrow(UnsupportedRegex);
    },
  );

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
