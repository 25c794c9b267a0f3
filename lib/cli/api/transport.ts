import { randomUUID } from 'node:crypto';
import { type Broken, broken, readBounded } from '../../adapters/fetch-answer.ts';
import { defined } from '../../domain/defined.ts';
import { visible } from '../output/escape.ts';
import type { World } from '../world.ts';

/** One request as it goes over the wire. */
export interface Message {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** JSON text. */
  readonly body?: string;
}

export interface TransportOptions {
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
const TRANSIENT: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);
type Attempt =
  | { readonly kind: 'answer'; readonly status: number; readonly text: string; readonly retryAfterMs?: number }
  | Broken;

/** The outcome of the last attempt, and its number. */
export type Sent = Attempt & { readonly attempt: number };

/** Carries requests to the registry, and repeats those whose failure may pass. */
export class Transport {
  readonly #options: TransportOptions;

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  /**
   * One request, repeated with full jitter on 429, 5xx and broken connections; every attempt of a write has the same
   * Idempotency-Key.
   */
  async send(message: Message): Promise<Sent> {
    const headers = this.#headers(message);
    const deadline = this.#options.world.now() + TOTAL_MS;
    for (let attempt = 1; ; attempt++) {
      const result = await this.#attempt(message, headers);
      const wait = this.#waitBefore(result, { attempt, deadline });
      if (wait === undefined) return { ...result, attempt };
      const seconds = (wait / 1000).toFixed(1);
      const all = attemptsFor(result);
      this.#options.onRetry(`${describe(result)}; trying again in ${seconds} s (attempt ${attempt + 1} of ${all})`);
      await this.#options.world.sleep(wait);
    }
  }

  #headers({ method, body }: Message): Record<string, string> {
    const headers: Record<string, string> = {
      accept: 'application/json, application/problem+json',
      authorization: `Bearer ${this.#options.token}`,
      'user-agent': this.#options.userAgent,
    };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (method !== 'GET') headers['idempotency-key'] = randomUUID();
    return headers;
  }

  async #attempt(message: Message, headers: Record<string, string>): Promise<Attempt> {
    try {
      const response = await fetch(`${this.#options.url}${message.path}`, {
        method: message.method,
        headers,
        ...defined({ body: message.body }),
        // The token goes to the address that was configured and nowhere else.
        redirect: 'manual',
        signal: AbortSignal.timeout(this.#options.timeoutMs ?? 35_000),
      });
      const text = await readBounded(response);
      const retryAfterMs = this.#retryAfter(response.headers.get('retry-after'));
      return { kind: 'answer', status: response.status, text, ...defined({ retryAfterMs }) };
    } catch (error) {
      const failure = broken(error);
      return { ...failure, reason: visible(failure.reason) };
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
    if (!transient || attempt >= attemptsFor(result)) return undefined;
    const jitter = random() * Math.min(CAP_MS, BASE_MS * 2 ** attempt);
    const wait = result.kind === 'answer' && result.retryAfterMs !== undefined ? result.retryAfterMs + jitter : jitter;
    return now() + wait > deadline ? undefined : wait;
  }
}

const attemptsFor = ({ kind }: Attempt): number => (kind === 'broken' ? UNREACHABLE_ATTEMPTS : ATTEMPTS);

/** A lost race is 503; a 409 that says so is this very request, still running after its first answer was lost. */
const isTransient = ({ status, text }: { readonly status: number; readonly text: string }): boolean =>
  TRANSIENT.has(status) || (status === 409 && /"retryable":\s*true/.test(text));

const describe = (result: Attempt): string =>
  result.kind === 'broken' ? result.reason : `the registry answered ${result.status}`;
