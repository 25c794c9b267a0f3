const TRANSIENT_CAUSES: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'TimeoutError',
]);

/** Longer than any answer of a registry is. */
export const MAX_ANSWER_BYTES = 64_000_000;

/** Why no answer came; `transient`: another try may succeed. */
export interface Broken {
  readonly kind: 'broken';
  readonly reason: string;
  readonly transient: boolean;
  /** An answer came, and is longer than any may be. */
  readonly tooLong?: true;
}

class AnswerTooLong extends Error {}

/** The text of an answer; throws where it is longer than any can be. */
export async function readBounded(response: Response, limit = MAX_ANSWER_BYTES): Promise<string> {
  if (!response.body) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.byteLength;
    if (length > limit) throw new AnswerTooLong(`the answer is longer than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A failed fetch, by the code of what it wraps; anything that is no failure of the network is a defect and rethrown. */
export function broken(error: unknown): Broken {
  if (error instanceof AnswerTooLong) return { kind: 'broken', reason: error.message, transient: false, tooLong: true };
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return { kind: 'broken', reason: 'no answer in time', transient: true };
  if (!(error instanceof TypeError)) throw error;
  const cause = error.cause;
  const code = isCoded(cause) ? cause.code : '';
  const reason = cause instanceof Error && cause.message ? cause.message : error.message;
  return {
    kind: 'broken',
    reason: code && !reason.includes(code) ? `${reason} (${code})` : reason,
    transient: TRANSIENT_CAUSES.has(code),
  };
}

const isCoded = (value: unknown): value is { code: string } =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string';
