export type GithubComment = {
  readonly id: number;
  body: string;
  readonly html_url: string;
  readonly user: { readonly type: string };
};
export type GithubIssue = {
  readonly number: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
  state_reason: string | null;
  readonly labels: readonly string[];
  readonly comments: GithubComment[];
  updated_at: string;
};
export type GithubAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
};

type Request = {
  readonly issues: GithubIssue[];
  readonly number: number;
  readonly sent: Readonly<Record<string, unknown>>;
  readonly query: URLSearchParams;
  /** UTC ISO 8601. */
  readonly now: string;
};
type Handle = (request: Request) => GithubAnswer;

const LONGEST_BODY = 65_536;
const LONGEST_TITLE = 256;

export const respond = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): GithubAnswer => ({ status, headers: { 'content-type': 'application/json', ...headers }, body });
export const refuse = (status: number, message: string): GithubAnswer => respond(status, { message });

/** Answers a call about one repository's issues; `path` follows the repository's name. */
export function answerIssues(
  call: { readonly method: string; readonly path: string } & Omit<Request, 'number'>,
): GithubAnswer {
  const route = ROUTES.find(({ method, path }) => method === call.method && path.test(call.path));
  if (!route) return refuse(404, 'Not Found');
  const [, number = ''] = route.path.exec(call.path) ?? [];
  return route.handle({ ...call, number: Number(number) });
}

const listIssues: Handle = ({ issues, query }) => {
  const since = query.get('since') ?? '';
  const state = query.get('state') ?? 'open';
  const listed = issues.filter((issue) => issue.updated_at >= since && (state === 'all' || issue.state === state));
  return page([...listed].reverse(), query);
};

const createIssue: Handle = ({ issues, sent, now }) => {
  const problem = findProblem(sent);
  if (problem !== undefined) return refuse(422, problem);
  const issue: GithubIssue = {
    number: (issues.at(-1)?.number ?? 0) + 1,
    title: String(sent['title']),
    body: String(sent['body']),
    state: 'open',
    state_reason: null,
    labels: Array.isArray(sent['labels']) ? sent['labels'].map(String) : [],
    comments: [],
    updated_at: now,
  };
  issues.push(issue);
  return respond(201, issue);
};

const changeIssue: Handle = (request) =>
  withIssue(request, (issue) => {
    const problem = findProblem({ ...issue, ...request.sent });
    if (problem !== undefined) return refuse(422, problem);
    const { title = issue.title, body = issue.body, state = issue.state, state_reason } = request.sent;
    // Ignored unless the state changes with it.
    if (state !== issue.state) issue.state_reason = String(state_reason ?? '');
    Object.assign(issue, { title, body, state, updated_at: request.now });
    return respond(200, issue);
  });

const listComments: Handle = (request) => withIssue(request, ({ comments }) => page(comments, request.query));

const createComment: Handle = (request) =>
  withIssue(request, (issue) => {
    const comment = addComment(issue, { body: String(request.sent['body']), type: 'Bot' });
    issue.updated_at = request.now;
    return respond(201, comment);
  });

/** What somebody says in an issue or a pull request; `type` is GitHub's word for who: `Bot`, `User`. */
export function addComment(issue: GithubIssue, { body, type }: { body: string; type: string }): GithubComment {
  const id = issue.number * 10_000 + issue.comments.length + 1;
  const comment = { id, body, html_url: `https://github.example/c/${id}`, user: { type } };
  issue.comments.push(comment);
  return comment;
}

const changeComment: Handle = ({ issues, number, sent }) => {
  const found = issues.flatMap(({ comments }) => comments).find(({ id }) => id === number);
  if (!found) return refuse(404, 'Not Found');
  found.body = String(sent['body']);
  return respond(200, found);
};

const ROUTES: readonly { readonly method: string; readonly path: RegExp; readonly handle: Handle }[] = [
  { method: 'GET', path: /^\/issues$/, handle: listIssues },
  { method: 'POST', path: /^\/issues$/, handle: createIssue },
  { method: 'PATCH', path: /^\/issues\/(\d+)$/, handle: changeIssue },
  { method: 'GET', path: /^\/issues\/(\d+)\/comments$/, handle: listComments },
  { method: 'POST', path: /^\/issues\/(\d+)\/comments$/, handle: createComment },
  { method: 'PATCH', path: /^\/issues\/comments\/(\d+)$/, handle: changeComment },
];

function page(items: readonly unknown[], query: URLSearchParams): GithubAnswer {
  const size = Number(query.get('per_page') ?? 30);
  const at = Number(query.get('page') ?? 1);
  return respond(200, items.slice((at - 1) * size, at * size));
}

function withIssue({ issues, number }: Request, use: (issue: GithubIssue) => GithubAnswer): GithubAnswer {
  const issue = issues.find((candidate) => candidate.number === number);
  return issue ? use(issue) : refuse(410, 'This issue was deleted');
}

function findProblem({ title, body }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof title !== 'string' || title === '' || title.length > LONGEST_TITLE) return 'Validation Failed: title';
  return typeof body === 'string' && body.length <= LONGEST_BODY ? undefined : 'Validation Failed: body';
}
