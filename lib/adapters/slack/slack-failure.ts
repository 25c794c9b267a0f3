import type { SlackOutcome } from '../../application/ports/slack.ts';

/** The client's errors by their codes: it is CommonJS, whose classes would have to be loaded to be compared with. */
interface SlackError extends Error {
  readonly code: string;
  readonly data?: { readonly error?: string; readonly response_metadata?: { readonly messages?: readonly string[] } };
  readonly retryAfter?: number;
  readonly statusCode?: number;
}
type Failure = Exclude<SlackOutcome, { readonly outcome: 'sent' }>;

/** Slack's own trouble, after which nobody knows whether the message was taken. */
const TRANSIENT = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
]);
const RATE = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded']);
/** What Slack says of a message that somebody has deleted, or that nobody may change any more. */
const GONE: ReadonlySet<string> = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);
const AUTHENTICATION = new Set(['invalid_auth', 'not_authed', 'token_revoked', 'token_expired', 'account_inactive']);
const DEFAULT_WAIT_SECONDS = 30;

/**
 * What a failed call means for its message. Whatever is not certainly Slack's answer leaves open what happened: a connection
 * that broke or timed out while the answer was read, a proxy, a defect.
 */
export function classifyFailure(error: unknown): Failure {
  if (!isSlackError(error)) return classifyOther(error);
  switch (error.code) {
    case 'slack_webapi_rate_limited_error':
      return { outcome: 'rate-limited', retryAfterSeconds: error.retryAfter ?? DEFAULT_WAIT_SECONDS };
    case 'slack_webapi_platform_error':
      return classifyAnswer(error);
    case 'slack_webapi_http_error':
      return { outcome: 'unknown', error: `HTTP ${error.statusCode}` };
    default:
      return { outcome: 'unknown', error: error.message };
  }
}

/** Whether Slack refused the token, which a rotation would explain; takes the error of a refusal. */
export const isAuthenticationError = (error: string): boolean => AUTHENTICATION.has(error);

function classifyOther(error: unknown): Failure {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  // How the client words a 429 without Retry-After; it is a 429 all the same, so nothing was sent.
  if (text.includes('Retry header did not contain'))
    return { outcome: 'rate-limited', retryAfterSeconds: DEFAULT_WAIT_SECONDS };
  return { outcome: 'unknown', error: text.slice(0, 500) };
}

function classifyAnswer({ data }: SlackError): Failure {
  const error = data?.error ?? '';
  if (RATE.has(error)) return { outcome: 'rate-limited', retryAfterSeconds: DEFAULT_WAIT_SECONDS };
  // A proxy's page stands in the place of Slack's error where a body was not JSON: that is nobody's refusal.
  if (!/^[a-z][a-z0-9_]*$/.test(error)) return { outcome: 'unknown', error: 'the answer was not JSON from Slack' };
  if (TRANSIENT.has(error)) return { outcome: 'unknown', error };
  const details = data?.response_metadata?.messages ?? [];
  const said = [error, ...details.slice(0, 3)].join(': ').slice(0, 500);
  return { outcome: 'refused', error: said, ...(GONE.has(error) ? { gone: true } : {}) };
}

/** A failure that the client itself worded: an answer, a status, a broken connection. */
export const isSlackError = (error: unknown): error is SlackError =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('slack_webapi_');
