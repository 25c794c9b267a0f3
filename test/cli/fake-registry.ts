import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** An answer, or what goes wrong instead of one. */
export type Reply =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | 'reset'
  | 'silence';

/** A real HTTP server that answers as a test tells it to: `METHOD path` -> replies, the last of which repeats. */
export class FakeRegistry {
  readonly requests: SeenRequest[] = [];
  /** Dry runs, which write nothing: answered as the write itself will be, or by `METHOD path?dryRun=true`. */
  readonly rehearsals: SeenRequest[] = [];
  readonly #routes = new Map<string, Reply[]>();
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      void text(request).then((body) => {
        const { method = '', url = '', headers } = request;
        const isRehearsal = /[?&]dryRun=true/.test(url);
        (isRehearsal ? this.rehearsals : this.requests).push({ method, url, headers, body });
        const route = `${method} ${url.split('?')[0]}`;
        const reply = isRehearsal ? this.#foresee(route) : this.#next(route);
        if (reply === 'silence') return;
        if (reply === 'reset') {
          request.socket.resetAndDestroy();
          return;
        }
        const problem = reply.status >= 400 ? 'application/problem+json' : 'application/json';
        response.writeHead(reply.status, { 'content-type': problem, ...reply.headers });
        response.end(
          typeof reply.body === 'string' ? reply.body : reply.body === undefined ? '' : JSON.stringify(reply.body),
        );
      });
    });
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Replies to `METHOD /path` one after the other. */
  on(route: string, ...replies: Reply[]): this {
    this.#routes.set(route, replies);
    return this;
  }

  reset(): void {
    this.requests.length = 0;
    this.rehearsals.length = 0;
    this.#routes.clear();
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** The first real answer that waits, which stays where it is. */
  #foresee(route: string): Reply {
    const own = this.#routes.get(`${route}?dryRun=true`);
    if (own) return this.#next(`${route}?dryRun=true`);
    const meant = this.#routes.get(route)?.find((reply) => typeof reply === 'object' && reply.status < 500);
    return meant ?? this.#next(route);
  }

  #next(route: string): Reply {
    const replies = this.#routes.get(route);
    const absent = {
      status: 404,
      body: { code: 'not-found', title: 'Not found', detail: `nothing at ${route}`, errors: [] },
    };
    return (replies && replies.length > 1 ? replies.shift() : replies?.[0]) ?? absent;
  }
}
