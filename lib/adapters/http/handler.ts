import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEventV2WithRequestContext, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { APIGatewayEventRequestContextV2 } from 'aws-lambda/trigger/api-gateway-proxy.js';
import type { Clock } from '../../application/ports/clock.ts';
import { wholeText } from '../../domain/bounded.ts';
import { defined } from '../../domain/defined.ts';
import { DomainError } from '../../domain/errors.ts';
import { readJson, readText } from './body.ts';
import { readCaller, requireVerb } from './caller.ts';
import { invalidRequest, problem, unexpectedProblem } from './problem.ts';
import { type RenderedReply, renderReply } from './reply.ts';
import { isRepeatable, type RawRequest, type Route } from './route.ts';

/** The additions of the authorizer to a request's context; read by `readCaller`, which trusts none of it. */
type HttpEvent = APIGatewayProxyEventV2WithRequestContext<
  APIGatewayEventRequestContextV2 & { readonly authorizer?: { readonly lambda?: unknown } }
>;
export type HttpHandler = (event: HttpEvent, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** Keeps the first reply to an `Idempotency-Key` and answers repeats with it. */
export interface KeptReplies {
  /**
   * Runs `work` unless the same principal has sent the same key and request before. Throws `conflict` for the same key
   * with another request or while the first still runs. `keep: false`: a repeat is a `conflict` instead of the reply.
   */
  once(request: KeyedRequest, work: () => Promise<RenderedReply>): Promise<RenderedReply>;
}
export interface KeyedRequest {
  readonly principal: string;
  readonly key: string;
  /** The request itself, in a form that is equal only for equal requests. */
  readonly request: string;
  readonly keep: boolean;
  readonly lambda: Context;
}

/** The ports of the handler itself; routes may ask for more. */
export interface HandlerPorts {
  readonly clock: Clock;
  readonly keptReplies: KeptReplies;
}

const logger = new Logger();

/**
 * An HTTP API handler (payload 2.0) over routes. Every failure becomes problem details; one that nobody foresaw is
 * logged and answered with the request's id only. `makePorts` is called once, at the first request.
 */
export function createHttpHandler<Ports extends HandlerPorts>(
  routes: readonly Route<Ports>[],
  makePorts: () => Ports,
): HttpHandler {
  const byKey = new Map(routes.map((route) => [`${route.method} ${route.path}`, route]));
  let ports: Ports | undefined;
  return async (event, lambda) => {
    const instance = event.requestContext.requestId;
    try {
      const route = byKey.get(event.routeKey);
      if (!route) throw new DomainError('not-found', `${event.routeKey} is not served here`);
      ports ??= makePorts();
      return { ...(await serve({ route, event, lambda, ports })) };
    } catch (error) {
      if (error instanceof DomainError) return { ...problem(error, instance) };
      logger.error('unexpected failure', { routeKey: event.routeKey, requestId: instance, error });
      return { ...unexpectedProblem(instance) };
    }
  };
}

async function serve<Ports extends HandlerPorts>(call: {
  readonly route: Route<Ports>;
  readonly event: HttpEvent;
  readonly lambda: Context;
  readonly ports: Ports;
}): Promise<RenderedReply> {
  const { route, event, lambda, ports } = call;
  const { http } = event.requestContext;
  const principal = readCaller(event.requestContext.authorizer?.lambda, Date.parse(ports.clock.now()) / 1000);
  requireVerb(principal, route.verb);
  const rawBody = readText(event);
  const idempotencyKey = readIdempotencyKey(event.headers['idempotency-key']);
  const request: RawRequest = {
    principal,
    rawBody,
    params: event.pathParameters ?? {},
    query: event.queryStringParameters ?? {},
    body: route.body ? readJson(rawBody, event.headers['content-type']) : undefined,
    from: `${http.sourceIp} ${wholeText(http.userAgent.slice(0, 200))}`.trim(),
    ...defined({ idempotencyKey }),
  };
  const work = async () => renderReply(await route.run(request, ports));
  if (idempotencyKey === undefined || !isRepeatable(route)) return work();
  return ports.keptReplies.once(
    {
      principal: principal.id,
      key: idempotencyKey,
      request: JSON.stringify([event.routeKey, event.rawPath, event.rawQueryString, rawBody]),
      keep: route.showsSecret !== true,
      lambda,
    },
    work,
  );
}

/** 1 to 255 visible ASCII characters (draft-ietf-httpapi-idempotency-key-header-07 leaves the form to the server). */
function readIdempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined || /^[\x21-\x7e]{1,255}$/.test(header)) return header;
  throw invalidRequest('', 'the header Idempotency-Key must have 1 to 255 visible ASCII characters, e.g. a UUID');
}
