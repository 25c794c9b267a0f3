import { DomainError, type DomainErrorCode } from '../../domain/errors.ts';
import { jsonText } from '../../domain/schema/json-text.ts';
import type { RenderedReply } from './reply.ts';

/** The HTTP status of each refusal (RFC 9110, RFC 6585). */
export const STATUS: Record<DomainErrorCode, number> = {
  'not-json': 400,
  'invalid-request': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  incompatible: 409,
  'notice-too-short': 409,
  'gate-closed': 409,
  conflict: 409,
  'too-large': 413,
  'unsupported-media-type': 415,
  'invalid-schema': 422,
  'remote-reference': 422,
  'dangling-reference': 422,
  'unknown-field': 422,
  'rate-limited': 429,
  unavailable: 503,
};

/** Short and the same for every occurrence, as RFC 9457 section 3.1.3 asks. */
const TITLE: Record<DomainErrorCode, string> = {
  'not-json': 'The body is not JSON',
  'invalid-request': 'The request does not have the expected form',
  unauthenticated: 'The request does not say who asks',
  forbidden: 'The caller may not do this',
  'not-found': 'There is nothing here',
  'method-not-allowed': 'This method is not offered here',
  incompatible: 'The change is incompatible',
  'notice-too-short': 'The date gives too short a notice',
  'gate-closed': 'The gate is closed',
  conflict: 'The request conflicts with the present state',
  'too-large': 'The request is too large',
  'unsupported-media-type': 'The media type is not supported',
  'invalid-schema': 'The schema is not valid',
  'remote-reference': 'The schema refers to another document',
  'dangling-reference': 'The schema refers to a place that it does not have',
  'unknown-field': 'The schema does not have this field',
  'rate-limited': 'Too many requests',
  unavailable: 'The registry is busy',
};

const RETRY = { 'retry-after': '1' };

const HEADERS: Partial<Record<DomainErrorCode, Readonly<Record<string, string>>>> = {
  // RFC 6750 section 3: a 401 names the scheme that would have worked.
  unauthenticated: { 'www-authenticate': 'Bearer realm="forewarn"' },
  unavailable: RETRY,
  'rate-limited': RETRY,
};

/**
 * A refusal as problem details (RFC 9457). `instance` is the request's id, by which an operator finds its log lines;
 * `headers` are added to the code's own.
 */
export function problem(
  error: DomainError,
  instance: string,
  headers: Readonly<Record<string, string>> = {},
): RenderedReply {
  const { code, message, errors, extensions } = error;
  return render(
    STATUS[code],
    { ...extensions, ...members(code, STATUS[code], TITLE[code]), detail: message, errors, instance },
    { ...HEADERS[code], ...(extensions['retryable'] === true ? RETRY : {}), ...headers },
  );
}

/** What nobody foresaw: says nothing of it but where to look. */
export function unexpectedProblem(instance: string): RenderedReply {
  const detail = 'The request failed inside Forewarn; its log has the cause under this request id.';
  return render(500, { ...members('internal', 500, 'Forewarn failed'), detail, errors: [], instance }, {});
}

export const invalidRequest = (pointer: string, detail: string): DomainError =>
  new DomainError('invalid-request', detail, { errors: [{ pointer, detail }] });

const members = (code: string, status: number, title: string) => ({
  type: `https://forewarn.dev/problems/${code}`,
  title,
  status,
  code,
});

const render = (statusCode: number, body: unknown, headers: Readonly<Record<string, string>>): RenderedReply => ({
  statusCode,
  headers: { 'content-type': 'application/problem+json', ...headers },
  body: jsonText(body),
});
