import { SlackActs } from './slack-acts.ts';
import { type SlackFault, SlackFaults } from './slack-faults.ts';
import { SLACK_METHODS, type SlackAnswer, type SlackArguments } from './slack-methods.ts';
import { createSlackPeople, type SlackPeople } from './slack-people.ts';
import type { SlackApp } from './slack-requests.ts';
import { createSlackStore, type SlackChannel, type SlackStore } from './slack-store.ts';

type SlackCall = {
  readonly method: string;
  readonly authorization: string | undefined;
  readonly contentType: string;
  readonly body: string;
};

/** `dropped`: break the connection instead of answering. */
type SlackResponse =
  | { readonly status: number; readonly headers: Record<string, string>; readonly body: SlackAnswer }
  | 'dropped';

/** A call as it was answered: `error` is undefined if all was well. */
type AnsweredCall = { readonly method: string; readonly channel: unknown; readonly error: unknown };

/** A Slack workspace that behaves like the real one where Forewarn touches it; any `xoxb-` token is a valid one. */
export class FakeSlack {
  readonly people: SlackPeople;
  /** What people do; needs an app that listens. */
  readonly acts: SlackActs;
  readonly #store: SlackStore;
  readonly #faults: SlackFaults;
  readonly #calls: AnsweredCall[] = [];

  constructor(options: {
    readonly now: () => Date;
    readonly dataFolder?: string | undefined;
    readonly app?: SlackApp;
  }) {
    const { now, dataFolder, app } = options;
    this.#store = createSlackStore(now, dataFolder);
    this.#faults = new SlackFaults(this.#store);
    this.people = createSlackPeople(now);
    this.acts = new SlackActs({ store: this.#store, people: this.people, now, app });
  }

  handle(call: SlackCall): SlackResponse {
    const parameters = parseBody(call);
    const response = this.#answer(call, parameters);
    const error = response === 'dropped' ? 'dropped' : response.body['error'];
    this.#calls.push({ method: call.method, channel: parameters['channel'], error });
    return response;
  }

  channels(): SlackChannel[] {
    return this.#store.channels();
  }

  order(fault: SlackFault): void {
    this.#faults.order(fault);
  }

  /** Every call so far. */
  calls(): readonly AnsweredCall[] {
    return this.#calls;
  }

  #answer(call: SlackCall, parameters: SlackArguments): SlackResponse {
    const token = /^Bearer (.*)$/.exec(call.authorization ?? '')?.[1] ?? parameters['token'];
    if (typeof token !== 'string' || token === '') return refuse('not_authed');
    if (!token.startsWith('xoxb-')) return refuse('invalid_auth');
    if (this.#faults.revokedTokens.has(token)) return refuse('token_revoked');
    const method = SLACK_METHODS[call.method];
    if (!method) return refuse('unknown_method');
    const channel = parameters['channel'];
    const fault = this.#faults.take(call.method, channel);
    if (fault?.rateLimit) return rateLimited(fault.rateLimit.retryAfter);
    if (fault?.status !== undefined) return respond(fault.status, { ok: false, error: 'internal_error' });
    if (fault?.error !== undefined) return refuse(fault.error);
    const isPost = call.method === 'chat.postMessage' && typeof channel === 'string';
    if (isPost && this.#faults.isTooSoon(channel)) return rateLimited(1);
    const { unknownChannels, archivedChannels, leftChannels } = this.#faults;
    const workspace = { store: this.#store, people: this.people, unknownChannels, archivedChannels, leftChannels };
    const answered = method(parameters, workspace);
    return fault?.lostAnswer ? 'dropped' : respond(200, answered);
  }
}

function refuse(error: string): SlackResponse {
  return respond(200, { ok: false, error });
}

function rateLimited(retryAfter: number): SlackResponse {
  return respond(429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(retryAfter) });
}

function respond(status: number, body: SlackAnswer, headers: Record<string, string> = {}): SlackResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body };
}

function parseBody({ contentType, body }: SlackCall): SlackArguments {
  if (contentType.includes('json')) return JSON.parse(body || '{}');
  return Object.fromEntries(new URLSearchParams(body));
}
