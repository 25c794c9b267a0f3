import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LocalClock } from '../clock.ts';
import type { JsonObject } from '../cloudformation/cloud-assembly.ts';
import type { CloudResource, Deployment } from '../cloudformation/template.ts';
import { functionArnOf } from '../iam/platform-permissions.ts';
import type { LocalFunctions } from '../lambda/functions.ts';
import { createHttpAuthorizer, type HttpAuthorizer } from './http-authorizer.ts';
import { type EventSettings, type HttpRequest, integrationEvent, readHttpRequest } from './http-event.ts';
import { createRouter, decodePath, type Route } from './http-routes.ts';
import { createThrottle } from './http-throttle.ts';

export type HttpApi = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;

export type HttpApiSettings = {
  readonly deployment: Deployment;
  readonly functions: LocalFunctions;
  readonly clock: LocalClock;
  readonly region: string;
  readonly accountId: string;
};

type Integration = {
  readonly functionArn: string;
  readonly timeoutMs: number;
  readonly authorizer: HttpAuthorizer | undefined;
};

type Answer = {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly cookies?: readonly string[];
  readonly body: string | Buffer;
};

const MAX_BODY_BYTES = 10 * 1024 * 1024;
// A Lambda event is at most 6 MB; API Gateway answers for what does not fit.
const MAX_EVENT_BYTES = 6 * 1024 * 1024;
const MAX_TIMEOUT_MS = 30_000;

/** The templates' HTTP API: routes, Lambda integrations (payload format 2.0), authorizers, and API Gateway's own refusals. */
export function createHttpApi(settings: HttpApiSettings): HttpApi {
  const { deployment, functions, clock, accountId } = settings;
  const apis = deployment.resources('AWS::ApiGatewayV2::Api').filter(isHttp);
  if (apis.length > 1) throw new Error('The templates have more than one HTTP API; the local cloud serves one.');
  const apiId = apis[0]?.logicalId ?? 'none';
  const stageResource = deployment.resources('AWS::ApiGatewayV2::Stage')[0];
  const stageName = stageResource?.properties['StageName'];
  const mayPass = createThrottle(stageResource);
  const stage = typeof stageName === 'string' ? stageName : '$default';
  const findRoute = createRouter(readRoutes(settings));

  return async (incoming, outgoing) => {
    const path = decodePath((incoming.url ?? '/').split('?')[0] ?? '/');
    const body = await readLimited(incoming);
    if (body === undefined) return send(outgoing, message(413, 'Request Entity Too Large'));
    if (path === undefined) return send(outgoing, message(400, 'Bad Request'));
    if (!mayPass()) return send(outgoing, message(429, 'Too Many Requests'));
    const request = readHttpRequest(incoming, { path: stripStage(path, stage), body });
    send(outgoing, await respond(request));
  };

  async function respond(request: HttpRequest): Promise<Answer> {
    const match = findRoute(request.method, request.path);
    if (!match) return message(404, 'Not Found');
    const { functionArn, timeoutMs, authorizer } = match.route.target;
    const event: EventSettings = {
      accountId,
      apiId,
      stage,
      routeKey: match.route.routeKey,
      pathParameters: match.pathParameters,
      now: clock.now(),
    };
    const authorization = authorizer && (await authorizer(request, event));
    if (authorization?.outcome === 'refused') return message(authorization.status, authorization.message);
    const payload = integrationEvent(request, {
      ...event,
      ...(authorization && { authorizer: authorization.context }),
    });
    if (Buffer.byteLength(JSON.stringify(payload)) > MAX_EVENT_BYTES) return message(413, 'Request Entity Too Large');
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), timeoutMs);
    });
    const invocation = await Promise.race([functions.invoke(functionArn, payload), tooLate]);
    clearTimeout(timer);
    if (!invocation) return message(503, 'Service Unavailable');
    return invocation.outcome === 'failed' ? message(500, 'Internal Server Error') : mapAnswer(invocation.value);
  }
}

function readRoutes(settings: HttpApiSettings): Route<Integration>[] {
  const { deployment } = settings;
  const byId = (type: string): Map<string, CloudResource> =>
    new Map(deployment.resources(type).map((resource) => [resource.logicalId, resource]));
  const integrations = byId('AWS::ApiGatewayV2::Integration');
  const authorizers = new Map(
    [...byId('AWS::ApiGatewayV2::Authorizer')].map(([id, resource]) => [id, createHttpAuthorizer(resource, settings)]),
  );
  return deployment.resources('AWS::ApiGatewayV2::Route').map(({ properties, path }) => {
    const integration = integrations.get(String(properties['Target']).replace('integrations/', ''));
    const { IntegrationType, IntegrationUri, PayloadFormatVersion, TimeoutInMillis } = integration?.properties ?? {};
    if (IntegrationType !== 'AWS_PROXY' || PayloadFormatVersion !== '2.0') {
      throw new Error(
        `${path} does not lead to a Lambda integration with payload format 2.0, the kind that runs here.`,
      );
    }
    const authorizer = properties['AuthorizerId'];
    if (authorizer !== undefined && !authorizers.has(String(authorizer))) {
      throw new Error(`${path} names the authorizer ${authorizer}, which is not in the templates.`);
    }
    return {
      routeKey: String(properties['RouteKey']),
      target: {
        functionArn: functionArnOf(IntegrationUri),
        timeoutMs: Math.min(Number(TimeoutInMillis ?? MAX_TIMEOUT_MS), MAX_TIMEOUT_MS),
        authorizer: authorizers.get(String(authorizer)),
      },
    };
  });
}

function isHttp({ properties }: CloudResource): boolean {
  return properties['ProtocolType'] === 'HTTP';
}

function stripStage(path: string, stage: string): string {
  const prefix = `/${stage}`;
  return stage !== '$default' && path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
}

// Reads to the end even when it is too much: a client that is still sending would not see an early answer.
async function readLimited(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size <= MAX_BODY_BYTES ? Buffer.concat(chunks) : undefined;
}

function message(status: number, text: string): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message: text }) };
}

// Without a statusCode the whole value is the body, as payload format 2.0 infers it.
function mapAnswer(value: unknown): Answer {
  const answer = value as (JsonObject & { headers?: Record<string, unknown>; cookies?: readonly string[] }) | null;
  if (typeof answer !== 'object' || answer === null || answer['statusCode'] === undefined) {
    const body = typeof value === 'string' ? value : JSON.stringify(value);
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  }
  const status = Number(answer['statusCode']);
  if (!Number.isInteger(status) || status < 100 || status > 599) return message(500, 'Internal Server Error');
  const headers = Object.entries(answer.headers ?? {}).map(([name, text]) => [name.toLowerCase(), String(text)]);
  const body = String(answer['body'] ?? '');
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...Object.fromEntries(headers) },
    cookies: answer.cookies ?? [],
    body: answer['isBase64Encoded'] === true ? Buffer.from(body, 'base64') : body,
  };
}

function send(outgoing: ServerResponse, { status, headers, cookies = [], body }: Answer): void {
  // The runner sets the length itself, whatever the function claimed.
  const { 'content-length': _ignored, ...rest } = headers;
  const withCookies = cookies.length > 0 ? { 'set-cookie': [...cookies] } : {};
  outgoing.writeHead(status, { ...rest, ...withCookies, 'content-length': Buffer.byteLength(body) });
  outgoing.end(body);
}
