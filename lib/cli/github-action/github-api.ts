import { defined } from '../../domain/defined.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, parseJson } from '../../domain/schema/json.ts';
import { visible } from '../output/escape.ts';
import type { World } from '../world.ts';

/** GitHub refused or did not answer; nothing of the verdict depends on it. */
export class GithubFailure extends Error {
  override readonly name = 'GithubFailure';
}

const ATTEMPTS = 3;
const TIMEOUT_MS = 15_000;
const MAX_PAGES = 30;
const PER_PAGE = 100;
const MAX_ANSWER = 32_000_000;

export interface GithubComment {
  readonly id: number;
  readonly body: string;
  readonly url: string;
}

/** The few calls of GitHub's REST API that a comment and an identity take. */
export class GithubApi {
  readonly #world: Pick<World, 'env' | 'sleep'>;
  readonly #token: string;

  constructor(world: Pick<World, 'env' | 'sleep'>, token: string) {
    this.#world = world;
    this.#token = token;
  }

  /** The first comment of a bot that begins with a marker: anybody may write one that looks like it. */
  async findComment(issue: number, marker: string): Promise<GithubComment | undefined> {
    for (let page = 1; page <= MAX_PAGES; page++) {
      const listed = await this.#call('GET', `/issues/${issue}/comments?per_page=${PER_PAGE}&page=${page}`);
      const comments = isJsonArray(listed) ? listed.filter(isJsonObject) : [];
      const found = comments.find((comment) => isOurs(comment, marker));
      if (found) return toComment(found);
      if (comments.length < PER_PAGE) return undefined;
    }
    return undefined;
  }

  async createComment(issue: number, body: string): Promise<GithubComment> {
    return toComment(await this.#call('POST', `/issues/${issue}/comments`, { body }));
  }

  async updateComment(id: number, body: string): Promise<GithubComment> {
    return toComment(await this.#call('PATCH', `/issues/comments/${id}`, { body }));
  }

  async #call(method: string, path: string, body?: object): Promise<JsonValue> {
    const { env } = this.#world;
    const url = `${env['GITHUB_API_URL'] ?? 'https://api.github.com'}/repos/${env['GITHUB_REPOSITORY'] ?? ''}${path}`;
    const headers = { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' };
    return await requestJson(this.#world, { method, url, headers, token: this.#token, ...defined({ body }) });
  }
}

/** The token by which GitHub vouches for this run, for one audience (docs: "OpenID Connect in GitHub Actions"). */
export async function requestIdentity(
  world: Pick<World, 'env' | 'sleep'>,
  audience: string,
): Promise<string | undefined> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = world.env;
  if (!address || !token) return undefined;
  const url = new URL(address);
  url.searchParams.set('audience', audience);
  const answer = await requestJson(world, { method: 'GET', url: url.href, headers: {}, token });
  const value = isJsonObject(answer) ? answer['value'] : undefined;
  if (typeof value === 'string' && value !== '') return value;
  throw new GithubFailure('GitHub answered no identity token');
}

interface JsonRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly token: string;
  readonly body?: object;
}

async function requestJson({ sleep }: Pick<World, 'sleep'>, request: JsonRequest): Promise<JsonValue> {
  const { method, url, headers, token, body } = request;
  // A comment that was perhaps created is looked for by the next run; trying again might make a second one.
  const attempts = method === 'POST' ? 1 : ATTEMPTS;
  for (let attempt = 1; ; attempt++) {
    const result = await fetch(url, {
      method,
      headers: {
        ...headers,
        authorization: `Bearer ${token}`,
        'user-agent': 'forewarn',
        'content-type': 'application/json',
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((error: unknown) => reasonOf(error));
    const failure = typeof result === 'string' ? result : result.ok ? undefined : `it answers ${result.status}`;
    if (failure === undefined && typeof result !== 'string') {
      const parsed = parseJson(await result.text(), { length: MAX_ANSWER, depth: 100 });
      if (parsed.ok) return parsed.value;
      throw new GithubFailure(`GitHub's answer to ${method} ${new URL(url).pathname} is not JSON`);
    }
    const isTransient = typeof result === 'string' || result.status === 429 || result.status >= 500;
    if (!isTransient || attempt >= attempts)
      throw new GithubFailure(`${method} ${new URL(url).pathname}: ${failure ?? 'no answer'}`);
    await sleep(1_000 * attempt);
  }
}

/** The error with which fetch failed; anything else is a defect. */
function reasonOf(error: unknown): string {
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'no answer in time';
  if (!(error instanceof TypeError)) throw error;
  return visible(error.cause instanceof Error ? error.cause.message : error.message);
}

const isOurs = (comment: JsonObject, marker: string): boolean => {
  const { body, user } = comment;
  return typeof body === 'string' && body.startsWith(marker) && isJsonObject(user) && user['type'] === 'Bot';
};

function toComment(value: JsonValue): GithubComment {
  const { id, body, html_url: url } = isJsonObject(value) ? value : {};
  return { id: Number(id), body: typeof body === 'string' ? body : '', url: typeof url === 'string' ? url : '' };
}
