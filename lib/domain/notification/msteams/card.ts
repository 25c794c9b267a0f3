import { APART } from '../email/plain-text.ts';

/** A message for a Workflows address of Microsoft Teams, with one Adaptive Card (https://adaptivecards.io, version 1.4). */
export interface CardMessage {
  readonly type: 'message';
  /** The line that a notification on a phone shows. */
  readonly summary: string;
  readonly attachments: readonly [
    { readonly contentType: 'application/vnd.microsoft.card.adaptive'; readonly content: AdaptiveCard },
  ];
}
interface AdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  readonly version: '1.4';
  readonly msteams: { readonly width: 'Full' };
  readonly body: readonly CardBlock[];
}
interface CardBlock {
  readonly type: 'RichTextBlock';
  readonly separator?: true;
  readonly inlines: readonly CardRun[];
}
interface CardRun {
  readonly type: 'TextRun';
  readonly text: string;
  readonly weight?: 'Bolder';
  readonly fontType?: 'Monospace';
}

/** Teams takes 28 KB of a message; a part of it is left for what a workflow adds. */
const MAX_BYTES = 24_000;
const SUMMARY_LENGTH = 200;

/**
 * Paragraphs of plain lines as a card, the first of them its headline. They are text runs, in which Teams reads no Markdown, no
 * mention and no link, so that text of strangers says nothing but itself. What is too much ends with where the rest is;
 * the last paragraph is always there.
 */
export function cardOf(paragraphs: readonly (readonly string[])[], rest: string): CardMessage {
  const [headline = [], ...others] = paragraphs.filter((lines) => lines.length > 0);
  const last = others.at(-1);
  const first = blockOf(headline, { weight: 'Bolder' });
  const end = last ? [blockOf(last, {})] : [];
  const body: CardBlock[] = [first];
  let left = MAX_BYTES - sizeOf([first, ...end, blockOf([`… The rest: ${rest}`], {})]);
  for (const paragraph of others.slice(0, -1)) {
    const block = blockOf(paragraph, {});
    left -= sizeOf([block]);
    if (left < 0) {
      body.push(blockOf([`… The rest: ${rest}`], {}));
      break;
    }
    body.push(block);
  }
  const content: AdaptiveCard = {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.4',
    msteams: { width: 'Full' },
    body: [...body, ...end],
  };
  const summary = (headline[0] ?? '').slice(0, SUMMARY_LENGTH);
  return {
    type: 'message',
    summary,
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
  };
}

const sizeOf = (blocks: readonly CardBlock[]): number => Buffer.byteLength(JSON.stringify(blocks));

/** Lines that are set apart (records, commands) are in the font of code. */
function blockOf(lines: readonly string[], style: Pick<CardRun, 'weight'>): CardBlock {
  const all = lines.flatMap((line) => line.split('\n'));
  return {
    type: 'RichTextBlock',
    inlines: all.map((line, index) => ({
      type: 'TextRun',
      text: `${literal(line.startsWith(APART) ? line.slice(APART.length) : line)}${index < all.length - 1 ? '\n' : ''}`,
      ...(line.startsWith(APART) ? { fontType: 'Monospace' as const } : style),
    })),
  };
}

/** Adaptive Cards replace `{{DATE(…)}}` in any text; a joiner between the braces leaves it as it is written. */
const literal = (text: string): string => text.replaceAll('{{', '{\u2060{');
