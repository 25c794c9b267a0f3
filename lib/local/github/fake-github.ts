import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerIssues, type GithubAnswer, type GithubIssue, refuse, respond } from './github-issues.ts';

/** Trouble that a test orders: `status` and `lostAnswer` hit the next `times` calls, the rest are states that stay. */
export type GithubFault = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly message?: string;
  /** The call is done, but the connection breaks before the answer. */
  readonly lostAnswer?: boolean;
  readonly times?: number;
  /** Only calls of this method. */
  readonly method?: string;
  /** Repositories whose issues are switched off. */
  readonly withoutIssues?: readonly string[];
  /** Repositories that the token does not see. */
  readonly hidden?: readonly string[];
  /** Forget every fault ordered before. */
  readonly clear?: boolean;
};

type GithubCall = {
  readonly method: string;
  /** With its query, from `/repos/` on. */
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
};

/** GitHub as far as Forewarn speaks to it: the issues of repositories, and the comments in them. Any token but none is valid. */
export class FakeGithub {
  readonly #now: () => Date;
  readonly #file: string | undefined;
  readonly #repositories: Record<string, GithubIssue[]>;
  readonly #sets = { withoutIssues: new Set<string>(), hidden: new Set<string>() };
  readonly #writes: string[] = [];
  #pending: (GithubFault & { times: number })[] = [];

  constructor({ now, dataFolder }: { readonly now: () => Date; readonly dataFolder?: string | undefined }) {
    const file = dataFolder && join(dataFolder, 'github.json');
    this.#now = now;
    this.#file = file;
    this.#repositories = file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  }

  /** `dropped`: break the connection instead of answering. */
  handle(call: GithubCall): GithubAnswer | 'dropped' {
    const fault = this.#takeFault(call.method);
    if (fault?.status !== undefined) return respond(fault.status, { message: fault.message ?? 'fault' }, fault.headers);
    const answered = this.#answer(call);
    return fault?.lostAnswer ? 'dropped' : answered;
  }

  /** The issues of a repository, oldest first; a repository is there as soon as it is named. */
  issues(repository: string): GithubIssue[] {
    // Names of owners and repositories are the same in any case.
    const name = repository.toLowerCase();
    this.#repositories[name] ??= [];
    return this.#repositories[name];
  }

  repositories(): Readonly<Record<string, readonly GithubIssue[]>> {
    return this.#repositories;
  }

  /** Every write so far, `POST /repos/acme/model/issues`. */
  get writes(): readonly string[] {
    return this.#writes;
  }

  order(fault: GithubFault): void {
    const { withoutIssues, hidden } = this.#sets;
    if (fault.clear) {
      this.#pending = [];
      withoutIssues.clear();
      hidden.clear();
    }
    for (const repository of fault.withoutIssues ?? []) withoutIssues.add(repository.toLowerCase());
    for (const repository of fault.hidden ?? []) hidden.add(repository.toLowerCase());
    if (fault.status !== undefined || fault.lostAnswer) this.#pending.push({ ...fault, times: fault.times ?? 1 });
  }

  #takeFault(method: string): GithubFault | undefined {
    const fault = this.#pending.find((candidate) => candidate.times > 0 && (candidate.method ?? method) === method);
    if (fault) fault.times--;
    return fault;
  }

  #answer({ method, path, authorization, body }: GithubCall): GithubAnswer {
    const { pathname, searchParams: query } = new URL(path, 'http://github.local');
    const [, owner = '', name = '', rest = ''] = /^\/repos\/([^/]+)\/([^/]+)(\/.*)$/.exec(pathname) ?? [];
    const repository = `${decodeURIComponent(owner)}/${decodeURIComponent(name)}`.toLowerCase();
    if (!/^(Bearer|token) \S+$/.test(authorization ?? '')) return refuse(401, 'Bad credentials');
    if (rest === '' || this.#sets.hidden.has(repository)) return refuse(404, 'Not Found');
    if (this.#sets.withoutIssues.has(repository)) return refuse(410, 'Issues are disabled for this repo');
    const sent = body === '' ? {} : JSON.parse(body);
    const now = this.#now().toISOString();
    const answered = answerIssues({ method, path: rest, issues: this.issues(repository), sent, query, now });
    if (method !== 'GET') {
      this.#writes.push(`${method} ${pathname}`);
      if (this.#file) writeFileSync(this.#file, JSON.stringify(this.#repositories));
    }
    return answered;
  }
}
