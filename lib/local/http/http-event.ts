import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What an HTTP API knows of a request before it has chosen a route. */
export type HttpRequest = {
  readonly method: string;
  /** Percent-decoded, as API Gateway hands it on. */
  readonly path: string;
  readonly rawQueryString: string;
  readonly headers: Record<string, string>;
  readonly cookies: readonly string[];
  readonly query: Record<string, string>;
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly requestId: string;
};

export type EventSettings = {
  readonly accountId: string;
  readonly apiId: string;
  readonly stage: string;
  readonly routeKey: string;
  readonly pathParameters: Record<string, string>;
  readonly now: Date;
};

/** Reads off a request what the events need: duplicate headers and query parameters joined by commas, cookies apart. */
export function readHttpRequest(incoming: IncomingMessage, parts: { path: string; body: Buffer }): HttpRequest {
  const rawQueryString = (incoming.url ?? '/').split('?').slice(1).join('?');
  const headers: Record<string, string> = {};
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    if (name !== 'cookie') headers[name] = (values ?? []).join(',');
  }
  const sourceIp = incoming.socket.remoteAddress ?? '127.0.0.1';
  headers['x-forwarded-for'] = sourceIp;
  headers['x-forwarded-proto'] = 'https';
  const query = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    const earlier = query.get(name);
    query.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  return {
    method: incoming.method ?? 'GET',
    path: parts.path,
    rawQueryString,
    headers,
    cookies: (incoming.headers.cookie ?? '').split('; ').filter((cookie) => cookie !== ''),
    query: Object.fromEntries(query),
    body: parts.body,
    sourceIp,
    requestId: randomUUID(),
  };
}

/** The event of payload format 2.0 for a Lambda integration; `authorizer` is what a Lambda authorizer returned as context. */
export function integrationEvent(request: HttpRequest, settings: EventSettings & { authorizer?: object }): object {
  const isText = isTextType(request.headers['content-type']);
  return {
    version: '2.0',
    ...commonFields(request, settings),
    requestContext: {
      ...requestContext(request, settings),
      ...(settings.authorizer && { authorizer: { lambda: settings.authorizer } }),
    },
    ...(request.body.length > 0 && { body: request.body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: request.body.length > 0 && !isText,
  };
}

/** The event of payload format 2.0 for a REQUEST authorizer; it never carries the body. */
export function authorizerEvent(
  request: HttpRequest,
  settings: EventSettings & { identitySource: readonly string[]; routeArn: string },
): object {
  return {
    version: '2.0',
    type: 'REQUEST',
    routeArn: settings.routeArn,
    identitySource: settings.identitySource,
    ...commonFields(request, settings),
    requestContext: requestContext(request, settings),
  };
}

function commonFields(request: HttpRequest, settings: EventSettings): object {
  const prefix = settings.stage === '$default' ? '' : `/${settings.stage}`;
  return {
    routeKey: settings.routeKey,
    rawPath: prefix + request.path,
    rawQueryString: request.rawQueryString,
    ...(request.cookies.length > 0 && { cookies: request.cookies }),
    headers: request.headers,
    ...(Object.keys(request.query).length > 0 && { queryStringParameters: request.query }),
    ...(Object.keys(settings.pathParameters).length > 0 && { pathParameters: settings.pathParameters }),
  };
}

function requestContext(request: HttpRequest, settings: EventSettings): object {
  return {
    accountId: settings.accountId,
    apiId: settings.apiId,
    domainName: request.headers['host'] ?? 'localhost',
    domainPrefix: 'localhost',
    http: {
      method: request.method,
      path: (settings.stage === '$default' ? '' : `/${settings.stage}`) + request.path,
      protocol: 'HTTP/1.1',
      sourceIp: request.sourceIp,
      userAgent: request.headers['user-agent'] ?? '',
    },
    requestId: request.requestId,
    routeKey: settings.routeKey,
    stage: settings.stage,
    time: commonLogTime(settings.now),
    timeEpoch: settings.now.getTime(),
  };
}

// API Gateway passes these on as text and encodes everything else, form bodies included.
function isTextType(contentType: string | undefined): boolean {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return type.startsWith('text/') || ['application/json', 'application/javascript', 'application/xml'].includes(type);
}

function commonLogTime(now: Date): string {
  const [, day, month, year, time] = now.toUTCString().replace(',', '').split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}
