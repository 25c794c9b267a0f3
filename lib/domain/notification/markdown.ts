import { isHttpUrl } from '../http-url.ts';
import { codeSpan, escapeMarkdown } from '../markdown.ts';
import type { Markup } from './markup.ts';
import { visible } from './visible.ts';
import { dayName, dueName, recordBlock, shortened } from './wording.ts';

const RECORD_LENGTH = 4_000;
const RECORD_WIDTH = 80;
/** No year is this one, so that a day is always said with its own: an issue is read for longer than a message. */
const NO_YEAR = '0000';

/** GitHub's Markdown, https://github.github.com/gfm/. Every text of a stranger passes `plain` or `code`. */
export const MARKDOWN: Markup = {
  plain: (text, max) => escapeMarkdown(shortened(visible(text).trim(), max)).replace(/\n+/g, '<br>'),
  code: (text, max) => codeSpan(shortened(oneLine(text), max)),
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

const oneLine = (text: string): string => visible(text).replace(/\s+/g, ' ').trim();
