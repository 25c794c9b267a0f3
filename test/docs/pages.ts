import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';

/** The pages that people write and read: those at the root, in `docs` and in `examples`. */
export const PAGES = globSync(['*.md', 'docs/**/*.md', 'examples/**/*.md', 'bench/**/*.md']).sort();

/** A page's lines outside of code blocks, each with its number. */
export function proseOf(page: string): readonly { readonly line: string; readonly number: number }[] {
  let isCode = false;
  return readFileSync(page, 'utf8')
    .split('\n')
    .map((line, at) => ({ line, number: at + 1 }))
    .filter(({ line }) => {
      const isFence = /^\s*(```|~~~)/.test(line);
      if (isFence) isCode = !isCode;
      return !isFence && !isCode;
    });
}
