import type { SecretReader } from '../secret-reader.ts';
import { classifyAnswer, type GithubFailure } from './github-failure.ts';

export interface GithubConnection {
  readonly token: SecretReader;
  /** Another address than GitHub's own: GitHub Enterprise Server, or the local cloud. */
  readonly apiUrl?: string | undefined;
  /** Epoch milliseconds, for the moment at which a rate limit ends. */
  readonly now: () => number;
}

export type GithubAnswer = { readonly outcome: 'ok'; readonly body: unknown } | GithubFailure;

const TIMEOUT_MS = 5_000;

/** Calls of GitHub's REST API, https://docs.github.com/en/rest. Never repeats one by itself but for a token that was replaced. */
export class GithubApi {
  readonly #connection: GithubConnection;

  constructor(connection: GithubConnection) {
    this.#connection = connection;
  }

  /** `path` begins at the repository: `/issues/7`. */
  async call(method: 'GET' | 'POST' | 'PATCH', repository: string, path: string, body?: object): Promise<GithubAnswer> {
    const first = await this.#attempt(false, method, `${repositoryPath(repository)}${path}`, body);
    if (first.outcome !== 'refused' || first.status !== 401) return first;
    // The token may have been replaced since it was read: once more with the present one.
    return await this.#attempt(true, method, `${repositoryPath(repository)}${path}`, body);
  }

  async #attempt(fresh: boolean, method: string, path: string, body: object | undefined): Promise<GithubAnswer> {
    const { token, apiUrl = 'https://api.github.com', now } = this.#connection;
    const authorization = `Bearer ${await token(fresh)}`;
    try {
      const response = await fetch(`${apiUrl.replace(/\/+$/, '')}${path}`, {
        method,
        headers: {
          accept: 'application/vnd.github+json',
          'x-github-api-version': '2022-11-28',
          'user-agent': 'forewarn',
          authorization,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        // A repository that has moved is to be named anew; the token goes nowhere that nobody named.
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const text = await response.text();
      if (response.ok) return { outcome: 'ok', body: JSON.parse(text) };
      return classifyAnswer({ status: response.status, headers: response.headers, text, now: now() });
    } catch (error) {
      const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      return { outcome: 'unknown', error: said.slice(0, 500) };
    }
  }
}

const repositoryPath = (repository: string): string =>
  `/repos/${repository.split('/').map(encodeURIComponent).join('/')}`;
