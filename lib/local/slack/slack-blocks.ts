/** A block, an element or a text object as a caller sent it; nothing about it is trusted. */
type Node = Record<string, unknown>;

type Check = { readonly at: string; readonly problems: string[] };

const MAX_BLOCKS = 50;
const MAX_VIEW_BLOCKS = 100;

/**
 * What Slack would answer in `response_metadata.messages` to a list of blocks: one line per problem, empty if it would
 * take them. Covers the blocks and limits that Forewarn touches (docs.slack.dev/reference/block-kit).
 */
export function findBlockProblems(blocks: unknown, max = MAX_BLOCKS): string[] {
  const problems: string[] = [];
  if (!Array.isArray(blocks)) return ['[ERROR] must be an array [json-pointer:/blocks]'];
  if (blocks.length > max) {
    problems.push(`[ERROR] no more than ${max} items allowed [json-pointer:/blocks]`);
  }
  const ids = new Set<unknown>();
  for (const [index, block] of blocks.entries()) {
    const check = { at: `/blocks/${index}`, problems };
    if (!isNode(block)) {
      report(check, '', 'must be an object');
      continue;
    }
    checkBlock(block, check);
    if (block['block_id'] === undefined) continue;
    checkLength(block['block_id'], { ...check, at: `${check.at}/block_id` }, { max: 255 });
    if (ids.has(block['block_id'])) report(check, '/block_id', `\`block_id\` \`${block['block_id']}\` already exists`);
    ids.add(block['block_id']);
  }
  return problems;
}

/** The same of a view that is to be opened as a modal (docs.slack.dev/reference/views). */
export function findViewProblems(view: unknown): string[] {
  if (!isNode(view)) return ['[ERROR] must be an object [json-pointer:/view]'];
  const problems = findBlockProblems(view['blocks'], MAX_VIEW_BLOCKS);
  const check = { at: '/view', problems };
  if (view['type'] !== 'modal') report(check, '/type', 'must be modal');
  for (const part of ['title', 'submit', 'close'])
    if (part === 'title' || view[part] !== undefined)
      checkText(view[part], at(check, `/${part}`), { max: 24, types: ['plain_text'] });
  if (view['private_metadata'] !== undefined)
    checkLength(view['private_metadata'], at(check, '/private_metadata'), { max: 3000 });
  if (view['callback_id'] !== undefined) checkLength(view['callback_id'], at(check, '/callback_id'), { max: 255 });
  return problems;
}

function checkBlock(block: Node, check: Check): void {
  const known = BLOCKS[String(block['type'])];
  if (!known) {
    report(check, '/type', `unsupported type: ${block['type']}`);
    return;
  }
  known(block, check);
}

const BLOCKS: Record<string, (block: Node, check: Check) => void> = {
  divider: () => undefined,
  header: (block, check) => checkText(block['text'], at(check, '/text'), { max: 150, types: ['plain_text'] }),
  section: (block, check) => {
    if (block['text'] === undefined && block['fields'] === undefined) {
      report(check, '', 'missing required field: text or fields');
    }
    if (block['text'] !== undefined) checkText(block['text'], at(check, '/text'), { max: 3000 });
    if (block['fields'] !== undefined) {
      checkItems(block['fields'], at(check, '/fields'), {
        max: 10,
        item: (field, place) => checkText(field, place, { max: 2000 }),
      });
    }
    if (block['accessory'] !== undefined) checkElement(block['accessory'], at(check, '/accessory'));
  },
  context: (block, check) =>
    checkItems(block['elements'], at(check, '/elements'), {
      max: 10,
      item: (element, place) =>
        isNode(element) && element['type'] === 'image' ? undefined : checkText(element, place, { max: 3000 }),
    }),
  actions: (block, check) => {
    checkItems(block['elements'], at(check, '/elements'), { max: 25, item: checkElement });
    const ids = (Array.isArray(block['elements']) ? block['elements'] : []).map((element) => element?.action_id);
    const named = ids.filter((id) => id !== undefined);
    if (new Set(named).size < named.length) report(check, '/elements', '`action_id` must be unique within a block');
  },
  input: (block, check) => {
    checkText(block['label'], at(check, '/label'), { max: 2000, types: ['plain_text'] });
    checkElement(block['element'], at(check, '/element'));
  },
  rich_text: (block, check) =>
    checkItems(block['elements'], at(check, '/elements'), { max: 1000, item: () => undefined }),
};

function checkElement(element: unknown, check: Check): void {
  if (!isNode(element)) {
    report(check, '', 'must be an object');
    return;
  }
  const type = String(element['type']);
  if (element['action_id'] !== undefined) checkLength(element['action_id'], at(check, '/action_id'), { max: 255 });
  if (type === 'button') {
    checkText(element['text'], at(check, '/text'), { max: 75, types: ['plain_text'] });
    if (element['value'] !== undefined) checkLength(element['value'], at(check, '/value'), { max: 2000 });
    if (element['url'] !== undefined) checkLength(element['url'], at(check, '/url'), { max: 3000 });
    const style = element['style'];
    if (style !== undefined && style !== 'primary' && style !== 'danger')
      report(check, '/style', 'must be primary or danger');
  } else if (OPTION_ELEMENTS.has(type)) {
    const max = type === 'overflow' ? 5 : type.startsWith('static') || type.startsWith('multi') ? 100 : 10;
    const item = (option: unknown, place: Check): void => checkOption(option, place);
    checkItems(element['options'], at(check, '/options'), { max, item });
  } else if (!OTHER_ELEMENTS.has(type)) {
    report(check, '/type', `unsupported type: ${type}`);
  }
  if (element['confirm'] !== undefined && isNode(element['confirm'])) {
    checkText(element['confirm']['title'], at(check, '/confirm/title'), { max: 100, types: ['plain_text'] });
    checkText(element['confirm']['text'], at(check, '/confirm/text'), { max: 300 });
  }
}

const OPTION_ELEMENTS = new Set(['overflow', 'static_select', 'multi_static_select', 'checkboxes', 'radio_buttons']);
const OTHER_ELEMENTS = new Set([
  'plain_text_input',
  'datepicker',
  'datetimepicker',
  'image',
  'users_select',
  'url_text_input',
]);

function checkOption(option: unknown, check: Check): void {
  if (!isNode(option)) {
    report(check, '', 'must be an object');
    return;
  }
  checkText(option['text'], at(check, '/text'), { max: 75 });
  if (option['description'] !== undefined) checkText(option['description'], at(check, '/description'), { max: 75 });
  checkLength(option['value'], at(check, '/value'), { max: 150 });
}

function checkText(text: unknown, check: Check, rules: { max: number; types?: readonly string[] }): void {
  if (!isNode(text)) {
    report(check, '', 'must be an object');
    return;
  }
  const types = rules.types ?? ['plain_text', 'mrkdwn'];
  if (!types.includes(String(text['type']))) report(check, '/type', `must be ${types.join(' or ')}`);
  checkLength(text['text'], at(check, '/text'), { min: 1, max: rules.max });
}

function checkLength(value: unknown, check: Check, { min = 0, max }: { min?: number; max: number }): void {
  if (typeof value !== 'string') {
    report(check, '', 'must be a string');
    return;
  }
  if (value.length < min) report(check, '', `must be more than ${min - 1} characters`);
  if (value.length > max) report(check, '', `must be less than ${max + 1} characters`);
}

function checkItems(
  items: unknown,
  check: Check,
  rules: { max: number; item: (item: unknown, check: Check) => void },
): void {
  if (!Array.isArray(items) || items.length === 0) {
    report(check, '', 'must have at least 1 item');
    return;
  }
  if (items.length > rules.max) report(check, '', `no more than ${rules.max} items allowed`);
  for (const [index, item] of items.entries()) rules.item(item, at(check, `/${index}`));
}

function at(check: Check, path: string): Check {
  return { ...check, at: check.at + path };
}

function report(check: Check, path: string, problem: string): void {
  check.problems.push(`[ERROR] ${problem} [json-pointer:${check.at}${path}]`);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
