import { transliterate } from '../../transliterate.ts';
import { APART, COLUMNS, inColumns } from './plain-text.ts';

/** A mail in plain text, as SNS sends it to subscribed mailboxes. */
export interface Email {
  /** ASCII on one line, fewer than 100 characters. */
  readonly subject: string;
  readonly body: string;
}

/** What a subject line says; all but `what` may be missing. */
export interface SubjectLine {
  /** What happened or is asked, e.g. `Reminder`. */
  readonly news?: string;
  readonly models?: readonly string[];
  readonly what: string;
  /** Follows what changes, with its year: ` on Tue 8 Dec 2026`. */
  readonly date?: string;
  /** The name of the data. */
  readonly about?: string;
}

/** SNS takes fewer than 100: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const SUBJECT_LENGTH = 99;
const PRODUCT = '[Forewarn] ';
const NEWS_LENGTH = 24;
const DATE_LENGTH = 36;
/** What models and data keep of the line whatever changes. */
const MODELS_LEAST = 14;
const DATA_LEAST = 12;
/** Bytes; the event that it goes out with takes most of what SNS allows. */
const BODY_LENGTH = 20_000;

/**
 * `[Forewarn] Reminder: fraud +1: category changes integer -> string, Tue 8 Dec 2026 (payments.card)`: the product for
 * filters, and a date that is right in any year. What is too long loses its end, names of data and models before the change.
 */
export function subjectOf({ news, models = [], what, date = '', about }: SubjectLine): string {
  const start = `${PRODUCT}${news === undefined ? '' : `${cut(ascii(news), NEWS_LENGTH)}: `}`;
  // The day stands at the end.
  const end = ascii(date).length > DATE_LENGTH ? `...${ascii(date).slice(3 - DATE_LENGTH)}` : ascii(date);
  const all = models.join(', ');
  const names = ascii(models.length > 1 && all.length > MODELS_LEAST ? `${models[0]} +${models.length - 1}` : all);
  const data = ascii(about ?? '');
  const marks = (names === '' ? 0 : 2) + (data === '' ? 0 : 3);
  const room = SUBJECT_LENGTH - start.length - end.length - marks;
  const leastOfModels = Math.min(names.length, MODELS_LEAST);
  const leastOfData = Math.min(data.length, DATA_LEAST);
  const change = cut(ascii(what), room - leastOfModels - leastOfData);
  const who = cut(names, Math.max(leastOfModels, room - change.length - data.length));
  const whose = cut(data, room - change.length - who.length);
  return `${start}${who === '' ? '' : `${who}: `}${change}${end}${whose === '' ? '' : ` (${whose})`}`;
}

const cut = (text: string, max: number): string =>
  text.length > max ? `${text.slice(0, Math.max(0, max - 3))}...` : text;

const LOOKALIKES: readonly (readonly [RegExp, string])[] = [
  [/→/g, '->'],
  [/…/g, '...'],
  [/ · /g, ', '],
  [/[‘’]/g, "'"],
  [/[“”]/g, '"'],
  [/[–—]/g, '-'],
];

function ascii(text: string): string {
  const known = LOOKALIKES.reduce((all, [from, to]) => all.replace(from, to), transliterate(text));
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
