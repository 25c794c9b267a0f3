import type { ChannelOutcome } from '../../application/ports/channel.ts';

export type GithubFailure = Exclude<ChannelOutcome<never>, { outcome: 'sent' }> & { readonly status?: number };

const DEFAULT_WAIT_SECONDS = 60;

/**
 * What an answer of GitHub that is no success means, https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api.
 * What GitHub refuses names the remedy, for the table of deliveries and the alarm show nothing else.
 */
export function classifyAnswer(answer: {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly now: number;
}): GithubFailure {
  const { status, text } = answer;
  const said = messageOf(text);
  if (isRateLimit(answer, said)) return { outcome: 'rate-limited', retryAfterSeconds: waitOf(answer) };
  if (status >= 500) return { outcome: 'unknown', error: `HTTP ${status} from GitHub` };
  const error = `${status} ${said || 'without a word'}${REMEDIES[status] ?? ''}`.slice(0, 500);
  return { outcome: 'refused', error, status };
}

const REMEDIES: Readonly<Record<number, string>> = {
  301: ': the repository has moved, name its new name',
  302: ': the repository has moved, name its new name',
  307: ': the repository has moved, name its new name',
  308: ': the repository has moved, name its new name',
  401: ': put a valid token into the secret github-token',
  403: ': give the token write access to issues there; an archived repository takes none',
  404: ': is the repository named rightly, and may the token see it?',
  410: ': are issues switched on in the repository?',
};

/** 429, or a 403 that says when to come again, that nothing remains, or that it was too much at once. */
function isRateLimit(
  { status, headers }: { readonly status: number; readonly headers: Headers },
  said: string,
): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  return (
    headers.has('retry-after') ||
    headers.get('x-ratelimit-remaining') === '0' ||
    /secondary rate limit|abuse detection/i.test(said)
  );
}

function waitOf({ headers, now }: { readonly headers: Headers; readonly now: number }): number {
  const after = Number(headers.get('retry-after') ?? Number.NaN);
  if (Number.isFinite(after) && after >= 0) return Math.max(1, Math.ceil(after));
  const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN) - now / 1_000;
  const isOver = headers.get('x-ratelimit-remaining') === '0' && Number.isFinite(reset);
  return isOver ? Math.max(1, Math.ceil(reset)) : DEFAULT_WAIT_SECONDS;
}

function messageOf(text: string): string {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && 'message' in body) return String(body.message).slice(0, 200);
    return '';
  } catch (error) {
    // A proxy's page: its words explain nothing to whoever reads the table of deliveries.
    if (error instanceof SyntaxError) return '';
    throw error;
  }
}
