import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { APIGatewayRequestAuthorizerEventV2, APIGatewaySimpleAuthorizerWithContextResult } from 'aws-lambda';
import type { Clock } from '../../application/ports/clock.ts';
import type { AuthorizerContext } from '../http/caller.ts';
import { type AuthenticationPorts, authenticate } from './authenticate.ts';

export type AuthorizerPorts = Omit<AuthenticationPorts, 'now'> & { readonly clock: Clock };
export type AuthorizerHandler = (
  event: APIGatewayRequestAuthorizerEventV2,
) => Promise<APIGatewaySimpleAuthorizerWithContextResult<AuthorizerContext>>;

const logger = new Logger();
const metrics = new Metrics({ namespace: 'Forewarn' });

/**
 * A Lambda authorizer (payload 2.0, simple response) that lets everything pass and says in its context who calls or
 * why not, for `readCaller`; refusals are counted as `AuthorizerDenials`. It throws only where the world is out of
 * order: API Gateway answers 500 then, and keeps no such answer in its cache.
 */
export function createAuthorizer(makePorts: () => AuthorizerPorts): AuthorizerHandler {
  let ports: AuthorizerPorts | undefined;
  return async (event) => {
    try {
      ports ??= makePorts();
      const result = await authenticate(event.headers?.['authorization'], { ...ports, now: ports.clock.now() });
      if (result.outcome === 'signed-in') return allow(signedIn(result));
      count(event, result.refusal.code);
      return allow({ refusal: JSON.stringify(result.refusal) });
    } catch (error) {
      logger.error('nobody could be authenticated', { requestId: event.requestContext.requestId, error });
      throw error;
    }
  };
}

const allow = (context: AuthorizerContext) => ({ isAuthorized: true, context });

const signedIn = (result: Extract<Awaited<ReturnType<typeof authenticate>>, { outcome: 'signed-in' }>) => ({
  principal: JSON.stringify(result.principal),
  ...(result.expires === undefined ? {} : { expires: String(result.expires) }),
});

function count(event: APIGatewayRequestAuthorizerEventV2, code: string): void {
  metrics.addMetadata('code', code);
  metrics.addMetadata('sourceIp', event.requestContext.http.sourceIp);
  metrics.addMetric('AuthorizerDenials', MetricUnit.Count, 1);
  metrics.publishStoredMetrics();
}
