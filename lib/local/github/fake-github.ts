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

export type FakeGithub = {
  /** `dropped`: break the connection instead of answering. */
  readonly handle: (call: GithubCall) => GithubAnswer | 'dropped';
  /** The issues of a repository, oldest first; a repository is there as soon as it is named. */
  readonly issues: (repository: string) => GithubIssue[];
  readonly repositories: () => Readonly<Record<string, readonly GithubIssue[]>>;
  readonly order: (fault: GithubFault) => void;
  /** Every write so far, `POST /repos/acme/model/issues`. */
  readonly writes: readonly string[];
};

/** GitHub as far as Forewarn speaks to it: the issues of repositories, and the comments in them. Any token but none is valid. */
export function createFakeGithub(options: {
  readonly now: () => Date;
  readonly dataFolder?: string | undefined;
}): FakeGithub {
  const file = options.dataFolder && join(options.dataFolder, 'github.json');
  const repositories: Record<string, GithubIssue[]> =
    file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const sets = { withoutIssues: new Set<string>(), hidden: new Set<string>() };
  const writes: string[] = [];
  let pending: (GithubFault & { times: number })[] = [];

  // Names of owners and repositories are the same in any case.
  const issuesOf = (repository: string): GithubIssue[] => (repositories[repository.toLowerCase()] ??= []);

  function takeFault(method: string): GithubFault | undefined {
    const fault = pending.find((candidate) => candidate.times > 0 && (candidate.method ?? method) === method);
    if (fault) fault.times--;
    return fault;
  }

  function answer({ method, path, authorization, body }: GithubCall): GithubAnswer {
    const { pathname, searchParams: query } = new URL(path, 'http://github.local');
    const [, owner = '', name = '', rest = ''] = /^\/repos\/([^/]+)\/([^/]+)(\/.*)$/.exec(pathname) ?? [];
    const repository = `${decodeURIComponent(owner)}/${decodeURIComponent(name)}`.toLowerCase();
    if (!/^(Bearer|token) \S+$/.test(authorization ?? '')) return refuse(401, 'Bad credentials');
    if (rest === '' || sets.hidden.has(repository)) return refuse(404, 'Not Found');
    if (sets.withoutIssues.has(repository)) return refuse(410, 'Issues are disabled for this repo');
    const sent = body === '' ? {} : JSON.parse(body);
    const now = options.now().toISOString();
    const answered = answerIssues({ method, path: rest, issues: issuesOf(repository), sent, query, now });
    if (method !== 'GET') {
      writes.push(`${method} ${pathname}`);
      if (file) writeFileSync(file, JSON.stringify(repositories));
    }
    return answered;
  }

  return {
    handle: (call) => {
      const fault = takeFault(call.method);
      if (fault?.status !== undefined)
        return respond(fault.status, { message: fault.message ?? 'fault' }, fault.headers);
      const answered = answer(call);
      return fault?.lostAnswer ? 'dropped' : answered;
    },
    issues: issuesOf,
    repositories: () => repositories,
    writes,
    order: (fault) => {
      if (fault.clear) {
        pending = [];
        for (const set of Object.values(sets)) set.clear();
      }
      for (const [name, set] of Object.entries(sets))
        for (const repository of fault[name as keyof typeof sets] ?? []) set.add(repository.toLowerCase());
      if (fault.status !== undefined || fault.lostAnswer) pending.push({ ...fault, times: fault.times ?? 1 });
    },
  };
}
