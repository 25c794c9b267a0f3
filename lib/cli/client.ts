import { randomUUID } from 'node:crypto';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, parseJson } from '../domain/schema/json.ts';
import type { PageAnswer, Problem } from './api.ts';
import { CliError, EXIT, usageError } from './exit.ts';
import { visible } from './output/escape.ts';
import type { World } from './world.ts';

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Made by `path`. */
  readonly path: string;
  /** JSON text. */
  readonly body?: string;
  /** Members that the answer must have; its absence means that another version of the registry answered. */
  readonly expect: readonly string[];
}

export type CallOutcome<T> =
  | { readonly ok: true; readonly status: number; readonly answer: T }
  | { readonly ok: false; readonly problem: Problem };

export interface ClientOptions {
  readonly url: string;
  readonly token: string;
  readonly userAgent: string;
  readonly world: Pick<World, 'now' | 'sleep' | 'random'>;
  /** Told before each wait. */
  readonly onRetry: (notice: string) => void;
  /** One attempt's limit; API Gateway gives up after 30 s itself. */
  readonly timeoutMs?: number;
}

const ATTEMPTS = 8;
/** A registry that nobody listens at will not come back while somebody waits. */
const UNREACHABLE_ATTEMPTS = 4;
const TOTAL_MS = 120_000;
const BASE_MS = 250;
const CAP_MS = 15_000;
const MAX_ANSWER_BYTES = 64_000_000;
const TRANSIENT: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);
const TRANSIENT_CAUSES: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'TimeoutError',
]);

/** A path whose parts are escaped; an empty or dotted part would name another resource and is refused. */
export function path(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return parts.reduce((whole, part, at) => {
    const value = String(values[at - 1] ?? '');
    if (value === '' || value === '.' || value === '..')
      throw usageError(`${JSON.stringify(value)} is no name: give one`);
    return `${whole}${encodeURIComponent(value)}${part}`;
  });
}

type Attempt =
  | { readonly kind: 'answer'; readonly status: number; readonly text: string; readonly retryAfterMs?: number }
  | { readonly kind: 'broken'; readonly reason: string; readonly transient: boolean };

/** Talks to the registry's HTTP API: retries what may pass, and tells a refusal from a failure. */
export class RegistryClient {
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /**
   * One call, retried with full jitter on 429, 5xx and broken connections; every attempt of a write has the same
   * Idempotency-Key. A refusal (4xx) is a value; a service that stays broken throws a CliError with exit 3.
   */
  async call<T>(call: Call): Promise<CallOutcome<T>> {
    const headers = this.#headers(call);
    const deadline = this.#options.world.now() + TOTAL_MS;
    for (let attempt = 1; ; attempt++) {
      const result = await this.#attempt(call, headers);
      const wait = this.#waitBefore(result, { attempt, deadline });
      if (wait === undefined) return settle<T>(result, { call, url: this.#options.url, attempt });
      const seconds = (wait / 1000).toFixed(1);
      this.#options.onRetry(
        `${describe(result)}; trying again in ${seconds} s (attempt ${attempt + 1} of ${ATTEMPTS})`,
      );
      await this.#options.world.sleep(wait);
    }
  }

  /** The same where a refusal ends the command. */
  async get<T>(call: Call): Promise<T> {
    const outcome = await this.call<T>(call);
    if (outcome.ok) return outcome.answer;
    throw refusal(outcome.problem);
  }

  /** As `get`, and `undefined` where the resource does not exist. */
  async find<T>(call: Call): Promise<T | undefined> {
    const outcome = await this.call<T>(call);
    if (outcome.ok) return outcome.answer;
    if (outcome.problem.status === 404) return undefined;
    throw refusal(outcome.problem);
  }

  /** Pages through a list until `limit` items. */
  async list<T>(listPath: string, limit: number): Promise<PageAnswer<T>> {
    const items: T[] = [];
    let cursor: string | undefined;
    do {
      const query = new URLSearchParams({ limit: String(Math.min(100, limit - items.length)) });
      if (cursor !== undefined) query.set('cursor', cursor);
      const separator = listPath.includes('?') ? '&' : '?';
      const page: PageAnswer<T> = await this.get({
        method: 'GET',
        path: `${listPath}${separator}${query}`,
        expect: ['items'],
      });
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined && items.length < limit);
    return cursor === undefined ? { items } : { items: items.slice(0, limit), nextCursor: cursor };
  }

  #headers({ method, body }: Call): Record<string, string> {
    const headers: Record<string, string> = {
      accept: 'application/json, application/problem+json',
      authorization: `Bearer ${this.#options.token}`,
      'user-agent': this.#options.userAgent,
    };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (method !== 'GET') headers['idempotency-key'] = randomUUID();
    return headers;
  }

  async #attempt(call: Call, headers: Record<string, string>): Promise<Attempt> {
    try {
      const response = await fetch(`${this.#options.url}${call.path}`, {
        method: call.method,
        headers,
        ...(call.body === undefined ? {} : { body: call.body }),
        // The token goes to the address that was configured and nowhere else.
        redirect: 'manual',
        signal: AbortSignal.timeout(this.#options.timeoutMs ?? 35_000),
      });
      const text = await readBounded(response);
      const retryAfterMs = this.#retryAfter(response.headers.get('retry-after'));
      return { kind: 'answer', status: response.status, text, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
    } catch (error) {
      return broken(error);
    }
  }

  /** Milliseconds from `Retry-After`: seconds or a date (RFC 9110, 10.2.3). */
  #retryAfter(header: string | null): number | undefined {
    if (header === null) return undefined;
    if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
    const date = Date.parse(header);
    return Number.isNaN(date) ? undefined : Math.max(0, date - this.#options.world.now());
  }

  #waitBefore(result: Attempt, { attempt, deadline }: { attempt: number; deadline: number }): number | undefined {
    const { now, random } = this.#options.world;
    const transient = result.kind === 'broken' ? result.transient : isTransient(result);
    if (!transient || attempt >= (result.kind === 'broken' ? UNREACHABLE_ATTEMPTS : ATTEMPTS)) return undefined;
    const jitter = random() * Math.min(CAP_MS, BASE_MS * 2 ** attempt);
    const wait = result.kind === 'answer' && result.retryAfterMs !== undefined ? result.retryAfterMs + jitter : jitter;
    return now() + wait > deadline ? undefined : wait;
  }
}

/** A lost race is 503; a 409 that says so is this very request, still running after its first answer was lost. */
const isTransient = ({ status, text }: { readonly status: number; readonly text: string }): boolean =>
  TRANSIENT.has(status) || (status === 409 && /"retryable":\s*true/.test(text));

/** A refusal as the command's end: 409 is policy, the rest a mistake in the request. */
export function refusal(problem: Problem, hint = ''): CliError {
  const exit = problem.status === 409 ? EXIT.policy : EXIT.usage;
  const said = problem.detail || problem.title;
  // The detail of a refusal for one reason is that reason, and nobody wants to read it twice.
  const places = problem.errors
    .filter(({ detail }) => !said.includes(detail))
    .map(({ pointer, detail }) => `\n  ${visible(pointer) || '(request)'}: ${visible(detail)}`);
  const remedy = hint || REMEDY[problem.status] || '';
  return new CliError(exit, `${visible(said)}${remedy && `: ${remedy}`}${places.join('')}`, {
    code: problem.code,
  });
}

const REMEDY: Readonly<Record<number, string>> = {
  401: 'set FOREWARN_TOKEN to a valid token (forewarn tokens create makes one).',
};

function settle<T>(result: Attempt, context: { call: Call; url: string; attempt: number }): CallOutcome<T> {
  const { call, url, attempt } = context;
  const tries = attempt === 1 ? '' : ` after ${attempt} attempts`;
  if (result.kind === 'broken')
    throw new CliError(
      EXIT.service,
      `${url} cannot be reached${tries}: ${result.reason}. Check FOREWARN_URL and the network.`,
    );
  const { status, text } = result;
  const parsed = text === '' ? undefined : parseJson(text, { length: MAX_ANSWER_BYTES, depth: 2_000 });
  const body = parsed?.ok ? parsed.value : undefined;
  if (status === 429 || status >= 500)
    throw new CliError(EXIT.service, `the registry failed with ${status}${tries}: ${tell(body, 'it gave no reason')}`, {
      code: isJsonObject(body) && typeof body['code'] === 'string' ? body['code'] : 'unavailable',
    });
  if (status >= 400 && isJsonObject(body)) return { ok: false, problem: toProblem(status, body) };
  const complete = status === 204 || (isJsonObject(body) && call.expect.every((name) => body[name] !== undefined));
  if (status >= 200 && status < 300 && complete) return { ok: true, status, answer: body as T };
  throw usageError(
    `${url}${call.path} answers ${status}, but not as a Forewarn registry does: is FOREWARN_URL the registry's address, ` +
      'and is this forewarn as new as the registry?',
  );
}

function toProblem(status: number, body: JsonObject): Problem {
  const text = (name: string): string => (typeof body[name] === 'string' ? body[name] : '');
  const errors = isJsonArray(body['errors']) ? body['errors'].filter(isJsonObject) : [];
  return {
    status,
    code: text('code') || `http-${status}`,
    // API Gateway's own answers have only a `message`.
    title: text('title') || text('message') || `refused with ${status}`,
    detail: text('detail'),
    errors: errors.map(({ pointer, detail }) => ({ pointer: toText(pointer), detail: toText(detail) })),
    body,
  };
}

const toText = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

function tell(body: JsonValue | undefined, otherwise: string): string {
  if (!isJsonObject(body)) return otherwise;
  const said = [body['detail'], body['title'], body['message']].find((text) => typeof text === 'string' && text !== '');
  return typeof said === 'string' ? visible(said) : otherwise;
}

const describe = (result: Attempt): string =>
  result.kind === 'broken' ? result.reason : `the registry answered ${result.status}`;

class AnswerTooLong extends Error {}

/** Throws where an answer is longer than any can be. */
export async function readBounded(response: Response): Promise<string> {
  if (!response.body) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.byteLength;
    if (length > MAX_ANSWER_BYTES) throw new AnswerTooLong(`the answer is longer than ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A failed fetch, by the code of what it wraps; anything that is no failure of the network is a defect and rethrown. */
export function broken(error: unknown): Extract<Attempt, { kind: 'broken' }> {
  if (error instanceof AnswerTooLong) return { kind: 'broken', reason: error.message, transient: false };
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return { kind: 'broken', reason: 'no answer in time', transient: true };
  if (!(error instanceof TypeError)) throw error;
  const cause = error.cause;
  const code = isCoded(cause) ? cause.code : '';
  const reason = cause instanceof Error && cause.message ? cause.message : error.message;
  return {
    kind: 'broken',
    reason: visible(code && !reason.includes(code) ? `${reason} (${code})` : reason),
    transient: TRANSIENT_CAUSES.has(code),
  };
}

const isCoded = (value: unknown): value is { code: string } =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string';
