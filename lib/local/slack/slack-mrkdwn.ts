const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Makes text harmless in HTML, inside elements and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

/** Undoes the three escapes that Slack asks its callers for; what is left is text as the author meant it. */
function unescapeSlack(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/**
 * Slack's mrkdwn as HTML: bold, italic, strike, code, preformatted blocks, quotes, links, mentions and dates, everything
 * else escaped. Times are shown in UTC.
 */
export function renderMrkdwn(text: string): string {
  return text
    .split(/(```[\s\S]*?```)\n?/)
    .map((part, index) =>
      index % 2 === 1 ? `<pre>${code(part.slice(3, -3).replace(/^\n|\n$/g, ''))}</pre>` : lines(part),
    )
    .join('');
}

/** A plain-text object as HTML: no formatting, emoji by their usual pictures where we use them. */
export function renderPlainText(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>');
}

function lines(text: string): string {
  return text
    .split('\n')
    .map((line) => (/^(&gt;|>) ?/.test(line) ? `<q>${inline(line.replace(/^(&gt;|>) ?/, ''))}</q>` : indented(line)))
    .join('<br>')
    .replaceAll('</q><br>', '</q>');
}

// Slack keeps spaces that HTML would drop: a list within a list is indented by them.
const indented = (line: string): string => inline(line).replace(/^ +/, (spaces) => '&nbsp;'.repeat(spaces.length));

// Code and references are set aside while emphasis is looked for, since bold may span them but not reach into them.
const ASIDE = '\uE000';

function inline(text: string): string {
  const aside: string[] = [];
  const rest = text.replaceAll(ASIDE, '').replace(/`[^`\n]+`|<[^<>\n]+>/g, (token) => {
    aside.push(token.startsWith('`') ? `<code>${code(token.slice(1, -1))}</code>` : reference(token.slice(1, -1)));
    return ASIDE;
  });
  return emphasis(code(rest)).replaceAll(ASIDE, () => aside.shift() ?? '');
}

function code(text: string): string {
  return escapeHtml(unescapeSlack(text));
}

// Slack formats only where the mark stands at the edge of a word.
function emphasis(html: string): string {
  const around = (mark: string): RegExp =>
    new RegExp(`(^|[\\s(\\[{.,;:!?"'_*~-])${mark}(\\S|\\S[^\\n]*?\\S)${mark}(?=$|[\\s)\\]}.,;:!?"'_*~-])`, 'g');
  return html
    .replace(around('\\*'), '$1<b>$2</b>')
    .replace(around('_'), '$1<i>$2</i>')
    .replace(around('~'), '$1<s>$2</s>');
}

function reference(content: string): string {
  const bar = content.indexOf('|');
  const target = bar === -1 ? content : content.slice(0, bar);
  const label = bar === -1 ? undefined : code(content.slice(bar + 1));
  if (target.startsWith('!date^')) return date(target.slice('!date^'.length), label ?? '');
  if (target.startsWith('!subteam^')) return mention(label ?? `@${code(target.slice('!subteam^'.length))}`);
  if (target.startsWith('!')) return mention(`@${code(target.slice(1))}`);
  if (target.startsWith('@')) return mention(label ? `@${label}` : code(target));
  if (target.startsWith('#')) return mention(label ? `#${label}` : code(target));
  if (!/^(https?|mailto):/.test(target)) return escapeHtml(`<${content}>`);
  return `<a href="${code(target)}" rel="noreferrer noopener" target="_blank">${label ?? code(target)}</a>`;
}

function mention(html: string): string {
  return `<span class="mention">${html}</span>`;
}

// `1765152000^{date_short} at {time}^https://…`: seconds, the pattern, an optional link; the label is the fallback.
function date(content: string, fallback: string): string {
  const [seconds, pattern = '', link] = content.split('^');
  const at = new Date(Number(seconds) * 1000);
  if (Number.isNaN(at.getTime())) return fallback;
  const format = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', ...options }).format(at);
  const day: Intl.DateTimeFormatOptions = { day: 'numeric', year: 'numeric' };
  const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  const words: Record<string, string> = {
    date_num: at.toISOString().slice(0, 10),
    date: format({ ...day, month: 'long' }),
    date_short: format({ ...day, month: 'short' }),
    date_long: format({ ...day, month: 'long', weekday: 'long' }),
    time: format(clock),
    time_secs: format({ ...clock, second: '2-digit' }),
  };
  const text = escapeHtml(pattern).replace(
    /\{(\w+)\}/g,
    (whole, name: string) => words[name.replace(/_pretty$/, '')] ?? whole,
  );
  const html = `<time datetime="${at.toISOString()}" title="${at.toISOString()}">${text}</time>`;
  return link ? `<a href="${code(link)}" rel="noreferrer noopener" target="_blank">${html}</a>` : html;
}
