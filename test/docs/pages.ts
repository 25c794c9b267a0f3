import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';

/** The pages that people read: those at the root, in `docs` and in `examples`. */
export const PAGES = globSync(['*.md', 'docs/**/*.md', 'examples/**/*.md']).sort();

export interface PageLine {
  readonly line: string;
  readonly number: number;
}

/** A page's lines outside of code blocks, each with its number. */
export function proseOf(page: string): readonly PageLine[] {
  let isCode = false;
  return linesOf(page).filter(({ line }) => {
    const isFence = /^\s*(```|~~~)/.test(line);
    if (isFence) isCode = !isCode;
    return !isFence && !isCode;
  });
}

/** The same without the regions that code makes. */
export function writtenOf(page: string): readonly PageLine[] {
  let isGenerated = false;
  return proseOf(page).filter(({ line }) => {
    if (/^<!-- (api|bench|table|reference)\b/.test(line)) isGenerated = true;
    if (/^<!-- \//.test(line)) isGenerated = false;
    return !isGenerated;
  });
}

const linesOf = (page: string): readonly PageLine[] =>
  readFileSync(page, 'utf8')
    .split('\n')
    .map((line, at) => ({ line, number: at + 1 }));
