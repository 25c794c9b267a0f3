import { isDay } from '../../date.ts';
import { isHttpUrl } from '../../http-url.ts';
import type { JsonValue } from '../../schema/json.ts';
import type { Markup } from '../words/markup.ts';
import { type ProsePart, type ProseWords, proseParts } from '../words/prose.ts';
import { behindName, visible } from '../words/visible.ts';
import { dayName, dueName, recordText, shortened } from '../words/wording.ts';

/*
 * Slack's mrkdwn, https://docs.slack.dev/messaging/formatting-message-text. Every text of a stranger passes `plain` or
 * `code`; only this file writes the angle brackets that Slack gives a meaning to.
 */

const RECORD_LENGTH = 1_200;
/** Of a single piece; the whole is bounded by `prose`. */
const MAX_PROSE = 8_000;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text that Slack shows as it stands: no links, no mentions, nothing invisible; at most `max` characters when escaped. */
export function plain(text: string, max: number): string {
  // A word joiner keeps `@here` from being a mention wherever a client still turns names into mentions.
  // Three backticks would open a code block that swallows what follows; one or two only style the text itself.
  const harmless = visible(text)
    .replace(/@(?=\w)/g, '@\u2060')
    .replace(/`{3,}/g, "'''");
  return escapeWithin(harmless, max);
}

/** Inline code on one line: mrkdwn inside means nothing, so `_` and `*` in names stay what they are. */
export function code(text: string, max: number): string {
  const oneLine = visible(text).replace(/\s+/g, ' ').replaceAll('`', '\u02cb').trim();
  return `\`${escapeWithin(oneLine === '' ? ' ' : oneLine, max)}\`${behindName(oneLine)}`;
}

/** As much of it as has `max` characters when it is escaped. */
function prose(text: string, max: number): string {
  const whole = visible(text).trim();
  for (let room = max; ; room = Math.floor(room * 0.8)) {
    const parts = proseParts(shortened(whole, room));
    const written = (parts[0]?.kind === 'line' ? '' : '\n') + parts.flatMap(inLines).join('\n');
    if (written.length <= max || room < 20) return written;
  }
}

function inLines(part: ProsePart): readonly string[] {
  switch (part.kind) {
    case 'blank':
      return [];
    case 'code': {
      const text = part.lines.join('\n').replaceAll('`', '\u02cb');
      return [`\`\`\`\n${escapeWithin(text, MAX_PROSE)}\n\`\`\``];
    }
    case 'item':
      return [`${'    '.repeat(part.depth)}${/\d/.test(part.marker) ? part.marker : '•'} ${inWords(part.words)}`];
    case 'line':
      return [inWords(part.words)];
  }
}

const inWords = (words: readonly ProseWords[]): string =>
  words.map(({ isCode, text }) => (isCode ? code(text, MAX_PROSE) : plain(text, MAX_PROSE))).join('');

/** A record in a code block; `recordText` has left no backtick that could end it. */
const record = (value: JsonValue): string => `\`\`\`\n${escapeWithin(recordText(value, RECORD_LENGTH), 2_000)}\n\`\`\``;

/** A link, or only its label where the address is no http(s) URL or too long to be followed. */
export function link(url: string, label: string): string {
  const words = plain(label.replaceAll('|', '/'), 200);
  if (!isHttpUrl(url)) return words;
  const address = new URL(url).href.replaceAll('|', '%7C');
  return address.length > 1_500 ? words : `<${escapeWithin(address, 3_000)}|${words}>`;
}

/** A mention of a user group, where the id has the form of one; anything else is only text. */
const mentionGroup = (mention: string): string =>
  /^S[A-Z0-9]{2,30}$/.test(mention) ? `<!subteam^${mention}>` : plain(mention, 80);

/** The day of something that happened, in the reader's own words and time zone, with ours where a client cannot. */
export const slackDate = (at: string, now: string): string => clientDate(at, '{date_short}', dayName(at, now));

/** A date that people keep. A day is plain text: a client would show another one in zones far from UTC. */
export const slackDue = (date: string, now: string): string =>
  isDay(date) ? dueName(date, now) : clientDate(date, '{date_short} {time}', dueName(date, now));

const clientDate = (at: string, format: string, fallback: string): string =>
  `<!date^${Math.floor(Date.parse(at) / 1_000)}^${format}|${fallback}>`;

/** A group mentioned before a line; nothing where there is none to mention. */
export const mentioned = (mention: string | undefined): string => (mention ? `${mentionGroup(mention)}  ` : '');

/** Escapes code point by code point, so that a cut never splits an entity or a surrogate pair. */
function escapeWithin(text: string, max: number): string {
  const pieces = Array.from(text.slice(0, max + 1), (character) => ENTITIES[character] ?? character);
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (length <= max && text.length <= max) return pieces.join('');
  let escaped = '';
  for (const piece of pieces) {
    if (escaped.length + piece.length > max - 1) break;
    escaped += piece;
  }
  return `${escaped}…`;
}

export const MRKDWN: Markup = {
  plain,
  prose,
  code,
  strong: (written) => `*${written}*`,
  link,
  date: slackDate,
  due: slackDue,
  record,
  // In a message that is brought up to date a mention notifies nobody.
  slackUser: (id) => `<@${id}>`,
};
