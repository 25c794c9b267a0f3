import type { Json } from '../cloudformation/cloud-assembly.ts';
import { isObject } from '../cloudformation/properties.ts';

/** Trouble that a test orders for the next `times` posts. */
export type MsTeamsFault = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The card is posted, but the connection breaks before the answer. */
  readonly lostAnswer?: boolean;
  readonly times?: number;
};
type Post = { readonly path: string; readonly contentType: string; readonly body: string };
type Answer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: unknown };

/** Teams takes 28 KB of a message, and four of them a second. */
const MAX_BYTES = 28 * 1024;
const A_SECOND = 4;
const CARD = 'application/vnd.microsoft.card.adaptive';
/** Elements of a card's body, of version 1.4. */
const ELEMENTS = new Set(['TextBlock', 'RichTextBlock', 'Container', 'ColumnSet', 'FactSet', 'Image', 'ActionSet']);

/** Microsoft Teams as far as Forewarn speaks to it: workflows that post the card of a webhook request into a channel. */
export class FakeMsTeams {
  readonly #now: () => number;
  readonly #cards: { readonly workflow: string; readonly message: unknown }[] = [];
  #pending: (MsTeamsFault & { times: number })[] = [];
  #taken: number[] = [];

  constructor({ now = Date.now }: { readonly now?: () => number } = {}) {
    this.#now = now;
  }

  /** The messages that were taken, oldest first, with the workflow that each came to. */
  cards(): readonly { readonly workflow: string; readonly message: unknown }[] {
    return this.#cards;
  }

  order(fault: MsTeamsFault): void {
    this.#pending.push({ ...fault, times: fault.times ?? 1 });
  }

  /** `dropped`: break the connection instead of answering. */
  handle({ path, contentType, body }: Post): Answer | 'dropped' {
    const fault = this.#pending.find(({ times }) => times > 0);
    if (fault) fault.times--;
    if (fault?.status !== undefined) return answer(fault.status, 'fault', fault.headers);
    const { pathname, searchParams } = new URL(path, 'https://teams.local');
    const workflow = /\/workflows\/([^/]+)\/triggers\/manual\/paths\/invoke$/.exec(pathname)?.[1];
    if (workflow === undefined) return answer(404, 'WorkflowNotFound');
    if (!searchParams.get('sig')) return answer(401, 'DirectApiAuthorizationRequired');
    if (Buffer.byteLength(body) > MAX_BYTES) return answer(413, 'RequestEntityTooLarge');
    const now = this.#now();
    this.#taken = this.#taken.filter((at) => at > now - 1_000);
    if (this.#taken.length >= A_SECOND) return answer(429, 'TooManyRequests', { 'retry-after': '1' });
    const problem = contentType.startsWith('application/json') ? problemOf(body) : 'the content type is not JSON';
    if (problem !== undefined) return answer(400, `TriggerInputSchemaMismatch: ${problem}`);
    this.#taken.push(now);
    this.#cards.push({ workflow, message: JSON.parse(body) });
    return fault?.lostAnswer
      ? 'dropped'
      : answer(202, undefined, { 'x-ms-workflow-run-id': `run-${this.#cards.length}` });
  }
}

const answer = (status: number, code?: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: code === undefined ? {} : { error: { code } },
});

/** Why Teams would show no card. */
function problemOf(body: string): string | undefined {
  const message = parse(body);
  if (!isObject(message) || message['type'] !== 'message') return 'the type is not message';
  const attachments = message['attachments'];
  const [attachment, ...more] = Array.isArray(attachments) ? attachments : [];
  if (!isObject(attachment) || more.length > 0 || attachment['contentType'] !== CARD) return 'not one Adaptive Card';
  const card = attachment['content'];
  if (!isObject(card) || card['type'] !== 'AdaptiveCard' || !/^1\.[0-5]$/.test(String(card['version'])))
    return 'not a card of a version that Teams knows';
  const elements = card['body'];
  if (!Array.isArray(elements) || elements.length === 0) return 'the card is empty';
  const isKnown = (element: Json) => isObject(element) && ELEMENTS.has(String(element['type']));
  return elements.every(isKnown) ? undefined : 'an element that Teams does not know';
}

function parse(body: string): Json | undefined {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
