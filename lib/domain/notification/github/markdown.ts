import { isHttpUrl } from '../../http-url.ts';
import { codeSpan, escapeMarkdown } from '../../markdown.ts';
import type { Markup } from '../words/markup.ts';
import { type ProsePart, type ProseWords, proseParts } from '../words/prose.ts';
import { behindName, visible } from '../words/visible.ts';
import { dayName, dueName, NO_YEAR, recordBlock, shortened } from '../words/wording.ts';

const RECORD_LENGTH = 4_000;
const RECORD_WIDTH = 80;

/** GitHub's Markdown, https://github.github.com/gfm/. Every text of a stranger passes `plain` or `code`. */
export const MARKDOWN: Markup = {
  prose: (text, max) => proseParts(shortened(visible(text).trim(), max)).reduce(inMarkdown, ''),
  plain: (text, max) => escapeMarkdown(shortened(visible(text).trim(), max)).replace(/\n+/g, '<br>'),
  code: (text, max) => `${codeSpan(shortened(oneLine(text), max))}${behindName(text)}`,
  strong: (written) => `**${written}**`,
  link: (url, label) => {
    const words = escapeMarkdown(shortened(oneLine(label), 200));
    if (!isHttpUrl(url)) return words;
    const address = new URL(url);
    // Else GitHub writes into the issue or pull request behind the link that it was mentioned here.
    if (address.host === 'github.com') address.host = 'redirect.github.com';
    return address.href.length > 1_500 ? words : `[${words}](<${address.href}>)`;
  },
  date: (at) => dayName(at, NO_YEAR),
  due: (date) => dueName(date, NO_YEAR),
  // `recordBlock` has left no backtick that could end it.
  record: (value) => `\`\`\`json\n${recordBlock(value, { width: RECORD_WIDTH, max: RECORD_LENGTH })}\n\`\`\``,
  slackUser: (id) => `Slack user ${id}`,
};

/** Written behind what stands before it: lines of a paragraph on one, so that none of them begins a heading or a list. */
function inMarkdown(written: string, part: ProsePart, at: number, parts: readonly ProsePart[]): string {
  const before = parts[at - 1]?.kind;
  switch (part.kind) {
    case 'blank':
      return written;
    case 'code': {
      const fence = fenceFor(part.lines);
      return `${written}\n\n${[fence, ...part.lines, fence].join('\n')}`;
    }
    case 'item':
      return `${written}${before === 'item' ? '\n' : '\n\n'}${'   '.repeat(part.depth)}${part.marker} ${inWords(part.words)}`;
    case 'line': {
      const gap = at === 0 ? '' : before === 'line' || before === 'item' ? '<br>' : '\n\n';
      return `${written}${gap}${inWords(part.words)}`;
    }
  }
}

const inWords = (words: readonly ProseWords[]): string =>
  words.map(({ isCode, text }) => (isCode ? codeSpan(text) : escapeMarkdown(text))).join('');

/** Longer than any that the lines could end it with. */
const fenceFor = (lines: readonly string[]): string =>
  '`'.repeat(
    Math.max(3, 1 + Math.max(0, ...lines.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length))),
  );

const oneLine = (text: string): string => visible(text).replace(/\s+/g, ' ').trim();
