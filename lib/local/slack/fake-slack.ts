import { createSlackActs, type SlackActs, type SlackApp } from './slack-acts.ts';
import { SLACK_METHODS, type SlackAnswer, type SlackArguments, type SlackWorkspace } from './slack-methods.ts';
import { createSlackPeople, type SlackPeople } from './slack-people.ts';
import { createSlackStore, type SlackChannel } from './slack-store.ts';

/**
 * Trouble that a test orders. `rateLimit`, `error`, `status` and `lostAnswer` hit the next `times` calls (of one channel
 * or method, if named); the rest are states that stay.
 */
export type SlackFault = {
  readonly rateLimit?: { readonly times: number; readonly retryAfter: number };
  readonly error?: string;
  readonly status?: number;
  /** The message is taken, but the connection breaks before the answer. */
  readonly lostAnswer?: boolean;
  readonly times?: number;
  readonly channel?: string;
  readonly method?: string;
  /** Enforce Slack's one message per second and channel. */
  readonly onePerSecond?: boolean;
  readonly unknownChannels?: readonly string[];
  readonly archivedChannels?: readonly string[];
  readonly leftChannels?: readonly string[];
  readonly revokedTokens?: readonly string[];
  /** Forget every fault ordered before. */
  readonly clear?: boolean;
};

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

export type FakeSlack = {
  readonly handle: (call: SlackCall) => SlackResponse;
  readonly channels: () => SlackChannel[];
  readonly people: SlackPeople;
  /** What people do; needs an app that listens. */
  readonly acts: SlackActs;
  readonly order: (fault: SlackFault) => void;
  /** Every call so far: method, channel and the answer's `error`, if any. */
  readonly calls: () => { readonly method: string; readonly channel: unknown; readonly error: unknown }[];
};

type Pending = Required<Pick<SlackFault, 'times'>> & SlackFault;

/** A Slack workspace that behaves like the real one where Forewarn touches it; any `xoxb-` token is a valid one. */
export function createFakeSlack(options: {
  readonly now: () => Date;
  readonly dataFolder?: string | undefined;
  readonly app?: SlackApp;
}): FakeSlack {
  const store = createSlackStore(options.now, options.dataFolder);
  const people = createSlackPeople(options.now);
  const sets = {
    unknownChannels: new Set<string>(),
    archivedChannels: new Set<string>(),
    leftChannels: new Set<string>(),
    revokedTokens: new Set<string>(),
  };
  const workspace: SlackWorkspace = { store, people, ...sets };
  const calls: { method: string; channel: unknown; error: unknown }[] = [];
  const lastPost = new Map<string, number>();
  let pending: Pending[] = [];
  let isOnePerSecond = false;

  function takeFault(method: string, channel: unknown): Pending | undefined {
    const fault = pending.find(
      (candidate) =>
        candidate.times > 0 &&
        (candidate.method === undefined || candidate.method === method) &&
        (candidate.channel === undefined || isSameChannel(candidate.channel, channel)),
    );
    if (fault) pending = pending.map((entry) => (entry === fault ? { ...entry, times: entry.times - 1 } : entry));
    return fault;
  }

  function isSameChannel(name: string, channel: unknown): boolean {
    return typeof channel === 'string' && store.open(name).id === store.open(channel).id;
  }

  function answer(call: SlackCall, parameters: SlackArguments): SlackResponse {
    const token = /^Bearer (.*)$/.exec(call.authorization ?? '')?.[1] ?? parameters['token'];
    const refuse = (error: string): SlackResponse => respond(200, { ok: false, error });
    if (typeof token !== 'string' || token === '') return refuse('not_authed');
    if (!token.startsWith('xoxb-')) return refuse('invalid_auth');
    if (sets.revokedTokens.has(token)) return refuse('token_revoked');
    const method = SLACK_METHODS[call.method];
    if (!method) return refuse('unknown_method');
    const channel = parameters['channel'];
    const fault = takeFault(call.method, channel);
    if (fault?.rateLimit) return rateLimited(fault.rateLimit.retryAfter);
    if (fault?.status !== undefined) return respond(fault.status, { ok: false, error: 'internal_error' });
    if (fault?.error !== undefined) return refuse(fault.error);
    if (isOnePerSecond && call.method === 'chat.postMessage' && typeof channel === 'string') {
      const { id } = store.open(channel);
      // Real time: a limit that a moved clock could lift would prove nothing.
      if (Date.now() - (lastPost.get(id) ?? 0) < 1000) return rateLimited(1);
      lastPost.set(id, Date.now());
    }
    const answered = method(parameters, workspace);
    return fault?.lostAnswer ? 'dropped' : respond(200, answered);
  }

  return {
    handle: (call) => {
      const parameters = parseBody(call);
      const response = answer(call, parameters);
      const error = response === 'dropped' ? 'dropped' : response.body['error'];
      calls.push({ method: call.method, channel: parameters['channel'], error });
      return response;
    },
    channels: store.channels,
    people,
    acts: createSlackActs({ store, people, now: options.now, app: options.app }),
    calls: () => calls,
    order: (fault) => {
      if (fault.clear) {
        pending = [];
        isOnePerSecond = false;
        for (const set of Object.values(sets)) set.clear();
      }
      if (fault.onePerSecond !== undefined) isOnePerSecond = fault.onePerSecond;
      for (const [name, set] of Object.entries(sets)) {
        for (const entry of fault[name as keyof typeof sets] ?? []) set.add(entry);
      }
      const isCounted = fault.rateLimit ?? fault.error ?? fault.status ?? fault.lostAnswer;
      if (isCounted !== undefined) pending.push({ ...fault, times: fault.times ?? fault.rateLimit?.times ?? 1 });
    },
  };
}

function rateLimited(retryAfter: number): SlackResponse {
  return respond(429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(retryAfter) });
}

function respond(status: number, body: SlackAnswer, headers: Record<string, string> = {}): SlackResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body };
}

function parseBody({ contentType, body }: SlackCall): SlackArguments {
  if (contentType.includes('json')) return body === '' ? {} : (JSON.parse(body) as SlackArguments);
  return Object.fromEntries(new URLSearchParams(body));
}
