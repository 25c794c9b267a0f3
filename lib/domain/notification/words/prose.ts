/** A piece of what people wrote, as far as it has a shape that every channel can keep. */
export type ProsePart =
  | { readonly kind: 'line'; readonly words: readonly ProseWords[] }
  /** Of a list: `marker` as it was written, `-` or `1.`. */
  | { readonly kind: 'item'; readonly marker: string; readonly depth: number; readonly words: readonly ProseWords[] }
  | { readonly kind: 'code'; readonly lines: readonly string[] }
  | { readonly kind: 'blank' };

export interface ProseWords {
  readonly isCode: boolean;
  readonly text: string;
}

const FENCE = /^\s*(`{3,}|~{3,})/;
const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(\S.*)$/;
const SPAN = /(?<!`)(`+)(?!`)(.*?[^`])\1(?!`)/g;
/** Deeper lists stay at this depth: a channel shows no more. */
const DEEPEST = 3;

/**
 * Finds the lists, code blocks and code spans of Markdown in a text; all else is its words as they stand. A block that is
 * not closed, because the text was cut, ends with it.
 */
export function proseParts(text: string): readonly ProsePart[] {
  const parts: ProsePart[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const fence = FENCE.exec(line)?.[1];
    if (fence !== undefined) {
      const end = lines.findIndex((other, index) => index > at && other.trim().startsWith(fence));
      parts.push({ kind: 'code', lines: lines.slice(at + 1, end < 0 ? lines.length : end) });
      at = end < 0 ? lines.length : end;
    } else parts.push(partOf(line));
  }
  return parts;
}

function partOf(line: string): ProsePart {
  if (line.trim() === '') return { kind: 'blank' };
  const [, indent = '', marker, rest = ''] = ITEM.exec(line) ?? [];
  if (marker === undefined) return { kind: 'line', words: wordsOf(line.trim()) };
  return { kind: 'item', marker, depth: Math.min(DEEPEST, Math.floor(indent.length / 2)), words: wordsOf(rest) };
}

function wordsOf(line: string): readonly ProseWords[] {
  const words: ProseWords[] = [];
  let from = 0;
  for (const span of line.matchAll(SPAN)) {
    if (span.index > from) words.push({ isCode: false, text: line.slice(from, span.index) });
    words.push({ isCode: true, text: (span[2] ?? '').trim() });
    from = span.index + span[0].length;
  }
  return from < line.length ? [...words, { isCode: false, text: line.slice(from) }] : words;
}
