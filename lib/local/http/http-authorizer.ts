import type { LocalClock } from '../clock.ts';
import type { JsonObject } from '../cloudformation/cloud-assembly.ts';
import type { CloudResource } from '../cloudformation/template.ts';
import { functionArnOf } from '../iam/platform-permissions.ts';
import type { LocalFunctions } from '../lambda/functions.ts';
import { listOf } from '../parsed.ts';
import { authorizerEvent, type EventSettings, type HttpRequest } from './http-event.ts';

/** What an authorizer said; a refusal carries the status that API Gateway itself answers with. */
type Authorization =
  | { readonly outcome: 'allowed'; readonly context: object }
  | { readonly outcome: 'refused'; readonly status: 401 | 403 | 500; readonly message: string };

export type HttpAuthorizer = (request: HttpRequest, settings: EventSettings) => Promise<Authorization>;

// A stranger may try any number of tokens.
const MAX_CACHED = 10_000;
const NOT_IDENTIFIED: Authorization = { outcome: 'refused', status: 401, message: 'Unauthorized' };
const FORBIDDEN: Authorization = { outcome: 'refused', status: 403, message: 'Forbidden' };
const BROKEN: Authorization = { outcome: 'refused', status: 500, message: 'Internal Server Error' };

/**
 * A Lambda REQUEST authorizer with simple responses. Its results are cached per identity source for as long as the
 * template says, by the movable clock; a missing identity source is refused without asking it.
 */
export function createHttpAuthorizer(
  resource: CloudResource,
  services: { readonly functions: LocalFunctions; readonly clock: LocalClock; readonly region: string },
): HttpAuthorizer {
  const { properties, path } = resource;
  const functionArn = functionArnOf(properties['AuthorizerUri']);
  if (properties['AuthorizerType'] !== 'REQUEST') {
    throw new Error(
      `${path} is a ${properties['AuthorizerType']} authorizer; the local cloud runs Lambda authorizers.`,
    );
  }
  if (properties['EnableSimpleResponses'] !== true || properties['AuthorizerPayloadFormatVersion'] !== '2.0') {
    throw new Error(
      `${path} answers with IAM policies; the local cloud understands simple responses (format 2.0) only.`,
    );
  }
  const sources = listOf(properties['IdentitySource']).map(String);
  const ttlMs = Number(properties['AuthorizerResultTtlInSeconds'] ?? 300) * 1000;
  const cache = new Map<string, { readonly authorization: Authorization; readonly until: number }>();

  return async (request, settings) => {
    const identitySource = sources.map((source) => identity(source, { request, settings }) ?? '');
    if (identitySource.includes('')) return NOT_IDENTIFIED;
    const now = services.clock.now().getTime();
    const key = JSON.stringify(identitySource);
    const known = cache.get(key);
    if (known && known.until > now) return known.authorization;
    const routeArn = `arn:aws:execute-api:${services.region}:${settings.accountId}:${settings.apiId}/${settings.stage}/${settings.routeKey.replace(' ', '')}`;
    const event = authorizerEvent(request, { ...settings, identitySource, routeArn });
    const invocation = await services.functions.invoke(functionArn, event);
    if (invocation.outcome === 'failed') return BROKEN;
    const authorization = readAnswer(invocation.value);
    if (sources.length > 0 && ttlMs > 0 && authorization !== BROKEN) {
      if (cache.size >= MAX_CACHED) cache.clear();
      cache.set(key, { authorization, until: now + ttlMs });
    }
    return authorization;
  };
}

function readAnswer(value: unknown): Authorization {
  const answer = value as { isAuthorized?: unknown; context?: JsonObject } | null;
  if (typeof answer?.isAuthorized !== 'boolean') return BROKEN;
  return answer.isAuthorized ? { outcome: 'allowed', context: answer.context ?? {} } : FORBIDDEN;
}

function identity(
  source: string,
  { request, settings }: { request: HttpRequest; settings: EventSettings },
): string | undefined {
  const [root, kind, ...rest] = source.split('.');
  const name = rest.join('.');
  if (root === '$request' && kind === 'header') return request.headers[name.toLowerCase()];
  if (root === '$request' && kind === 'querystring') return request.query[name];
  if (root === '$context' && kind === 'routeKey') return settings.routeKey;
  throw new Error(`The local cloud does not know the identity source ${source}.`);
}
