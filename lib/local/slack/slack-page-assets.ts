/** The look of the local Slack's page: readable on a projector, one column on a phone, light and dark. */
export const SLACK_PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1d1c1d; --soft: #616061; --line: #dddddd; --ground: #ffffff; --code: #c01343;
  --link: #1264a3; --mention: #fdf2cd; --side: #3f0e40; --mentioned: #1264a3; --primary: #007a5a;
  --danger: #c0123c; --problem: #c0123c; --tag: #dddddd; --wash: #f8f8f8; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e8e8; --soft: #ababad; --line: #3f4145; --ground: #1a1d21; --code: #e8912d; --link: #4aa3df;
    --mention: #4d4526; --mentioned: #a9d6f5; --side: #19171d; --primary: #007a5a; --danger: #c0123c; --problem: #ff8fa8;
    --tag: #34373b; --wash: #222529; }
}
* { box-sizing: border-box; }
body { margin: 0; display: flex; min-height: 100vh; background: var(--ground); color: var(--ink);
  font: 15px/1.47 Lato, "Helvetica Neue", Arial, sans-serif; }
nav { width: 220px; flex: none; padding: 20px 16px; background: var(--side); color: #ffffff; position: sticky; top: 0;
  height: 100vh; overflow-y: auto; }
nav h1 { margin: 0; font-size: 18px; } nav p { margin: 0 0 20px; color: #cfc3cf; font-size: 13px; }
nav a { display: block; padding: 4px 8px; border-radius: 6px; color: #ffffff; text-decoration: none;
  overflow-wrap: anywhere; }
nav a:hover, nav a:focus-visible { background: rgb(255 255 255 / 15%); }
nav .clock { margin-top: 24px; }
main { flex: 1; min-width: 0; padding: 0 28px 48px; max-width: 860px; }
h2 { margin: 0 -28px 12px; padding: 16px 28px; font-size: 18px; border-bottom: 1px solid var(--line);
  position: sticky; top: 0; background: var(--ground); z-index: 1; }
h3 { margin: 4px 0 8px; font-size: 18px; line-height: 1.35; }
article { display: flex; gap: 10px; padding: 10px 8px; border-radius: 8px; }
article:hover { background: var(--wash); }
.avatar { width: 36px; height: 36px; flex: none; border-radius: 8px; background: var(--side); color: #ffffff;
  display: grid; place-items: center; font-weight: 700; }
.body { min-width: 0; flex: 1; overflow-wrap: anywhere; }
.who { margin: 0; } .who time, .edited, .empty { color: var(--soft); font-size: 12px; }
.app { padding: 1px 4px; border-radius: 3px; background: var(--tag); color: var(--soft); font-size: 10px; font-weight: 700; }
.thread { margin-left: 54px; border-left: 2px solid var(--line); padding-left: 8px; }
.block { margin: 4px 0; } .section { display: flex; gap: 12px; justify-content: space-between; align-items: flex-start; }
.section > div { min-width: 0; }
.fields { display: grid; grid-template-columns: 1fr 1fr; gap: 8px 16px; margin-top: 4px; }
.context { color: var(--soft); font-size: 13px; } .actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0; }
.button { display: inline-block; padding: 5px 12px; border: 1px solid var(--line); border-radius: 6px;
  background: var(--ground); color: var(--ink); font: inherit; font-size: 13px; font-weight: 700; text-decoration: none; cursor: pointer; }
.button.primary { background: var(--primary); border-color: var(--primary); color: #ffffff; }
.button.danger { background: var(--danger); border-color: var(--danger); color: #ffffff; }
a.button, summary.button { cursor: pointer; } summary.button { list-style: none; }
.overflow ul { position: absolute; margin: 4px 0; padding: 6px 0; box-shadow: 0 4px 12px rgb(0 0 0 / 18%); list-style: none; border: 1px solid var(--line);
  border-radius: 8px; background: var(--ground); font-size: 13px; z-index: 2; }
.item { display: block; width: 100%; padding: 4px 20px; border: 0; background: none; color: var(--ink); font: inherit; text-align: left;
  text-decoration: none; cursor: pointer; }
.item:hover, .item:focus-visible { background: var(--wash); }
.me { margin: 20px 0 0; } .me label { display: block; font-size: 13px; color: #cfc3cf; }
.me input { width: 100%; margin: 4px 0 6px; padding: 5px 8px; border: 1px solid #7d6a7e; border-radius: 6px; font: inherit; font-size: 13px;
  background: #ffffff; color: #1d1c1d; }
nav .problem { color: #ffd2dc; } .problem { color: var(--problem); font-size: 13px; }
.overlay { position: fixed; inset: 0; z-index: 5; display: grid; place-items: center; padding: 16px; background: rgb(0 0 0 / 50%); }
.modal { width: 520px; max-width: 100%; max-height: 90vh; display: flex; flex-direction: column; border-radius: 10px;
  background: var(--ground); box-shadow: 0 12px 40px rgb(0 0 0 / 35%); }
.modal h3 { margin: 0; padding: 18px 24px; border-bottom: 1px solid var(--line); font-size: 20px; }
.modal > .problem { margin: 0; padding: 8px 24px 0; }
.fields-list { padding: 16px 24px; overflow-y: auto; }
.foot { display: flex; justify-content: flex-end; gap: 8px; padding: 14px 24px; border-top: 1px solid var(--line); }
.input { display: block; margin: 16px 0 0; padding: 0; border: 0; } .input legend { padding: 0; }
.label { display: block; margin-bottom: 6px; font-weight: 700; } .tick { display: block; padding: 3px 0; }
.input textarea, .input input[type=text], .input input[type=date] { width: 100%; padding: 8px 10px; border: 1px solid var(--line);
  border-radius: 6px; background: var(--ground); color: var(--ink); font: inherit; }
.input .problem { display: block; margin-top: 4px; } [hidden] { display: none !important; }
hr { border: 0; border-top: 1px solid var(--line); margin: 12px 0; }
a { color: var(--link); }
code { padding: 1px 4px; border: 1px solid var(--line); border-radius: 4px; background: var(--wash); color: var(--code); font-size: 12px; }
pre { margin: 4px 0; padding: 8px 10px; border: 1px solid var(--line); border-radius: 6px; background: var(--wash);
  font-size: 12px; line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere; }
q { display: block; quotes: none; padding-left: 12px; border-left: 4px solid var(--line); }
.mention { padding: 0 2px; border-radius: 3px; background: var(--mention); color: var(--mentioned); }
@media (max-width: 640px) { body { display: block; } nav { position: static; width: auto; height: auto; }
  .fields { grid-template-columns: 1fr; } main { padding: 0 12px 32px; } h2 { margin: 0 -12px 8px; padding: 12px; } }
`;

/**
 * Fetches the page again every second and changes what differs, node by node, so that focus, scroll position, open menus
 * and half-filled forms stay; sends what is pressed, submitted and typed.
 */
export const SLACK_PAGE_SCRIPT = `
const PARTS = ['list', 'channels', 'view', 'clock'];
const shown = new Map(PARTS.map((id) => [id, document.getElementById(id).innerHTML]));
const isSameKind = (one, other) => one.nodeName === other.nodeName && (one.id ?? '') === (other.id ?? '');
// The children of one node become those of another; whoever has an id stays itself when something comes before it.
const become = (here, there) => {
  let at = here.firstChild;
  for (const next of [...there.childNodes]) {
    const known = next.id ? [...here.children].find(({ id }) => id === next.id) : at && isSameKind(at, next) ? at : null;
    if (!known) { here.insertBefore(next, at); continue; }
    while (at !== known) { const gone = at; at = at.nextSibling; gone.remove(); }
    at = known.nextSibling;
    if (known.isEqualNode(next)) continue;
    if (known.nodeType !== Node.ELEMENT_NODE) { known.nodeValue = next.nodeValue; continue; }
    for (const { name, value } of next.attributes) if (known.getAttribute(name) !== value) known.setAttribute(name, value);
    for (const { name } of [...known.attributes]) if (name !== 'open' && !next.hasAttribute(name)) known.removeAttribute(name);
    become(known, next);
  }
  while (at) { const gone = at; at = at.nextSibling; gone.remove(); }
};
const refresh = async () => {
  const answer = await fetch(location.pathname + location.search);
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const id of PARTS) {
    const then = next.getElementById(id);
    const html = then.innerHTML;
    // What the page itself wrote since, an error beside a field, stays until the server has news.
    if (shown.get(id) !== html) become(document.getElementById(id), then);
    shown.set(id, html);
  }
};
setInterval(() => refresh().catch(() => { document.title = 'Forewarn: the local cloud has stopped'; }), 1000);

const user = document.body.dataset.user;
const trouble = (text) => {
  const place = document.getElementById('trouble');
  place.hidden = text === '';
  place.textContent = text;
};
const act = async (what, input) => {
  if (user === '') return trouble('Say who you are first.');
  const answer = await fetch('/__local/slack/' + what, { method: 'POST', body: JSON.stringify({ user, ...input }) });
  const said = await answer.json();
  const status = answer.ok ? (said.status ?? 200) : answer.status;
  trouble(status === 200 ? '' : 'Forewarn answered ' + status + ': ' + (said.message ?? 'Slack would say that something went wrong.'));
  await refresh();
  return said;
};
const valuesOf = (form) => {
  const values = {};
  for (const input of form.querySelectorAll('.input')) {
    const { block, action, type } = input.dataset;
    const field = input.querySelector('textarea, input');
    const ticked = () => [...input.querySelectorAll('input:checked')].map(({ value }) => ({ value }));
    const state = type === 'checkboxes' ? { selected_options: ticked() }
      : type === 'datepicker' ? { selected_date: field.value || null } : { value: field.value || null };
    values[block] = { [action]: { type, ...state } };
  }
  return values;
};
document.addEventListener('click', ({ target }) => {
  const pressed = target.closest('[data-press]');
  if (pressed) return void act('press', JSON.parse(pressed.dataset.press));
  if (target.closest('[data-close]')) void act('close', {});
});
document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (form.method === 'get' && form.id !== 'command' && !form.matches('.modal')) return;
  event.preventDefault();
  if (form.id === 'command') {
    const channel = location.hash.slice(1) || document.querySelector('.channel[id]')?.id || 'general';
    await act('command', { channel, text: form.elements.text.value });
    form.reset();
    return;
  }
  const said = await act('submit', { values: valuesOf(form) });
  for (const place of form.querySelectorAll('[data-error]')) {
    const error = said?.errors?.[place.dataset.error];
    place.hidden = error === undefined;
    place.textContent = error ?? '';
  }
});
`;
