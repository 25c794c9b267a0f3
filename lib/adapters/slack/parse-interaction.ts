import { DomainError } from '../../domain/errors.ts';
import { checkForm, INPUTS } from '../../domain/interaction/check-form.ts';
import { type Command, type Interaction, isForm, isPressed, type Press } from '../../domain/interaction/interaction.ts';
import { parseButtonValue } from '../../domain/notification/slack/button-value.ts';

/** What of Slack's request asks for something to be done; `ignored`: what only tells (a link was followed, a form was closed). */
export type SlackRequest =
  | { readonly kind: 'press'; readonly press: Press; readonly trigger: string }
  | { readonly kind: 'answered'; readonly interaction: Interaction }
  | { readonly kind: 'invalid-form'; readonly errors: Readonly<Record<string, string>> }
  | { readonly kind: 'ignored' };

type Node = Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
const node = (value: unknown): Node => (isNode(value) ? value : {});
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The longest address that Slack would give for an answer, by far. */
const MAX_URL = 500;

/** `/forewarn …`, as form fields. Throws `invalid-request`. `at`: UTC ISO 8601. */
export function parseCommand(fields: URLSearchParams, at: string): Command {
  return {
    kind: 'command',
    text: (fields.get('text') ?? '').slice(0, 500),
    user: userOf(fields.get('user_id')),
    at,
    ...responseUrlOf(fields.get('response_url')),
  };
}

/** The `payload` field of an interaction. Throws `invalid-request` where Slack would not send such a thing. */
export function parseInteraction(payload: string, at: string): SlackRequest {
  const parsed = node(parseJson(payload));
  const user = userOf(node(parsed['user'])['id']);
  if (parsed['type'] === 'block_actions') return parsePress(parsed, { user, at });
  if (parsed['type'] === 'view_submission') return parseSubmission(node(parsed['view']), { user, at });
  return { kind: 'ignored' };
}

function parsePress(payload: Node, by: { user: string; at: string }): SlackRequest {
  const [action] = list(payload['actions']).map(node);
  const id = text(action?.['action_id']) ?? '';
  const isMenu = id === 'answer.more';
  const answer = isMenu ? text(node(action?.['selected_option'])['value']) : /^answer\.(.+)$/.exec(id)?.[1];
  if (answer === undefined || !isPressed(answer)) return { kind: 'ignored' };
  const about = parseButtonValue(isMenu ? besideMenu(payload, action) : (text(action?.['value']) ?? ''));
  if (!about) throw malformed('its button has no value of Forewarn’s');
  const trigger = text(payload['trigger_id']) ?? '';
  const press: Press = { kind: 'press', answer, about, ...by, ...responseUrlOf(payload['response_url']) };
  return { kind: 'press', press, trigger };
}

/** A menu's own values are too short: its message's buttons say what it is about, at the worst its block's id. */
function besideMenu(payload: Node, action: Node | undefined): string {
  const blockId = text(action?.['block_id']) ?? '';
  const block = list(node(payload['message'])['blocks'])
    .map(node)
    .find((candidate) => candidate['block_id'] === blockId);
  const values = list(block?.['elements']).flatMap((element) => text(node(element)['value']) ?? []);
  return values[0] ?? blockId.replace(/^answer:/, '');
}

function parseSubmission(view: Node, by: { user: string; at: string }): SlackRequest {
  const answer = /^answer\.(.+)$/.exec(text(view['callback_id']) ?? '')?.[1];
  if (answer === undefined || !isForm(answer)) return { kind: 'ignored' };
  const memory = node(parseJson(text(view['private_metadata']) ?? ''));
  const about = parseButtonValue(text(memory['value']) ?? '');
  if (!about) throw malformed('its form carries no value of Forewarn’s');
  const inputs = inputsOf(node(node(view['state'])['values']));
  const checked = checkForm(answer, inputs, { after: text(memory['after']) ?? '', now: by.at });
  if (checked.outcome === 'invalid') return { kind: 'invalid-form', errors: checked.errors };
  const { consumers, reason, until } = checked;
  return {
    kind: 'answered',
    interaction: {
      kind: 'submission',
      answer,
      about: { ...about, consumers },
      ...by,
      ...(reason === undefined ? {} : { reason }),
      ...(until === undefined ? {} : { until }),
      ...responseUrlOf(memory['responseUrl']),
    },
  };
}

/** The state of a view's inputs: by block, then by action. Checkboxes may be in several blocks. */
function inputsOf(values: Node) {
  const inputs = Object.values(values).flatMap((block) => Object.entries(node(block)));
  const of = (name: string): readonly Node[] =>
    inputs.flatMap(([action, input]) => (action === name ? [node(input)] : []));
  const consumers = of(INPUTS.models)
    .flatMap((input) => list(input['selected_options']))
    .flatMap((option) => text(node(option)['value']) ?? []);
  const until = text(of(INPUTS.until)[0]?.['selected_date']);
  return {
    consumers,
    reason: text(of(INPUTS.reason)[0]?.['value']) ?? '',
    ...(until === undefined ? {} : { until }),
  };
}

function userOf(id: unknown): string {
  const user = text(id);
  if (user !== undefined && /^[UW][A-Z0-9]{4,20}$/.test(user)) return user;
  throw malformed('it names no user');
}

const responseUrlOf = (url: unknown) => {
  const responseUrl = text(url);
  return responseUrl === undefined || responseUrl.length > MAX_URL ? {} : { responseUrl };
};

function parseJson(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch (error) {
    if (error instanceof SyntaxError) throw malformed('its payload is not JSON');
    throw error;
  }
}

const malformed = (why: string): DomainError =>
  new DomainError('invalid-request', `this is no interaction that Slack sends: ${why}`);
