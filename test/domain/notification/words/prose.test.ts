import { describe, expect, it } from 'vitest';
import { bodyOf } from '../../../../lib/domain/notification/email/email.ts';
import { PLAIN_TEXT } from '../../../../lib/domain/notification/email/plain-text.ts';
import { MARKDOWN } from '../../../../lib/domain/notification/github/markdown.ts';
import { MRKDWN } from '../../../../lib/domain/notification/slack/mrkdwn.ts';

const STEPS = [
  'Before 8 December:',
  '1. Map `category` by `category-map.csv`',
  '2. Retrain:',
  '   - on v13',
  '   - not on both',
  '',
  '```python',
  'df["category"] = df["category"].map(CODES)  # @ops, <b> & *all*',
  '```',
  'Then deploy.',
].join('\n');

describe('What a producer writes in a manifest', () => {
  it('keeps its lists and its code on GitHub', () => {
    expect(MARKDOWN.prose(STEPS, 700)).toBe(
      [
        'Before 8 December:',
        '',
        '1. Map `category` by `category-map.csv`',
        '2. Retrain:',
        '   - on v13',
        '   - not on both',
        '',
        '```',
        'df["category"] = df["category"].map(CODES)  # @ops, <b> & *all*',
        '```',
        '',
        'Then deploy.',
      ].join('\n'),
    );
  });

  it('keeps them on Slack', () => {
    expect(MRKDWN.prose(STEPS, 700)).toBe(
      [
        'Before 8 December:',
        '1. Map `category` by `category-map.csv`',
        '2. Retrain:',
        '    • on v13',
        '    • not on both',
        '```',
        'df["category"] = df["category"].map(CODES)  # @ops, &lt;b&gt; &amp; *all*',
        '```',
        'Then deploy.',
      ].join('\n'),
    );
  });

  it('keeps them in a mail, with the code apart and whole', () => {
    const body = bodyOf([[`Do: ${PLAIN_TEXT.prose(STEPS, 700)}`], ['last']], '');

    expect(body).toBe(
      [
        'Do: Before 8 December:',
        '  1. Map category by category-map.csv',
        '  2. Retrain:',
        '  - on v13',
        '  - not on both',
        '',
        '    df["category"] = df["category"].map(CODES)  # @ops, <b> & *all*',
        '  Then deploy.',
        '',
        'last\n',
      ].join('\n'),
    );
  });

  it('begins below its label where it begins with a list or code', () => {
    for (const { prose } of [MARKDOWN, MRKDWN, PLAIN_TEXT])
      for (const text of ['1. Map', '```\nmap()\n```']) expect(prose(text, 100)).toMatch(/^\n/);
  });

  it.each<[string, string, string]>([
    ['a mention', 'ask @everyone and <!channel>', 'ask @<!-- -->everyone and &lt;\\!channel&gt;'],
    ['an image', '![x](https://evil.example/x.png)', '\\!\\[x\\]\\(https:<!-- -->//evil.example/x.png\\)'],
    ['a link that runs a script', '[x](javascript:alert(1))', '\\[x\\]\\(javascript:alert\\(1\\)\\)'],
    ['the end of what surrounds it', '</details>', '&lt;/details&gt;'],
    ['a list item with all of them', '- </details> @all', '\n\n- &lt;/details&gt; @<!-- -->all'],
    ['a heading', '# Title', '#<!-- --> Title'],
    ['the heading of the line above', 'all is well\n---', 'all is well<br>\\---'],
    ['a comment that hides the rest', '<!-- x', '&lt;\\!-- x'],
    ['a code span that is not closed', 'a ` b @c', 'a \\` b @<!-- -->c'],
    ['a span that ends in another’s backticks', '`` a ` @b ``', '``a ` @b``'],
  ])('of %s only the words stay on GitHub', (_, text, shown) => {
    expect(MARKDOWN.prose(text, 400)).toBe(shown);
  });

  it('cannot end its code block early', () => {
    const hostile = '~~~\n```\n</details> @all\n````\n~~~';

    expect(MARKDOWN.prose(hostile, 400)).toBe('\n\n`````\n```\n</details> @all\n````\n`````');
    expect(MRKDWN.prose(hostile, 400).match(/```/g)).toHaveLength(2);
  });

  it('ends a code block that was cut', () => {
    const long = `\`\`\`\n${'x'.repeat(500)}`;

    expect(MARKDOWN.prose(long, 50)).toMatch(/^\n\n```\nx+…\n```$/);
    expect(MRKDWN.prose(long, 50)).toMatch(/^\n```\nx+…\n```$/);
  });

  it('has no more characters on Slack than it may, escaped', () => {
    for (const text of ['&'.repeat(2_000), `- ${'<`a`>'.repeat(400)}`, `\`\`\`\n${'&'.repeat(900)}`])
      expect(MRKDWN.prose(text, 700).length).toBeLessThanOrEqual(700);
  });
});
