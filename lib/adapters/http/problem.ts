import { DomainError, type DomainErrorCode } from '../../domain/errors.ts';
import { jsonText } from '../../domain/schema/json-text.ts';
import type { RenderedReply } from './reply.ts';

/** The problems by code: mistakes of a caller, and failures of ours. */
export type ProblemCode = DomainErrorCode | 'internal';

interface ProblemKind {
  /** RFC 9110, RFC 6585. */
  readonly status: number;
  /** Short and the same for every occurrence, as RFC 9457 section 3.1.3 asks. */
  readonly title: string;
  /** For the documents: docs/http-api.md and the OpenAPI document say it in these words. */
  readonly when: string;
}

export const PROBLEMS: Readonly<Record<ProblemCode, ProblemKind>> = {
  'not-json': {
    status: 400,
    title: 'The body is not JSON',
    when: 'the body is not JSON, or not UTF-8; `line` and `column` say where',
  },
  'invalid-request': {
    status: 400,
    title: 'The request does not have the expected form',
    when: 'the body, query or a header does not have the expected form',
  },
  unauthenticated: {
    status: 401,
    title: 'The request does not say who asks',
    when: 'no token, or one that is unknown, expired or revoked',
  },
  forbidden: {
    status: 403,
    title: 'The caller may not do this',
    when: 'signed in, but not for this; `missingVerb` where that is all',
  },
  'not-found': {
    status: 404,
    title: 'There is nothing here',
    when: 'there is nothing, or nothing that the caller may know of',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This method is not offered here',
    when: 'the path is there, the method is not; `Allow` lists those that are',
  },
  incompatible: {
    status: 409,
    title: 'The change is incompatible',
    when: "the subject's compatibility mode refuses the change",
  },
  'notice-too-short': {
    status: 409,
    title: 'The date gives too short a notice',
    when: 'the date comes before the notice that the readers must have',
  },
  'gate-closed': {
    status: 409,
    title: 'The gate is closed',
    when: 'readers have not migrated and their date has not passed',
  },
  conflict: {
    status: 409,
    title: 'The request conflicts with the present state',
    when: 'the present state does not allow it, or an `Idempotency-Key` was used before',
  },
  'too-large': { status: 413, title: 'The request is too large', when: 'more bytes or levels than are taken' },
  'unsupported-media-type': {
    status: 415,
    title: 'The media type is not supported',
    when: 'the body does not say that it is JSON',
  },
  'invalid-schema': { status: 422, title: 'The schema is not valid', when: 'JSON, but not a valid JSON Schema' },
  'remote-reference': {
    status: 422,
    title: 'The schema refers to another document',
    when: 'the schema refers to another document',
  },
  'dangling-reference': {
    status: 422,
    title: 'The schema refers to a place that it does not have',
    when: 'the schema refers to a place that it does not have',
  },
  'unknown-field': {
    status: 422,
    title: 'The schema does not have this field',
    when: 'the schema does not have the field that is subscribed to',
  },
  'unknown-environment': {
    status: 422,
    title: 'There is no such environment',
    when: 'nothing was ever recorded in that environment, and no policy names it; `nearest` has the names most like it',
  },
  'rate-limited': {
    status: 429,
    title: 'Too many requests',
    when: 'too many requests; `Retry-After` says when to come again',
  },
  unavailable: {
    status: 503,
    title: 'The registry is busy',
    when: 'others were faster, or the store is busy; nothing was done, `Retry-After` says when to come again',
  },
  internal: {
    status: 500,
    title: 'Forewarn failed',
    when: 'a fault of ours; nothing is said of it but the request’s id',
  },
};

/** Every problem's own address; what is there says no more than its code. */
export const problemType = (code: ProblemCode): string => `https://forewarn.dev/problems/${code}`;

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
    PROBLEMS[code].status,
    { ...extensions, ...members(code), detail: message, errors, instance },
    { ...HEADERS[code], ...(extensions['retryable'] === true ? RETRY : {}), ...headers },
  );
}

/** An unforeseen failure: it says only where to look. */
export function unexpectedProblem(instance: string): RenderedReply {
  const detail = 'The request failed inside Forewarn; its log has the cause under this request id.';
  return render(PROBLEMS.internal.status, { ...members('internal'), detail, errors: [], instance }, {});
}

export const invalidRequest = (pointer: string, detail: string): DomainError =>
  new DomainError('invalid-request', detail, { errors: [{ pointer, detail }] });

const members = (code: ProblemCode) => {
  const { status, title } = PROBLEMS[code];
  return { type: problemType(code), title, status, code };
};

const render = (statusCode: number, body: unknown, headers: Readonly<Record<string, string>>): RenderedReply => ({
  statusCode,
  headers: { 'content-type': 'application/problem+json', ...headers },
  body: jsonText(body),
});
