import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { FakeGithub as FakeGithubService } from '../../lib/local/github/fake-github.ts';
import { addComment, type GithubComment, type GithubIssue } from '../../lib/local/github/github-issues.ts';

/** GitHub as far as the action speaks to it: comments of one pull request, and identity tokens. */
export class FakeGithub {
  #github = newGithub();
  readonly audiences: string[] = [];
  /** What every call for comments is answered with instead. */
  refusesWith: number | undefined;
  identityFails = false;
  readonly #server: Server = createServer((request, response) => {
    void text(request).then((body) => {
      const { status, answer } = this.#answer(request, body);
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
  get comments(): readonly GithubComment[] {
    return this.#pullRequest.comments;
  }
  get writes(): readonly string[] {
    return this.#github.writes;
  }
  reset(): void {
    this.#github = newGithub();
    this.audiences.length = 0;
    this.refusesWith = undefined;
    this.identityFails = false;
  }
  write(body: string, type = 'Bot'): GithubComment {
    return addComment(this.#pullRequest, { body, type });
  }

  get #pullRequest(): GithubIssue {
    const [pullRequest] = this.#github.issues('acme/payments');
    if (!pullRequest) throw new Error('there is no pull request');
    return pullRequest;
  }

  #answer(
    { method = '', url: path = '', headers }: IncomingMessage,
    body: string,
  ): { status: number; answer: unknown } {
    const { pathname, searchParams } = new URL(path, 'http://x');
    if (pathname === '/identity') {
      this.audiences.push(searchParams.get('audience') ?? '');
      return this.identityFails ? { status: 500, answer: {} } : { status: 200, answer: { value: 'an.oidc.token' } };
    }
    if (this.refusesWith !== undefined) return { status: this.refusesWith, answer: { message: 'refused' } };
    const answered = this.#github.handle({ method, path, authorization: headers.authorization, body });
    if (answered === 'dropped') throw new Error('nobody asked for a broken connection');
    return { status: answered.status, answer: answered.body };
  }
}

/** With the pull request that the action comments on; to GitHub it is an issue. */
function newGithub(): FakeGithubService {
  const github = new FakeGithubService({ now: () => new Date() });
  github.issues('acme/payments').push({
    number: 412,
    title: 'category becomes a string',
    body: '',
    state: 'open',
    state_reason: null,
    labels: [],
    comments: [],
    updated_at: new Date().toISOString(),
  });
  return github;
}
