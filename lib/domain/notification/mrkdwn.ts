import { isDay } from '../date.ts';
import { isHttpUrl } from '../http-url.ts';
import type { JsonValue } from '../schema/json.ts';
import type { Markup } from './markup.ts';
import { visible } from './visible.ts';
import { dayName, dueName, recordText } from './wording.ts';

/*
 * Slack's mrkdwn, https://docs.slack.dev/messaging/formatting-message-text. Every text of a stranger passes `plain` or
 * `code`; only this file writes the angle brackets that Slack gives a meaning to.
 */

const RECORD_LENGTH = 1_200;
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
  return `\`${escapeWithin(oneLine === '' ? ' ' : oneLine, max)}\``;
}

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
  code,
  strong: (written) => `*${written}*`,
  link,
  date: slackDate,
  due: slackDue,
  record,
  // In a message that is brought up to date a mention notifies nobody.
  slackUser: (id) => `<@${id}>`,
};
