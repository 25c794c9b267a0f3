import { describe, expect, it } from 'vitest';
import { renderMrkdwn } from '../../../lib/local/slack/slack-mrkdwn.ts';
import { renderSlackPage } from '../../../lib/local/slack/slack-page.ts';
import { SLACK_PAGE_STYLE } from '../../../lib/local/slack/slack-page-assets.ts';
import type { SlackMessage } from '../../../lib/local/slack/slack-store.ts';

describe('mrkdwn as HTML', () => {
  it('keeps the indent of a list within a list', () => {
    expect(renderMrkdwn('• a\n    • b')).toBe('• a<br>&nbsp;&nbsp;&nbsp;&nbsp;• b');
  });
  it.each([
    ['*bold* _italic_ ~gone~', '<b>bold</b> <i>italic</i> <s>gone</s>'],
    ['*`code` and more*', '<b><code>code</code> and more</b>'],
    ['2 * 3 * 4 and snake_case_name', '2 * 3 * 4 and snake_case_name'],
    ['`*as it is*`', '<code>*as it is*</code>'],
    ['```\n{"a": "*x*"}\n```\nafter', '<pre>{&quot;a&quot;: &quot;*x*&quot;}</pre>after'],
    ['a &lt;b&gt; &amp; c', 'a &lt;b&gt; &amp; c'],
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['`<img onerror=x>`', '<code>&lt;img onerror=x&gt;</code>'],
    [
      '<https://a.example/?x=1&amp;y=2|docs>',
      '<a href="https://a.example/?x=1&amp;y=2" rel="noreferrer noopener" target="_blank">docs</a>',
    ],
    ['<javascript:alert(1)|x>', '&lt;javascript:alert(1)|x&gt;'],
    [
      '<https://a.example/"onclick="x>',
      '<a href="https://a.example/&quot;onclick=&quot;x" rel="noreferrer noopener" target="_blank">https://a.example/&quot;onclick=&quot;x</a>',
    ],
    ['<!subteam^S1|@fraud-ml>', '<span class="mention">@fraud-ml</span>'],
    [
      '<!here> <@U1> <#C1|data>',
      '<span class="mention">@here</span> <span class="mention">@U1</span> <span class="mention">#data</span>',
    ],
    ['&gt; quoted\nnot', '<q>quoted</q>not'],
    ['one\ntwo', 'one<br>two'],
  ])('%s', (text, html) => {
    expect(renderMrkdwn(text)).toBe(html);
  });

  it('shows a date by its pattern, in UTC, with the link', () => {
    const html = renderMrkdwn('<!date^1796688000^{date_short_pretty} at {time}^https://a.example|2026-12-08>');
    expect(html).toContain('>Dec 8, 2026 at 00:00</time></a>');
    expect(html).toContain('href="https://a.example"');
  });

  it('falls back to the label of a date that is none', () => {
    expect(renderMrkdwn('<!date^soon^{date}|next week>')).toBe('next week');
  });
});

describe('the page of the local Slack', () => {
  const message = (ts: string, extra: Partial<SlackMessage>): SlackMessage => ({
    type: 'message',
    user: 'U',
    bot_id: 'B',
    ts,
    text: '',
    ...extra,
  });
  const evil = '"><script>alert(1)</script>';
  const text = (type: string) => ({ type, text: evil });
  const blocks = [
    { type: 'header', text: text('plain_text') },
    { type: 'section', text: text('mrkdwn'), fields: [text('plain_text')], accessory: { type: evil, action_id: evil } },
    { type: 'context', elements: [text('mrkdwn')] },
    {
      type: 'actions',
      elements: [
        { type: 'button', text: text('plain_text'), value: evil, style: evil, url: `https://a.example/${evil}` },
        { type: 'button', text: text('plain_text'), value: evil, url: 'javascript:alert(1)' },
        { type: 'overflow', options: [{ text: text('plain_text'), value: evil }] },
      ],
    },
    { type: evil },
  ];

  const evilInput = (element: object) => ({ type: 'input', block_id: evil, label: text('plain_text'), element });
  const evilView = {
    id: evil,
    user: evil,
    title: text('plain_text'),
    blocks: [
      ...blocks,
      evilInput({ type: 'checkboxes', options: [{ text: text('plain_text'), value: evil }] }),
      evilInput({ type: 'datepicker', initial_date: evil }),
      evilInput({ type: 'plain_text_input', initial_value: evil, multiline: true }),
      evilInput({ type: evil }),
    ],
  };

  it('lets no text become markup, wherever it stands', () => {
    const messages = [message('1.000001', { blocks }), message('2.000001', { text: evil, ephemeral_user: evil })];
    const page = renderSlackPage([{ id: 'C1', name: evil, messages }], new Date(0), {
      user: evil,
      people: { groups: new Map([['S1', [evil]]]), viewOf: () => evilView },
    });
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toContain('javascript:alert');
    expect(page).not.toContain('"">');
  });

  it('puts replies below their message, and says when one was edited', () => {
    const messages = [
      message('1.000001', { text: 'root', edited: { user: 'U', ts: '3.0' } }),
      message('2.000001', { text: 'other' }),
      message('3.000001', { text: 'reply', thread_ts: '1.000001' }),
    ];
    const page = renderSlackPage([{ id: 'C1', name: 'a', messages }], new Date(0));
    expect(page.indexOf('reply')).toBeGreaterThan(page.indexOf('root'));
    expect(page.indexOf('reply')).toBeLessThan(page.indexOf('other'));
    expect(page.match(/\(edited\)/g)).toHaveLength(1);
  });

  it('says so when nobody has written yet', () => {
    expect(renderSlackPage([], new Date(0))).toContain('No channel has been written to yet');
  });
});

describe('the look of the page', () => {
  /** The colours of a theme by name. */
  const colours = (block: string): ReadonlyMap<string, string> =>
    new Map([...block.matchAll(/--([a-z]+): (#[0-9a-f]{6})/g)].map(([, name = '', value = '']) => [name, value]));
  const [light = '', dark = ''] = SLACK_PAGE_STYLE.match(/:root \{[^}]*\}/g) ?? [];
  /** Relative luminance, WCAG 2.2. */
  const luminance = (colour: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one: string, other: string): number => {
    const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((left, right) => left - right);
    return (lighter + 0.05) / (darker + 0.05);
  };
  const PAIRS = [
    ...['ink', 'soft', 'link', 'problem'].flatMap((text) =>
      ['ground', 'wash'].map((ground) => [text, ground] as const),
    ),
    ...([
      ['soft', 'tag'],
      ['code', 'wash'],
      ['mentioned', 'mention'],
    ] as const),
    ...(['primary', 'danger', 'side'] as const).map((ground) => ['#ffffff', ground] as const),
    ...[['#cfc3cf', 'side'] as const, ['#ffd2dc', 'side'] as const],
  ];
  it.each([
    ['light', light],
    ['dark', dark],
  ])('can be read by those who see little: %s', (_, block) => {
    const of = (name: string): string => (name.startsWith('#') ? name : (colours(block).get(name) ?? 'no colour'));
    const weak = PAIRS.filter(([text, ground]) => !(contrast(of(text), of(ground)) >= 4.5));
    expect(weak).toEqual([]);
  });
});
