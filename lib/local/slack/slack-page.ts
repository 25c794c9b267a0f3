import { listOf, type Members, membersOf } from '../parsed.ts';
import { renderSlackForm } from './slack-form.ts';
import { escapeHtml, renderMrkdwn, renderPlainText } from './slack-mrkdwn.ts';
import { SLACK_PAGE_SCRIPT, SLACK_PAGE_STYLE } from './slack-page-assets.ts';
import type { SlackPeople } from './slack-people.ts';
import type { SlackChannel, SlackMessage } from './slack-store.ts';

/** Who looks at the page: what is shown to them alone, and the form that they have opened. */
export type Viewer = { readonly user: string; readonly people: Pick<SlackPeople, 'groups' | 'viewOf'> };
const NOBODY: Viewer = { user: '', people: { groups: new Map(), viewOf: () => undefined } };

/**
 * The channels of the fake Slack as a page that a person reads and acts on; it refreshes itself. `now` is the local
 * clock.
 */
export function renderSlackPage(known: readonly SlackChannel[], now: Date, viewer: Viewer = NOBODY): string {
  const { user, people } = viewer;
  const view = people.viewOf(user);
  const members = new Set([...people.groups.values()].flat());
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
<body data-user="${escapeHtml(user)}">
<nav aria-label="Channels"><h1>Forewarn</h1><p>local Slack</p><div id="list">${list}</div>
<form class="me" method="get"><label>You are <input name="user" list="members" value="${escapeHtml(user)}" placeholder="U0ANN"
pattern="[UW][A-Z0-9]{4,20}" required></label><datalist id="members">${[...members].map((id) => `<option value="${escapeHtml(id)}"></option>`).join('')}</datalist>
<button type="submit" class="button">Change</button></form>
<form class="me" id="command"><label>/forewarn <input name="text" placeholder="status" autocomplete="off"></label></form>
<p class="problem" id="trouble" role="alert" hidden></p>
<p class="clock">Clock<br><time id="clock">${now.toISOString().slice(0, 16).replace('T', ' ')} UTC</time></p></nav>
<main id="channels">${channels.map((channel) => renderChannel(channel, user)).join('') || empty}</main>
<div id="view">${view ? renderSlackForm(view, (block) => renderBlock(block, undefined)) : ''}</div>
<script>${SLACK_PAGE_SCRIPT}</script>
</body>
</html>
`;
}

function renderChannel({ id, name, messages: all }: SlackChannel, user: string): string {
  const messages = all.filter(({ ephemeral_user }) => ephemeral_user === undefined || ephemeral_user === user);
  const roots = messages.filter(({ ts, thread_ts }) => thread_ts === undefined || thread_ts === ts);
  const threads = roots.map((root) => {
    const replies = messages.filter(({ ts, thread_ts }) => thread_ts === root.ts && ts !== root.ts);
    const thread =
      replies.length === 0
        ? ''
        : `<div class="thread" id="t${root.ts}">${replies.map((reply) => renderMessage(reply, id)).join('')}</div>`;
    return renderMessage(root, id) + thread;
  });
  return `<section class="channel" id="${id}"><h2># ${escapeHtml(name)}</h2>${threads.join('')}</section>`;
}

function renderMessage(message: SlackMessage, channel: string): string {
  const at = new Date(Number(message.ts) * 1000).toISOString();
  const edited = message.edited ? ' <span class="edited">(edited)</span>' : '';
  const ephemeral = message.ephemeral_user
    ? `<p class="edited">Only visible to you (${escapeHtml(message.ephemeral_user)})</p>`
    : '';
  const body = message.blocks
    ? message.blocks.map((block) => renderBlock(membersOf(block), { channel, ts: message.ts })).join('')
    : `<div class="block">${renderMrkdwn(message.text)}</div>`;
  return `<article id="m${message.ts}">
<div class="avatar" aria-hidden="true">F</div>
<div class="body"><p class="who"><b>Forewarn</b> <span class="app">APP</span>
<time datetime="${at}" title="${at}">${at.slice(5, 10)} ${at.slice(11, 16)}</time></p>
${ephemeral}${body}${edited}</div>
</article>`;
}

/** Where a block stands; `undefined` in a form, whose buttons are its own. */
type Place = { readonly channel: string; readonly ts: string } | undefined;

function renderBlock(block: Members, place: Place): string {
  const render = BLOCKS[String(block['type'])];
  return render ? render(block, place) : `<p class="edited">[${escapeHtml(String(block['type']))} block]</p>`;
}

const BLOCKS: Record<string, (block: Members, place: Place) => string> = {
  header: (block) => `<h3>${renderText(block['text'])}</h3>`,
  divider: () => '<hr>',
  section: (block, place) => {
    const text = block['text'] === undefined ? '' : `<div>${renderText(block['text'])}</div>`;
    const fields = listOf(block['fields']).map((field) => `<div>${renderText(field)}</div>`);
    const grid = fields.length === 0 ? '' : `<div class="fields">${fields.join('')}</div>`;
    const accessory =
      block['accessory'] === undefined ? '' : renderElement(membersOf(block['accessory']), pressed(block, place));
    return `<div class="block section"><div>${text}${grid}</div>${accessory}</div>`;
  },
  context: (block) => `<div class="block context">${listOf(block['elements']).map(renderText).join(' ')}</div>`,
  actions: (block, place) => {
    const elements = listOf(block['elements']).map((element) =>
      renderElement(membersOf(element), pressed(block, place)),
    );
    return `<div class="block actions">${elements.join('')}</div>`;
  },
};

/** What a press of an element in this block has to say of where it is; `undefined` where nothing can be pressed. */
const pressed = (block: Members, place: Place): Members | undefined =>
  place && { ...place, block_id: block['block_id'] };

function renderElement(element: Members, where: Members | undefined): string {
  const sent = escapeHtml(`${element['action_id'] ?? ''} ${element['value'] ?? ''}`.trim());
  const press = (more: Members): string =>
    where ? ` data-press="${escapeHtml(JSON.stringify({ ...where, action_id: element['action_id'], ...more }))}"` : '';
  if (element['type'] === 'button') {
    const style = element['style'] === 'primary' || element['style'] === 'danger' ? ` ${element['style']}` : '';
    const label = renderText(element['text']);
    return (
      anchor(element['url'], label, `button${style}`) ??
      `<button type="button" class="button${style}" title="${sent}"${press({ value: element['value'] })}>${label}</button>`
    );
  }
  if (element['type'] === 'overflow') {
    const options = listOf(element['options']).map((option) => {
      const { text, value, url } = membersOf(option);
      const label = renderText(text);
      const item =
        anchor(url, label, 'item') ?? `<button type="button" class="item"${press({ option: value })}>${label}</button>`;
      return `<li>${item}</li>`;
    });
    return `<details class="overflow"><summary class="button" title="${sent}" aria-label="More">⋯</summary><ul>${options.join('')}</ul></details>`;
  }
  return `<span class="button" title="${sent}">${escapeHtml(String(element['type']))} ▾</span>`;
}

function anchor(url: unknown, label: string, look: string): string | undefined {
  const address = String(url ?? '');
  if (!/^https?:/.test(address)) return undefined;
  return `<a class="${look}" href="${escapeHtml(address)}" rel="noreferrer noopener" target="_blank">${label}</a>`;
}

function renderText(text: unknown): string {
  const { type, text: content } = membersOf(text);
  return type === 'mrkdwn' ? renderMrkdwn(String(content)) : renderPlainText(String(content ?? ''));
}
