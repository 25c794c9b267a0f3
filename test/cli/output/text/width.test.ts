import { describe, expect, it } from 'vitest';
import { crop, share, widthOf, wrap } from '../../../../lib/cli/output/text/width.ts';

describe('how wide a text is', () => {
  it.each([
    ['category', 8],
    ['取引', 4],
    ['가맹점', 6],
    ['नाम', 3],
    ['श्रेणी', 4],
    ['e\u0301', 1],
    ['🚀', 2],
    ['', 0],
  ])('counts the columns of %s: %i', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });
});

describe('what is cut', () => {
  it.each([
    ['abcdefgh', 8, 'end', 'abcdefgh'],
    ['abcdefghi', 8, 'end', 'abcdefg…'],
    ['abcdefghi', 8, 'middle', 'abcd…ghi'],
    ['abcdefghi', 8, 'start', '…cdefghi'],
    // A letter of two columns that would stand half outside is left out.
    ['取引取引', 6, 'end', '取引…'],
    ['abc', 0, 'end', ''],
  ] as const)('%s in %i columns, at its %s', (text, width, at, expected) => {
    expect(crop(text, width, at)).toBe(expected);
    expect(widthOf(crop(text, width, at))).toBeLessThanOrEqual(width);
  });
});

describe('columns that are shared', () => {
  it('gives whoever wants little what it wants, and the rest in equal parts', () => {
    expect(share([5, 100, 100], 45)).toEqual([5, 20, 20]);
    expect(share([5, 6], 45)).toEqual([5, 6]);
    expect(share([5, 6], -3)).toEqual([0, 0]);
  });
});

describe('lines that are broken', () => {
  it('breaks between words, and inside a word that is longer than a line', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
    expect(wrap('abcdefghijkl', 5)).toEqual(['abcde', 'fghij', 'kl']);
  });

  it('says in the last line that more was there', () => {
    expect(wrap('abcdefghijklmnop', 5, 2)).toEqual(['abcde', 'fghi…']);
  });
});
