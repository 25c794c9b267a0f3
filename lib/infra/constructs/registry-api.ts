import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { nameOf } from '../names.ts';
import { type Alarms, FIVE_MINUTES } from './alarms.ts';
import type { Handler } from './handler.ts';

export interface RegistryApiProps {
  readonly stage: string;
  readonly alarms: Alarms;
  readonly authorizer: Handler;
  /** Where people reach it, if not under its own address. */
  readonly registryUrl?: string;
}

// A publish takes some 50 ms of one copy: this rate needs well under the 1,000 copies that an account has at first.
const THROTTLE = { rateLimit: 500, burstLimit: 1000 };

/** The properties of a request without its headers and body: no token and no schema gets into a log. */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  ip: '$context.identity.sourceIp',
  userAgent: '$context.identity.userAgent',
  route: '$context.routeKey',
  path: '$context.path',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  bytes: '$context.responseLength',
  error: '$context.error.message',
  integrationError: '$context.integrationErrorMessage',
  authorizerError: '$context.authorizer.error',
};

/** The HTTP API: routes are served one by one, so that a path or method that is not known reaches no function but one. */
export class RegistryApi extends Construct {
  readonly api: HttpApi;
  private readonly authorizer: HttpLambdaAuthorizer;
  private readonly url: string;

  constructor(scope: Construct, id: string, props: RegistryApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', { apiName: nameOf(props.stage, 'api'), createDefaultStage: false });
    this.url = props.registryUrl ?? this.api.apiEndpoint;
    const logGroup = new LogGroup(this, 'AccessLogs', {
      // Below this prefix API Gateway needs no entry of its own in the account's short log policy.
      logGroupName: `/aws/vendedlogs/${nameOf(props.stage, 'api')}`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: THROTTLE,
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
    this.authorizer = new HttpLambdaAuthorizer('Authorizer', props.authorizer.function, {
      authorizerName: nameOf(props.stage, 'authorizer'),
      identitySource: ['$request.header.Authorization'],
      responseTypes: [HttpLambdaResponseType.SIMPLE],
      // A revoked token works for so long at most; the routes look at its expiry themselves.
      resultsCacheTtl: Duration.seconds(60),
    });
    props.alarms.add('api-server-errors', {
      metric: this.api.metricServerError({ period: FIVE_MINUTES, statistic: 'Sum' }),
      // A publish that loses every race of its retries is a 503 as well, and its client comes again.
      threshold: 5,
      meaning: 'The API answered several requests with a 5xx.',
      runbook: 'api-server-errors',
    });
  }

  /** Routes as API Gateway names them: method, space, path. */
  serve(handler: Handler, routes: readonly string[]): void {
    const integration = this.integrationOf(handler);
    for (const route of routes) {
      const [path, method] = [pathOf(route), methodOf(route)];
      this.api.addRoutes({ path, methods: [method], integration, authorizer: this.authorizer });
    }
  }

  /** Routes whose function itself tells who asks, e.g. by a signature over the body, which no authorizer sees. */
  serveSigned(handler: Handler, routes: readonly string[], reason: string): void {
    const integration = this.integrationOf(handler);
    for (const routeKey of routes) {
      const route = new HttpRoute(this, routeKey, {
        httpApi: this.api,
        routeKey: HttpRouteKey.with(pathOf(routeKey), methodOf(routeKey)),
        integration,
      });
      Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason });
    }
  }

  /** Whatever no route matches, signed in or not. */
  serveTheRest(handler: Handler): void {
    const route = new HttpRoute(this, 'Rest', {
      httpApi: this.api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: this.integrationOf(handler),
    });
    Validations.of(route).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason: 'It answers 404 or 405 to everybody, may nothing and reads nothing; signing in would not change that.',
    });
  }

  /** Tells the function where people look, for links and as the source of events. */
  grantUrl(handler: Handler): void {
    handler.setting('REGISTRY_URL', this.url);
  }

  private integrationOf(handler: Handler): HttpLambdaIntegration {
    return new HttpLambdaIntegration(handler.name, handler.function, {
      timeout: Duration.seconds(29),
      // One permission for the function instead of one for each of its routes; the API is ours alone.
      scopePermissionToRoute: false,
    });
  }
}

const pathOf = (route: string): string => route.slice(route.indexOf(' ') + 1);

function methodOf(route: string): HttpMethod {
  const known = Object.values(HttpMethod).find((candidate) => route.startsWith(`${candidate} /`));
  if (known === undefined) throw new Error(`The route "${route}" is no method and path.`);
  return known;
}
