import { isHttpUrl } from '../../http-url.ts';
import type { Markup } from '../words/markup.ts';
import { type ProsePart, type ProseWords, proseParts } from '../words/prose.ts';
import { visible } from '../words/visible.ts';
import { dayName, dueName, NO_YEAR, recordBlock, shortened } from '../words/wording.ts';

/** Columns of a line: what mail clients quote and small screens show without a break of their own. */
export const COLUMNS = 72;
/** What stands apart from sentences (records, commands), and is not broken into lines. */
export const APART = '    ';
const RECORD_LENGTH = 4_000;

/** Text without any markup, as mail has it: nothing hidden, and addresses written out for clients to link. */
export const PLAIN_TEXT: Markup = {
  // Only what stands apart is indented, so that no stranger's line looks like a command of ours.
  plain: (text, max) => shortened(visible(text).trim(), max).replace(/\n[^\S\n]+/g, '\n'),
  prose: (text, max) => {
    const parts = proseParts(shortened(visible(text).trim(), max));
    const begins = parts[0]?.kind === 'line' ? '' : '\n';
    return begins + parts.flatMap(inLines).join('\n');
  },
  code: (text, max) => shortened(visible(text).replace(/\s+/g, ' ').trim(), max),
  strong: (written) => written,
  link: (url, label) => {
    const words = shortened(visible(label).replace(/\s+/g, ' ').trim(), 200);
    if (!isHttpUrl(url)) return words;
    const { href } = new URL(url);
    return href.length > 1_500 ? words : `${words} <${href}>`;
  },
  date: (at) => dayName(at, NO_YEAR),
  due: (date) => dueName(date, NO_YEAR),
  record: (value) =>
    recordBlock(value, { width: COLUMNS - APART.length, max: RECORD_LENGTH })
      .split('\n')
      .map((line) => `${APART}${line}`)
      .join('\n'),
  slackUser: (id) => `Slack user ${id}`,
};

function inLines(part: ProsePart): readonly string[] {
  switch (part.kind) {
    case 'blank':
      return [''];
    case 'code':
      return part.lines.map((line) => `${APART}${line}`);
    case 'item':
      return [`${part.marker} ${inWords(part.words)}`];
    case 'line':
      return [inWords(part.words)];
  }
}

const inWords = (words: readonly ProseWords[]): string => words.map(({ text }) => text).join('');

/**
 * A paragraph in lines of `COLUMNS`, broken at spaces only: an address or a name stays whole. Lines after the first stand in
 * by `hanging`, so that no line of a stranger's text looks like one of ours.
 */
export function inColumns(text: string, hanging = ''): string {
  if (text.startsWith(APART)) return text;
  const lines: string[] = [];
  for (const given of text.split('\n')) {
    if (given.startsWith(APART)) {
      lines.push(given);
      continue;
    }
    let line = lines.length === 0 ? '' : hanging;
    let isEmpty = true;
    for (const word of given.split(/\s+/).filter((part) => part !== '')) {
      if (!isEmpty && line.length + 1 + word.length > COLUMNS) {
        lines.push(line);
        line = hanging;
        isEmpty = true;
      }
      line = isEmpty ? `${line}${word}` : `${line} ${word}`;
      isEmpty = false;
    }
    lines.push(line.trimEnd());
  }
  return lines.join('\n');
}
