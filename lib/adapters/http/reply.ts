import { jsonText } from '../../domain/schema/json-text.ts';

/** A closed list, by which a handler's `status: 200` is that number and not any. */
export type SuccessStatus = 200 | 201 | 202 | 204;

/** The answer of a route. `body` is written as JSON; none for a 204. */
export interface Reply {
  readonly status: SuccessStatus;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A reply as API Gateway takes it (payload 2.0); plain strings, so that it can be kept for a repeated request. */
export interface RenderedReply {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

export function renderReply({ status, body, headers }: Reply): RenderedReply {
  if (body === undefined) return { statusCode: status, headers: { ...headers }, body: '' };
  return { statusCode: status, headers: { 'content-type': 'application/json', ...headers }, body: jsonText(body) };
}
