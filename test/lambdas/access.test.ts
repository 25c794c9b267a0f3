import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { A_CONTEXT, anEvent, type EventOptions } from '../adapters/http/an-event.ts';
import { type EmbeddedDynamoDb, startEmbeddedDynamoDb } from '../fakes/embedded-dynamodb.ts';

const SECRET = 'pV7kQ2mZ9xR4tY6uB1nC3dF5gH8jL0wS';

let database: EmbeddedDynamoDb;
let secrets: Server;

beforeAll(async () => {
  database = await startEmbeddedDynamoDb();
  secrets = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify({ SecretString: SECRET }));
  });
  await new Promise<void>((resolve) => secrets.listen(0, '127.0.0.1', resolve));
  const { tableName, auditTableName } = await database.createTables();
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', database.endpoint);
  vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', `http://127.0.0.1:${(secrets.address() as AddressInfo).port}`);
  vi.stubEnv('TABLE_NAME', tableName);
  vi.stubEnv('AUDIT_TABLE_NAME', auditTableName);
  vi.stubEnv('BOOTSTRAP_SECRET_ARN', 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:bootstrap');
  vi.stubEnv('OIDC_ISSUERS', '[]');
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterAll(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  secrets.closeAllConnections();
  await Promise.all([database.stop(), new Promise((resolve) => secrets.close(resolve))]);
});

/** As API Gateway does: first the authorizer, then the route with what the authorizer said. */
async function request(token: string, options: EventOptions) {
  const [authorizer, administration] = await Promise.all([
    import('../../lambdas/authorizer.ts'),
    import('../../lambdas/administration.ts'),
  ]);
  const headers = { authorization: `Bearer ${token}`, ...options.headers };
  const { requestContext, rawPath, rawQueryString, routeKey } = anEvent({ ...options, headers });
  const asking: APIGatewayRequestAuthorizerEventV2 = {
    ...{ version: '2.0', type: 'REQUEST', routeArn: 'arn', identitySource: [headers.authorization], cookies: [] },
    ...{ headers, rawPath, rawQueryString, routeKey, requestContext },
    ...{ queryStringParameters: {}, pathParameters: {}, stageVariables: {} },
  };
  const { context } = await authorizer.handler(asking);
  const reply = await administration.handler(anEvent({ ...options, headers, authorizer: context }), A_CONTEXT);
  return { status: reply.statusCode, body: reply.body ? JSON.parse(reply.body) : undefined };
}

it('leads from the bootstrap secret to a team’s own token, and to its end', async () => {
  const team = await request(SECRET, { routeKey: 'PUT /v1/teams/{team}', params: { team: 'payments' } });
  const made = await request(SECRET, {
    routeKey: 'POST /v1/tokens',
    headers: { 'idempotency-key': 'first' },
    body: '{"team":"payments","verbs":["read","publish"],"description":"CI","expiresIn":"P30D"}',
  });
  const own = await request(made.body.token, { routeKey: 'GET /v1/tokens' });
  const tooMuch = await request(made.body.token, { routeKey: 'PUT /v1/teams/{team}', params: { team: 'fraud' } });
  const revoked = await request(made.body.token, {
    routeKey: 'DELETE /v1/tokens/{token}',
    params: { token: made.body.id },
  });
  const after = await request(made.body.token, { routeKey: 'GET /v1/tokens' });

  expect([team.status, made.status, own.status, tooMuch.status, revoked.status, after.status]).toEqual([
    ...[201, 201, 200, 403, 204, 401],
  ]);
  expect(own.body.items).toMatchObject([{ id: made.body.id, team: 'payments', createdBy: 'bootstrap' }]);
  expect(after.body.detail).toContain('revoked');
});
