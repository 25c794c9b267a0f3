import { APART, COLUMNS, inColumns } from './plain-text.ts';

/** A mail in plain text, as SNS sends it to subscribed mailboxes. */
export interface Email {
  /** ASCII on one line, fewer than 100 characters. */
  readonly subject: string;
  readonly body: string;
}

/** SNS takes fewer than 100: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const SUBJECT_LENGTH = 99;
const BEFORE_LENGTH = 36;
const AFTER_LENGTH = 48;
/** Bytes; the event that it goes out with takes most of what SNS allows. */
const BODY_LENGTH = 20_000;

/** What changes, between what must not be cut: how grave it is, and its date. */
export function subjectOf({ before, what, after }: Readonly<Record<'before' | 'what' | 'after', string>>): string {
  // The date stands at the end.
  const end = ascii(after).length > AFTER_LENGTH ? `...${ascii(after).slice(3 - AFTER_LENGTH)}` : ascii(after);
  const start = cut(ascii(before), BEFORE_LENGTH);
  const subject = `${start}${cut(ascii(what), SUBJECT_LENGTH - start.length - end.length)}${end}`;
  // SNS wants a letter, a number or a punctuation mark first.
  return subject.trim() === '' ? 'Forewarn' : subject.trim();
}

const cut = (text: string, max: number): string => (text.length > max ? `${text.slice(0, max - 3)}...` : text);

const LOOKALIKES: readonly (readonly [RegExp, string])[] = [
  [/→/g, '->'],
  [/…/g, '...'],
  [/ · /g, ', '],
  [/[‘’]/g, "'"],
  [/[“”]/g, '"'],
  [/[–—]/g, '-'],
];

function ascii(text: string): string {
  const known = LOOKALIKES.reduce((all, [from, to]) => all.replace(from, to), text);
  return known
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/\s/g, ' ')
    .replace(/[^ -~]/gu, '?');
}

/** Paragraphs of lines, each broken into columns; what is too much ends with where the rest is. */
export function bodyOf(paragraphs: readonly (readonly string[])[], rest: string): string {
  const written = paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => inColumns(line, '  ')).join('\n'));
  const last = written.at(-1) ?? '';
  const kept: string[] = [];
  let left = BODY_LENGTH - Buffer.byteLength(last) - 200;
  for (const paragraph of written.slice(0, -1)) {
    left -= Buffer.byteLength(paragraph) + 2;
    if (left < 0) return [...kept, `… The rest: ${rest}`, last].join('\n\n');
    kept.push(paragraph);
  }
  return `${[...kept, last].join('\n\n')}\n`;
}

/** A command on lines that a shell takes as one. */
export function commandLines(words: readonly string[]): string {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && APART.length + line.length + word.length + 3 > COLUMNS) {
      lines.push(`${APART}${line} \\`);
      line = `  ${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, `${APART}${line}`].join('\n');
}
