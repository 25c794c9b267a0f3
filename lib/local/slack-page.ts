import { escapeHtml, renderMrkdwn, renderPlainText } from './slack-mrkdwn.ts';
import { SLACK_PAGE_SCRIPT, SLACK_PAGE_STYLE } from './slack-page-assets.ts';
import type { SlackChannel, SlackMessage } from './slack-store.ts';

type Node = Record<string, unknown>;

/** The channels of the fake Slack as a page that a person reads; it refreshes itself. `now` is the local clock. */
export function renderSlackPage(known: readonly SlackChannel[], now: Date): string {
  const channels = known.toSorted((left, right) => left.name.localeCompare(right.name));
  const list = channels.map(({ id, name }) => `<a href="#${id}"># ${escapeHtml(name)}</a>`).join('');
  const empty = '<section class="channel"><p class="empty">No channel has been written to yet.</p></section>';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Forewarn: the local Slack</title>
<style>${SLACK_PAGE_STYLE}</style>
</head>
<body>
<nav aria-label="Channels"><h1>Forewarn</h1><p>local Slack</p><div id="list">${list}</div>
<p class="clock">Clock<br><time id="clock">${now.toISOString().slice(0, 16).replace('T', ' ')} UTC</time></p></nav>
<main id="channels">${channels.map(renderChannel).join('') || empty}</main>
<script>${SLACK_PAGE_SCRIPT}</script>
</body>
</html>
`;
}

function renderChannel({ id, name, messages }: SlackChannel): string {
  const roots = messages.filter(({ ts, thread_ts }) => thread_ts === undefined || thread_ts === ts);
  const threads = roots.map((root) => {
    const replies = messages.filter(({ ts, thread_ts }) => thread_ts === root.ts && ts !== root.ts);
    const thread = replies.length === 0 ? '' : `<div class="thread">${replies.map(renderMessage).join('')}</div>`;
    return renderMessage(root) + thread;
  });
  return `<section class="channel" id="${id}"><h2># ${escapeHtml(name)}</h2>${threads.join('')}</section>`;
}

function renderMessage(message: SlackMessage): string {
  const at = new Date(Number(message.ts) * 1000).toISOString();
  const edited = message.edited ? ' <span class="edited">(edited)</span>' : '';
  const ephemeral = message.ephemeral_user
    ? `<p class="edited">Only visible to ${escapeHtml(message.ephemeral_user)}</p>`
    : '';
  const body = message.blocks
    ? message.blocks.map((block) => renderBlock(block as Node)).join('')
    : `<div class="block">${renderMrkdwn(message.text)}</div>`;
  return `<article id="m${message.ts}">
<div class="avatar" aria-hidden="true">F</div>
<div class="body"><p class="who"><b>Forewarn</b> <span class="app">APP</span>
<time datetime="${at}" title="${at}">${at.slice(5, 10)} ${at.slice(11, 16)}</time></p>
${ephemeral}${body}${edited}</div>
</article>`;
}

function renderBlock(block: Node): string {
  const render = BLOCKS[String(block['type'])];
  return render ? render(block) : `<p class="edited">[${escapeHtml(String(block['type']))} block]</p>`;
}

const BLOCKS: Record<string, (block: Node) => string> = {
  header: (block) => `<h3>${renderText(block['text'])}</h3>`,
  divider: () => '<hr>',
  section: (block) => {
    const text = block['text'] === undefined ? '' : `<div>${renderText(block['text'])}</div>`;
    const fields = asList(block['fields']).map((field) => `<div>${renderText(field)}</div>`);
    const grid = fields.length === 0 ? '' : `<div class="fields">${fields.join('')}</div>`;
    const accessory = block['accessory'] === undefined ? '' : renderElement(block['accessory'] as Node);
    return `<div class="block section"><div>${text}${grid}</div>${accessory}</div>`;
  },
  context: (block) => `<div class="block context">${asList(block['elements']).map(renderText).join(' ')}</div>`,
  actions: (block) => {
    const elements = asList(block['elements']).map((element) => renderElement(element as Node));
    return `<div class="block actions">${elements.join('')}</div>`;
  },
};

// Buttons are shown, not pressed: what they would send is in their tooltip.
function renderElement(element: Node): string {
  const sent = escapeHtml(`${element['action_id'] ?? ''} ${element['value'] ?? ''}`.trim());
  if (element['type'] === 'button') {
    const style = element['style'] === 'primary' || element['style'] === 'danger' ? ` ${element['style']}` : '';
    const label = renderText(element['text']);
    const url = String(element['url'] ?? '');
    return /^https?:/.test(url)
      ? `<a class="button${style}" href="${escapeHtml(url)}" rel="noreferrer noopener" target="_blank">${label}</a>`
      : `<button type="button" class="button${style}" title="${sent}">${label}</button>`;
  }
  if (element['type'] === 'overflow') {
    const options = asList(element['options']).map((option) => `<li>${renderText((option as Node)['text'])}</li>`);
    return `<details class="overflow"><summary class="button" title="${sent}" aria-label="More">⋯</summary><ul>${options.join('')}</ul></details>`;
  }
  return `<span class="button" title="${sent}">${escapeHtml(String(element['type']))} ▾</span>`;
}

function renderText(text: unknown): string {
  const { type, text: content } = (text ?? {}) as { type?: unknown; text?: unknown };
  return type === 'mrkdwn' ? renderMrkdwn(String(content)) : renderPlainText(String(content ?? ''));
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
