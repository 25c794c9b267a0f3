import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Denial } from './aws-proxy.ts';
import type { LocalClock } from './clock.ts';
import type { CapacityMeter } from './dynamodb/capacity-meter.ts';
import type { FakeGithub, GithubFault } from './github/fake-github.ts';
import type { Grant } from './iam/iam-policy.ts';
import type { FunctionLogs } from './lambda/function-logs.ts';
import type { TopicMessage } from './messaging/topic-observer.ts';
import type { FakeMsTeams, MsTeamsFault } from './msteams/fake-msteams.ts';
import type { FakeSlack } from './slack/fake-slack.ts';
import type { SlackFault } from './slack/slack-faults.ts';
import { renderSlackPage } from './slack/slack-page.ts';
import type { FakeWebhooks } from './webhook/fake-webhooks.ts';

/** What the control endpoints show and move. */
export type ControlServices = {
  readonly clock: LocalClock;
  readonly slack: FakeSlack;
  readonly github: FakeGithub;
  readonly msteams: FakeMsTeams;
  readonly webhooks: FakeWebhooks;
  readonly logs: FunctionLogs;
  readonly topicMessages: () => readonly TopicMessage[];
  readonly capacity: CapacityMeter;
  readonly queues: () => Promise<object[]>;
  readonly deliveries: () => Promise<object[]>;
  readonly unusedGrants: () => Grant[];
  readonly denials: () => readonly Denial[];
  readonly outputs: () => object;
  /** Runs the schedules that a move of the clock has made due. */
  readonly runDueSchedules: () => Promise<void>;
  readonly waitUntilIdle: (timeoutMs: number) => Promise<void>;
};

export const CONTROL_PREFIX = '/__local/';
const SLACK_API = '/__local/slack/api/';
const GITHUB_API = '/__local/github/api';
const WEBHOOKS = '/__local/webhooks/post';
const MSTEAMS = '/__local/msteams/post';
const RESPONSE_URLS = '/__local/slack/respond/';
const MAX_BODY_BYTES = 2 * 1024 * 1024;

type Exchange = { readonly url: URL; readonly body: string; readonly services: ControlServices };
type Endpoint = (exchange: Exchange) => unknown;

const ENDPOINTS: Record<string, Endpoint> = {
  'GET /__local/clock': ({ services }) => describeClock(services.clock),
  'POST /__local/clock': async ({ body, services }) => {
    const wish: { advance?: string; now?: string } = JSON.parse(body);
    if ((wish.advance === undefined) === (wish.now === undefined)) {
      throw new RangeError('Say either {"advance":"P8D"} or {"now":"2027-01-31T09:00:00Z"}.');
    }
    if (wish.advance !== undefined) services.clock.advance(wish.advance);
    if (wish.now !== undefined) services.clock.moveTo(wish.now);
    await services.runDueSchedules();
    return describeClock(services.clock);
  },
  'GET /__local/slack/messages': ({ services }) => ({
    channels: services.slack.channels().map(({ id, name, messages }) => ({ id, name, messages })),
  }),
  'GET /__local/slack/calls': ({ services }) => ({ calls: services.slack.calls() }),
  'POST /__local/slack/faults': ({ body, services }) => {
    const fault: SlackFault = JSON.parse(body);
    services.slack.order(fault);
    return { ok: true };
  },
  'POST /__local/slack/press': ({ body, services }) => services.slack.acts.press(JSON.parse(body)),
  'POST /__local/slack/submit': ({ body, services }) => services.slack.acts.submit(JSON.parse(body)),
  'POST /__local/slack/close': ({ body, services }) => {
    services.slack.acts.close(JSON.parse(body));
    return { ok: true };
  },
  'POST /__local/slack/command': ({ body, services }) => services.slack.acts.command(JSON.parse(body)),
  'GET /__local/slack/usergroups': ({ services }) => Object.fromEntries(services.slack.people.groups),
  'POST /__local/slack/usergroups': ({ body, services }) => {
    const { groups } = services.slack.people;
    const given: Record<string, string[]> = JSON.parse(body);
    for (const [id, users] of Object.entries(given)) groups.set(id, users);
    return Object.fromEntries(groups);
  },
  'GET /__local/github/issues': ({ services }) => ({ repositories: services.github.repositories() }),
  'POST /__local/github/faults': ({ body, services }) => {
    const fault: GithubFault = JSON.parse(body);
    services.github.order(fault);
    return { ok: true };
  },
  'GET /__local/webhooks/events': ({ services }) => ({ events: services.webhooks.events() }),
  'GET /__local/msteams/cards': ({ services }) => ({ cards: services.msteams.cards() }),
  'POST /__local/msteams/faults': ({ body, services }) => {
    const fault: MsTeamsFault = JSON.parse(body);
    services.msteams.order(fault);
    return { ok: true };
  },
  'GET /__local/sns/messages': ({ services }) => ({ messages: services.topicMessages() }),
  'GET /__local/queues': async ({ services }) => ({ queues: await services.queues() }),
  'GET /__local/deliveries': async ({ services }) => ({ deliveries: await services.deliveries() }),
  'GET /__local/logs': ({ url, services }) => ({
    lines: services.logs.read(url.searchParams.get('function') ?? undefined),
  }),
  'GET /__local/iam/unused': ({ services }) => ({ unused: services.unusedGrants() }),
  'GET /__local/iam/denied': ({ services }) => ({ denied: services.denials() }),
  'GET /__local/dynamodb/capacity': ({ services }) => ({ uses: services.capacity.uses() }),
  'POST /__local/dynamodb/capacity': ({ services }) => {
    services.capacity.reset();
    return { uses: [] };
  },
  'GET /__local/outputs': ({ services }) => services.outputs(),
  'POST /__local/idle': async ({ url, services }) => {
    await services.waitUntilIdle(Number(url.searchParams.get('timeoutMs') ?? 30_000));
    return { idle: true };
  },
};

/** Answers what lies below `/__local/`: the control endpoints, the fake Slack's API and its page. */
export function createControl(services: ControlServices) {
  return async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const url = new URL(incoming.url ?? '/', 'http://localhost');
    if (!isOwnPage(incoming)) return sendJson(outgoing, 403, { message: 'Only pages of this machine may do that.' });
    const body = await readBody(incoming);
    if (body === undefined) return sendJson(outgoing, 413, { message: `At most ${MAX_BODY_BYTES} bytes.` });
    if (url.pathname.startsWith(SLACK_API)) return answerSlack({ incoming, outgoing, url, body, services });
    if (url.pathname.startsWith(`${GITHUB_API}/`)) return answerGithub({ incoming, outgoing, url, body, services });
    if (url.pathname.startsWith(`${WEBHOOKS}/`)) {
      const path = `${url.pathname.slice(WEBHOOKS.length)}${url.search}`;
      return send(outgoing, services.webhooks.handle({ path, headers: incoming.headers, body }));
    }
    if (url.pathname.startsWith(`${MSTEAMS}/`)) return answerMsTeams({ incoming, outgoing, url, body, services });
    if (url.pathname === '/__local/slack' || url.pathname === '/__local/slack/') {
      const { slack, clock } = services;
      const user = url.searchParams.get('user') ?? '';
      const page = renderSlackPage(slack.channels(), clock.now(), { user, people: slack.people });
      outgoing.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy':
          "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'",
      });
      outgoing.end(page);
      return;
    }
    if (incoming.method === 'POST' && url.pathname.startsWith(RESPONSE_URLS)) {
      const isTaken = services.slack.acts.respond(url.pathname.slice(RESPONSE_URLS.length), body);
      return isTaken
        ? sendJson(outgoing, 200, { ok: true })
        : sendJson(outgoing, 404, { ok: false, error: 'expired_url' });
    }
    const endpoint = ENDPOINTS[`${incoming.method} ${url.pathname}`];
    if (!endpoint) {
      const known = Object.keys(ENDPOINTS);
      return sendJson(outgoing, 404, { message: `No such control endpoint. There are: ${known.join(', ')}.` });
    }
    try {
      sendJson(outgoing, 200, await endpoint({ url, body, services }));
    } catch (error) {
      if (!(error instanceof RangeError || error instanceof SyntaxError || error instanceof TypeError)) throw error;
      sendJson(outgoing, 400, { message: error.message });
    }
  };
}

function answerSlack(exchange: Exchange & { incoming: IncomingMessage; outgoing: ServerResponse }): void {
  const { incoming, outgoing, url, body, services } = exchange;
  const response = services.slack.handle({
    method: url.pathname.slice(SLACK_API.length),
    authorization: incoming.headers.authorization,
    contentType: incoming.headers['content-type'] ?? '',
    body: incoming.method === 'GET' ? url.search.slice(1) : body,
  });
  send(outgoing, response);
}

function answerGithub(exchange: Exchange & { incoming: IncomingMessage; outgoing: ServerResponse }): void {
  const { incoming, outgoing, url, body, services } = exchange;
  const response = services.github.handle({
    method: incoming.method ?? '',
    path: `${url.pathname.slice(GITHUB_API.length)}${url.search}`,
    authorization: incoming.headers.authorization,
    body,
  });
  send(outgoing, response);
}

function answerMsTeams(exchange: Exchange & { incoming: IncomingMessage; outgoing: ServerResponse }): void {
  const { incoming, outgoing, url, body, services } = exchange;
  const path = `${url.pathname.slice(MSTEAMS.length)}${url.search}`;
  send(outgoing, services.msteams.handle({ path, contentType: incoming.headers['content-type'] ?? '', body }));
}

function send(
  outgoing: ServerResponse,
  response: { status: number; headers: Readonly<Record<string, string>>; body: unknown } | 'dropped',
): void {
  if (response === 'dropped') {
    outgoing.destroy();
    return;
  }
  outgoing.writeHead(response.status, response.headers);
  outgoing.end(JSON.stringify(response.body));
}

// Any web page can send requests to this machine; none but our own shall move the clock or read the messages.
function isOwnPage({ headers }: IncomingMessage): boolean {
  const origins = [`http://${headers.host}`, ...(headers.origin === undefined ? [] : [headers.origin])];
  return origins.every((origin) => URL.canParse(origin) && OWN_NAMES.has(new URL(origin).hostname));
}

const OWN_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

function describeClock(clock: LocalClock): object {
  return { now: clock.now().toISOString(), offsetMs: clock.offsetMs() };
}

function sendJson(outgoing: ServerResponse, status: number, body: unknown): void {
  outgoing.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  outgoing.end(`${JSON.stringify(body, null, 2)}\n`);
}

async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size <= MAX_BODY_BYTES ? Buffer.concat(chunks).toString('utf8') : undefined;
}
