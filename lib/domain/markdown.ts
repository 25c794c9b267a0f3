/**
 * Text as GitHub's Markdown that shows exactly it: no markup, no HTML, no mention, no issue number, no link, no formula, no
 * emoji. The empty comment splits what GitHub would link after it has parsed the Markdown. Takes what has nothing hidden in it.
 */
export const escapeMarkdown = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replace(/[\\`*_{}[\]()!|~$]/g, '\\$&')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/^([-+]|\d+[.)])(?=\s|$)|^(?=(?:-+|=+)$)/, '\\$1')
    .replace(/[@#]/g, '$&<!-- -->')
    .replaceAll('://', ':<!-- -->//')
    .replace(/:(?=[a-z0-9+_\\-]+:)/gi, ':<!-- -->')
    .replace(/\bGH-(?=\d)/gi, '$&<!-- -->')
    .replace(/www\./gi, 'www<!-- -->.');

/** A code span that holds any text of one line (CommonMark 6.1). */
export function codeSpan(text: string): string {
  if (text.trim() === '') return '` `';
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}
