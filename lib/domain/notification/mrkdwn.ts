import { isHttpUrl } from '../http-url.ts';

/*
 * Slack's mrkdwn, https://docs.slack.dev/messaging/formatting-message-text. Every text of a stranger passes `plain` or
 * `code`; only this file writes the angle brackets that Slack gives a meaning to.
 */

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

/** A code block. The caller has made sure that the text has no backtick (see `recordText`). */
export const codeBlock = (text: string, max: number): string => `\`\`\`\n${escapeWithin(text, max)}\n\`\`\``;

/** A link, or only its label where the address is no http(s) URL or too long to be followed. */
export function link(url: string, label: string): string {
  const words = plain(label.replaceAll('|', '/'), 200);
  if (!isHttpUrl(url)) return words;
  const address = new URL(url).href.replaceAll('|', '%7C');
  return address.length > 1_500 ? words : `<${escapeWithin(address, 3_000)}|${words}>`;
}

/** A mention of a user group, where the id has the form of one; anything else is only text. */
export const mentionGroup = (mention: string): string =>
  /^S[A-Z0-9]{2,30}$/.test(mention) ? `<!subteam^${mention}>` : plain(mention, 80);

// Bidirectional controls, zero-width marks and tag characters; joiners stay, scripts and emoji need them.
const HIDDEN = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}\p{Cs}]/gu;

/** Control characters become spaces; what reorders or hides text goes (Unicode TR 36, "Trojan Source"). Line breaks stay. */
const visible = (text: string): string =>
  text
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/\p{Cc}/gu, (control) => (control === '\n' ? control : ' '))
    .replace(HIDDEN, '');

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
