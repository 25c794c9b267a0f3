import { jsonText } from '../../domain/schema/json-text.ts';

/** What a route answers. `body` is written as JSON; none for a 204. */
export interface Reply {
  readonly status: number;
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
