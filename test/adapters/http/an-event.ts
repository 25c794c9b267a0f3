import type { Context } from 'aws-lambda';
import type { HttpHandler } from '../../../lib/adapters/http/handler.ts';
import type { Principal } from '../../../lib/domain/principal.ts';

export type HttpEvent = Parameters<HttpHandler>[0];

export const A_PUBLISHER: Principal = {
  id: 'token:01J0000000000000000000TEST',
  team: 'payments',
  verbs: ['read', 'publish'],
};

export interface EventOptions {
  readonly routeKey: string;
  readonly path?: string;
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly base64?: boolean;
  readonly userAgent?: string;
  /** As the authorizer gave it; by default `A_PUBLISHER`. `null`: none at all. */
  readonly authorizer?: unknown;
}

/** An HTTP API event, payload 2.0, as API Gateway documents it. */
export function anEvent(options: EventOptions): HttpEvent {
  const [method = 'GET', path = '/'] = options.routeKey.split(' ');
  const { body, query } = options;
  const lambda = options.authorizer ?? { principal: JSON.stringify(A_PUBLISHER) };
  return {
    version: '2.0',
    routeKey: options.routeKey,
    rawPath: options.path ?? path,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...options.headers },
    ...(options.params ? { pathParameters: options.params } : {}),
    ...(query ? { queryStringParameters: query } : {}),
    requestContext: {
      accountId: '123456789012',
      apiId: 'api',
      ...(options.authorizer === null ? {} : { authorizer: { lambda } }),
      domainName: 'api.example.com',
      domainPrefix: 'api',
      http: {
        method,
        path: options.path ?? path,
        protocol: 'HTTP/1.1',
        sourceIp: '203.0.113.7',
        userAgent: options.userAgent ?? 'forewarn/0.1.0',
      },
      requestId: 'request-1',
      routeKey: options.routeKey,
      stage: '$default',
      time: '21/Nov/2026:09:00:00 +0000',
      timeEpoch: 1_795_251_600_000,
    },
    ...(body === undefined ? {} : { body: options.base64 ? Buffer.from(body).toString('base64') : body }),
    isBase64Encoded: options.base64 ?? false,
  };
}

export const A_CONTEXT: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'test',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:test',
  memoryLimitInMB: '256',
  awsRequestId: 'request-1',
  logGroupName: 'group',
  logStreamName: 'stream',
  getRemainingTimeInMillis: () => 10_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
};

/** Calls a handler and reads the JSON that it answers. */
export async function ask(handler: HttpHandler, options: EventOptions) {
  const reply = await handler(anEvent(options), A_CONTEXT);
  const body: unknown = reply.body ? JSON.parse(reply.body) : undefined;
  return { status: reply.statusCode, headers: reply.headers ?? {}, text: reply.body ?? '', body };
}
