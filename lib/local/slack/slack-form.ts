import { listOf, type Members, membersOf } from '../parsed.ts';
import { escapeHtml } from './slack-mrkdwn.ts';
import type { SlackView } from './slack-people.ts';

/** A form (Slack's modal) as HTML, its inputs named by block and action; `renderBlock` shows what is no input. */
export function renderSlackForm(view: SlackView, renderBlock: (block: Members) => string): string {
  const blocks = listOf(view['blocks'])
    .map(membersOf)
    .map((block) => (block['type'] === 'input' ? renderInput(block) : renderBlock(block)));
  return `<div class="overlay"><form class="modal" role="dialog" aria-modal="true" aria-labelledby="modal-title" data-view="${escapeHtml(view.id)}">
<h3 id="modal-title">${words(view['title'])}</h3>
<div class="fields-list">${blocks.join('')}</div>
<p class="problem" role="alert" hidden></p>
<div class="foot"><button type="button" class="button" data-close>${words(view['close'])}</button>
<button type="submit" class="button primary">${words(view['submit'])}</button></div>
</form></div>`;
}

function renderInput(block: Members): string {
  const element = membersOf(block['element']);
  const render = INPUTS[String(element['type'])];
  const id = escapeHtml(String(block['block_id']));
  const optional = block['optional'] === true ? ' <span class="edited">(optional)</span>' : '';
  const label = `<span class="label">${words(block['label'])}${optional}</span>`;
  const body = render
    ? render(element, block['optional'] !== true)
    : `<span class="edited">[${escapeHtml(String(element['type']))}]</span>`;
  const attributes = `class="input" data-block="${id}" data-action="${escapeHtml(String(element['action_id']))}" data-type="${escapeHtml(String(element['type']))}"`;
  const error = `<span class="problem" data-error="${id}" role="alert" hidden></span>`;
  return element['type'] === 'checkboxes'
    ? `<fieldset ${attributes}><legend>${label}</legend>${body}${error}</fieldset>`
    : `<label ${attributes}>${label}${body}${error}</label>`;
}

const INPUTS: Record<string, (element: Members, isRequired: boolean) => string> = {
  plain_text_input: ({ multiline, max_length, initial_value }, isRequired) => {
    const attributes = `maxlength="${Number(max_length ?? 3000)}"${isRequired ? ' required' : ''}`;
    const value = escapeHtml(String(initial_value ?? ''));
    return multiline === true
      ? `<textarea rows="3" ${attributes}>${value}</textarea>`
      : `<input type="text" value="${value}" ${attributes}>`;
  },
  datepicker: ({ initial_date }, isRequired) =>
    `<input type="date" value="${escapeHtml(String(initial_date ?? ''))}"${isRequired ? ' required' : ''}>`,
  checkboxes: (element) => {
    const ticked = new Set(listOf(element['initial_options']).map((option) => String(membersOf(option)['value'])));
    return listOf(element['options'])
      .map(membersOf)
      .map(({ value, text, description }) => {
        const name = String(value);
        const small = description === undefined ? '' : ` <span class="edited">${words(description)}</span>`;
        return `<label class="tick"><input type="checkbox" value="${escapeHtml(name)}"${ticked.has(name) ? ' checked' : ''}> ${words(text)}${small}</label>`;
      })
      .join('');
  },
};

const words = (text: unknown): string => escapeHtml(String(membersOf(text)['text'] ?? ''));
