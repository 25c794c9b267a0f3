import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface Comment {
  readonly id: number;
  body: string;
  readonly html_url: string;
  readonly user: { readonly type: string };
}

/** GitHub as far as the action speaks to it: comments of one pull request, and identity tokens. */
export class FakeGithub {
  readonly comments: Comment[] = [];
  readonly writes: string[] = [];
  readonly audiences: string[] = [];
  /** What every call for comments is answered with instead. */
  refusesWith: number | undefined;
  identityFails = false;
  readonly #server: Server = createServer((request, response) => {
    void text(request).then((body) => {
      const { status, answer } = this.#answer(request.method ?? '', new URL(request.url ?? '', 'http://x'), body);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer));
    });
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }
  reset(): void {
    this.comments.length = 0;
    this.writes.length = 0;
    this.audiences.length = 0;
    this.refusesWith = undefined;
    this.identityFails = false;
  }
  write(body: string, type = 'Bot'): Comment {
    const id = this.comments.length + 1;
    const comment = { id, body, html_url: `https://github.example/c/${id}`, user: { type } };
    this.comments.push(comment);
    return comment;
  }

  #answer(method: string, { pathname, searchParams }: URL, body: string): { status: number; answer: unknown } {
    if (pathname === '/identity') {
      this.audiences.push(searchParams.get('audience') ?? '');
      return this.identityFails ? { status: 500, answer: {} } : { status: 200, answer: { value: 'an.oidc.token' } };
    }
    if (this.refusesWith !== undefined) return { status: this.refusesWith, answer: { message: 'refused' } };
    if (method !== 'GET') this.writes.push(`${method} ${pathname}`);
    if (method === 'GET' && pathname === '/repos/acme/payments/issues/412/comments') {
      const page = Number(searchParams.get('page'));
      return { status: 200, answer: this.comments.slice((page - 1) * 100, page * 100) };
    }
    if (method === 'POST' && pathname === '/repos/acme/payments/issues/412/comments')
      return { status: 201, answer: this.write(JSON.parse(body).body) };
    const found = this.comments.find(({ id }) => pathname === `/repos/acme/payments/issues/comments/${id}`);
    if (method !== 'PATCH' || !found) return { status: 404, answer: { message: 'Not Found' } };
    found.body = JSON.parse(body).body;
    return { status: 200, answer: found };
  }
}
