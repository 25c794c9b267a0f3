import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { FUNCTIONS } from '../../lib/infra/functions.ts';
import { ROUTES } from '../../lib/infra/routes.ts';
import { makeStacks, type Resource, resourcesOf } from './fixtures/stacks.ts';

const { app, service } = makeStacks({ operationsEmail: 'oncall@example.com' });
const template = Template.fromStack(service);
const all = (type: string): Resource[] => resourcesOf(template, type);

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
}
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
const textOf = (value: unknown): string => JSON.stringify(value);

/** Each function's statements, by the function's name. */
const permissions = new Map(
  Object.keys(FUNCTIONS).map((name) => {
    const role = roleOf(name);
    const policies = all('AWS::IAM::Policy').filter((policy) =>
      textOf(policy.Properties['Roles']).includes(`"${role}"`),
    );
    return [
      name,
      policies.flatMap((policy) => (policy.Properties['PolicyDocument'] as { Statement: Statement[] }).Statement),
    ];
  }),
);

function roleOf(name: string): string {
  const found = functionNamed(name).Properties['Role'] as { 'Fn::GetAtt': [string] };
  return found['Fn::GetAtt'][0];
}
function functionNamed(name: string): Resource {
  const found = all('AWS::Lambda::Function').find((fn) => fn.Properties['FunctionName'] === `forewarn-dev-${name}`);
  if (!found) throw new Error(`no function ${name}`);
  return found;
}
const environmentOf = (name: string): Record<string, unknown> =>
  (functionNamed(name).Properties['Environment'] as { Variables: Record<string, unknown> }).Variables;
/** `dynamodb:PutItem RegistryTable`: an action and the construct it is allowed on. */
const allowed = (name: string, service: string): string[] =>
  (permissions.get(name) ?? [])
    .flatMap(({ Action, Resource: on }) =>
      list(Action).flatMap((action) => list(on).map((place) => [action, place] as const)),
    )
    .filter(([action]) => String(action).startsWith(`${service}:`))
    .map(([action, place]) => `${String(action).replace(`${service}:`, '')} ${placeOf(place)}`)
    .sort();
function placeOf(place: unknown): string {
  const text = textOf(place);
  const index = /\/index\/(\w+)/.exec(text)?.[1];
  const owner =
    /Registry|Audit|PlanQueue|SlackQueue|SnsQueue|StreamDeadLetters|SweepDeadLetters|Events|SlackToken|BootstrapToken/.exec(
      text,
    )?.[0];
  return `${owner ?? text}${index ? `/${index}` : ''}`;
}

describe('the functions', () => {
  it.each(Object.entries(FUNCTIONS))(
    '%s runs on arm64 and nodejs24.x with a role, logs and traces of its own',
    (name, size) => {
      const { Properties } = functionNamed(name);
      expect(Properties).toMatchObject({
        Architectures: ['arm64'],
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        MemorySize: size.memoryMb,
        Timeout: size.timeoutSeconds,
        TracingConfig: { Mode: 'Active' },
      });
      const logs = all('AWS::Logs::LogGroup').find(
        (group) => group.Properties['LogGroupName'] === `/aws/lambda/forewarn-dev-${name}`,
      );
      expect(logs?.Properties['RetentionInDays']).toBe(90);
      expect(Object.keys(FUNCTIONS).filter((other) => roleOf(other) === roleOf(name))).toEqual([name]);
    },
  );

  it.each([...permissions])('%s may nothing by a wildcard but write traces', (_name, statements) => {
    for (const { Action, Resource: on, Effect } of statements) {
      expect(Effect).toBe('Allow');
      for (const action of list(Action)) expect(action).not.toContain('*');
      if (list(on).includes('*')) expect(list(Action)).toEqual(['xray:PutTelemetryRecords', 'xray:PutTraceSegments']);
      else expect(textOf(on)).not.toContain('*');
    }
  });

  it.each([...permissions.keys()])('%s has no managed policy', (name) => {
    const role = all('AWS::IAM::Role').find((candidate) => candidate.id === roleOf(name));
    expect(role?.Properties).not.toHaveProperty('ManagedPolicyArns');
  });

  it.each([...permissions.keys()])('%s can neither scan a table nor touch an audit entry', (name) => {
    const actions = allowed(name, 'dynamodb');
    expect(actions.filter((action) => action.startsWith('Scan'))).toEqual([]);
    const onAudit = actions.filter((action) => action.includes('Audit'));
    expect(onAudit.filter((action) => !/^(PutItem Audit|Query Audit\/\w+)$/.test(action))).toEqual([]);
  });

  it('may do what docs/architecture.md says, to the letter', () => {
    const routed = ['GetItem', 'PutItem', 'Query', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'].map(
      (action) => `${action} Registry`,
    );
    const writing = [...routed, 'PutItem Audit'].sort();
    const queues = ['SendMessage PlanQueue', 'SendMessage SlackQueue', 'SendMessage SnsQueue'];
    const polled = ['DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'];
    expect(allowed('authorizer', 'dynamodb')).toEqual(['GetItem Registry']);
    expect(allowed('authorizer', 'secretsmanager')).toEqual(['GetSecretValue BootstrapToken']);
    expect(allowed('register-schema', 'dynamodb')).toEqual(writing);
    expect(allowed('check-compatibility', 'dynamodb')).toEqual(['GetItem Registry', 'Query Registry']);
    for (const name of ['subjects', 'consumers', 'administration'])
      expect(allowed(name, 'dynamodb')).toEqual([...writing, 'Query Registry/listing'].sort());
    expect(allowed('not-found', 'dynamodb')).toEqual([]);
    expect(allowed('forward-changes', 'sqs')).toEqual([...queues, 'SendMessage StreamDeadLetters'].sort());
    expect(allowed('plan-notifications', 'sqs')).toEqual(
      [...polled.map((action) => `${action} PlanQueue`), queues[0]].sort(),
    );
    expect(allowed('deliver-slack', 'secretsmanager')).toEqual(['GetSecretValue SlackToken']);
    expect(allowed('deliver-slack', 'sqs')).toEqual(
      ['ChangeMessageVisibility', ...polled].map((action) => `${action} SlackQueue`),
    );
    expect(allowed('deliver-sns', 'sns')).toEqual(['Publish Events']);
    expect(allowed('sweep-deadlines', 'sqs')).toEqual([...queues, 'SendMessage SweepDeadLetters'].sort());
    for (const name of ['deliver-slack', 'deliver-sns', 'forward-changes'])
      expect(allowed(name, 'dynamodb').filter((action) => action.includes('Audit'))).toEqual([]);
  });

  it('are told by their environment what they may use, and nothing else', () => {
    const settings = (name: string): string[] =>
      Object.keys(environmentOf(name))
        .filter((key) => !key.startsWith('POWERTOOLS_'))
        .sort();
    expect(settings('authorizer')).toEqual(['BOOTSTRAP_SECRET_ARN', 'OIDC_ISSUERS', 'TABLE_NAME']);
    for (const name of ['register-schema', 'subjects', 'consumers', 'administration'])
      expect(settings(name)).toEqual(['AUDIT_TABLE_NAME', 'REGISTRY_URL', 'TABLE_NAME']);
    expect(settings('check-compatibility')).toEqual(['REGISTRY_URL', 'TABLE_NAME']);
    expect(settings('announcements')).toEqual(['AUDIT_TABLE_NAME', 'TABLE_NAME']);
    expect(settings('not-found')).toEqual([]);
    expect(settings('forward-changes')).toEqual(['PLAN_QUEUE_URL', 'SLACK_QUEUE_URL', 'SNS_QUEUE_URL']);
    expect(settings('plan-notifications')).toEqual([
      'AUDIT_TABLE_NAME',
      'PLAN_QUEUE_URL',
      'REGISTRY_URL',
      'TABLE_NAME',
    ]);
    expect(settings('deliver-slack')).toEqual(['REGISTRY_URL', 'SLACK_QUEUE_URL', 'SLACK_SECRET_ARN', 'TABLE_NAME']);
    expect(settings('deliver-sns')).toEqual(['REGISTRY_URL', 'TABLE_NAME', 'TOPIC_ARN']);
    expect(settings('sweep-deadlines')).toEqual([
      'AUDIT_TABLE_NAME',
      'PLAN_QUEUE_URL',
      'SLACK_QUEUE_URL',
      'SNS_QUEUE_URL',
      'TABLE_NAME',
    ]);
  });
});

describe('the queues', () => {
  const queues = all('AWS::SQS::Queue');
  const dead = queues.filter((queue) => String(queue.Properties['QueueName']).includes('dead-letters'));
  const work = queues.filter((queue) => !dead.includes(queue));
  const named = (queue: Resource): string => String(queue.Properties['QueueName']);

  it('have dead letters of the same kind, kept for a fortnight', () => {
    expect(work.map(named).sort()).toEqual(['forewarn-dev-plan', 'forewarn-dev-slack.fifo', 'forewarn-dev-sns.fifo']);
    for (const queue of work) {
      const redrive = queue.Properties['RedrivePolicy'] as { deadLetterTargetArn: { 'Fn::GetAtt': [string] } };
      const target = dead.find((candidate) => candidate.id === redrive.deadLetterTargetArn['Fn::GetAtt'][0]);
      expect(target?.Properties['FifoQueue']).toBe(queue.Properties['FifoQueue']);
      expect(target?.Properties['MessageRetentionPeriod']).toBe(14 * 86_400);
    }
  });

  it('deduplicate by what the sender says, not by content', () => {
    for (const queue of work.filter((candidate) => named(candidate).endsWith('.fifo')))
      expect(queue.Properties['ContentBasedDeduplication']).toBe(false);
  });

  it.each([
    ['plan', 'plan-notifications'],
    ['slack.fifo', 'deliver-slack'],
    ['sns.fifo', 'deliver-sns'],
  ])('%s waits six timeouts of %s before it hands a message out again', (queue, name) => {
    const found = work.find((candidate) => named(candidate) === `forewarn-dev-${queue}`);
    expect(found?.Properties['VisibilityTimeout']).toBeGreaterThanOrEqual(
      6 * Number(functionNamed(name).Properties['Timeout']),
    );
  });

  it('report failures message by message, as does the stream', () => {
    const mappings = all('AWS::Lambda::EventSourceMapping');
    expect(mappings).toHaveLength(4);
    for (const mapping of mappings)
      expect(mapping.Properties['FunctionResponseTypes']).toEqual(['ReportBatchItemFailures']);
  });

  it('take from the stream only new announcements and pending deliveries, and give up within bounds', () => {
    const stream = all('AWS::Lambda::EventSourceMapping').find((mapping) => 'FilterCriteria' in mapping.Properties);
    expect(stream?.Properties).toMatchObject({
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 10,
      MaximumRecordAgeInSeconds: 3600,
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [expect.stringMatching(/^StreamDeadLetters/), 'Arn'] } },
      },
    });
    const { Filters } = stream?.Properties['FilterCriteria'] as { Filters: { Pattern: string }[] };
    expect(Filters.map(({ Pattern }) => JSON.parse(Pattern))).toEqual([
      { eventName: ['INSERT'], dynamodb: { NewImage: { entity: { S: ['announcement'] } } } },
      {
        eventName: ['MODIFY'],
        dynamodb: { NewImage: { entity: { S: ['announcement'] }, status: { S: ['planning'] } } },
      },
      {
        eventName: ['INSERT', 'MODIFY'],
        dynamodb: { NewImage: { entity: { S: ['delivery'] }, status: { S: ['pending'] } } },
      },
    ]);
  });

  it('keep what the sweep failed at, whether the scheduler or Lambda gave up', () => {
    const sweep = { 'Fn::GetAtt': [expect.stringMatching(/^SweepDeadLetters/), 'Arn'] };
    expect(all('AWS::Scheduler::Schedule')[0]?.Properties).toMatchObject({
      ScheduleExpression: 'rate(15 minutes)',
      Target: { DeadLetterConfig: { Arn: sweep } },
    });
    expect(all('AWS::Lambda::EventInvokeConfig')[0]?.Properties).toMatchObject({
      DestinationConfig: { OnFailure: { Destination: sweep } },
    });
  });
});

describe('the API', () => {
  const routes = all('AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties);

  it('has each route once, and sends it to its function', () => {
    const integrations = new Map(
      all('AWS::ApiGatewayV2::Integration').map((found) => [found.id, textOf(found.Properties['IntegrationUri'])]),
    );
    const target = (route: Record<string, unknown> | undefined): string => {
      const id = [...integrations.keys()].find((candidate) => textOf(route?.['Target']).includes(`"${candidate}"`));
      return integrations.get(id ?? '') ?? 'nowhere';
    };
    const expected = Object.entries(ROUTES).flatMap(([name, keys]) => keys.map((key) => [key, name] as const));
    expect(routes.map((route) => route['RouteKey']).sort()).toEqual(
      [...expected.map(([key]) => key), '$default'].sort(),
    );
    for (const [key, name] of expected) {
      const route = routes.find((candidate) => candidate['RouteKey'] === key);
      expect(target(route), key).toContain(`"${functionNamed(name).id}"`);
    }
  });

  it('asks everybody for a token, except where nothing is served', () => {
    for (const route of routes)
      expect(route['AuthorizationType'], String(route['RouteKey'])).toBe(
        route['RouteKey'] === '$default' ? 'NONE' : 'CUSTOM',
      );
    expect(all('AWS::ApiGatewayV2::Authorizer').map(({ Properties }) => Properties)).toMatchObject([
      {
        AuthorizerType: 'REQUEST',
        AuthorizerPayloadFormatVersion: '2.0',
        EnableSimpleResponses: true,
        AuthorizerResultTtlInSeconds: 60,
        IdentitySource: ['$request.header.Authorization'],
      },
    ]);
  });

  it('is throttled, logs each request without its headers, and answers no other origin', () => {
    expect(all('AWS::ApiGatewayV2::Stage')[0]?.Properties).toMatchObject({
      StageName: '$default',
      DefaultRouteSettings: { ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 },
      AccessLogSettings: { Format: expect.not.stringContaining('header') },
    });
    expect(all('AWS::ApiGatewayV2::Api')[0]?.Properties).not.toHaveProperty('CorsConfiguration');
  });

  it('links to itself unless people reach it elsewhere', () => {
    expect(textOf(environmentOf('deliver-slack')['REGISTRY_URL'])).toContain('ApiEndpoint');
    const elsewhere = Template.fromStack(makeStacks({ registryUrl: 'https://forewarn.example.com/' }).service);
    const urls = resourcesOf(elsewhere, 'AWS::Lambda::Function').map(
      (fn) => (fn.Properties['Environment'] as { Variables: Record<string, unknown> }).Variables['REGISTRY_URL'],
    );
    expect(new Set(urls)).toEqual(new Set([undefined, 'https://forewarn.example.com']));
  });
});

describe('the operators', () => {
  it('hear alarms by e-mail if they ask for it', () => {
    expect(all('AWS::SNS::Subscription').map(({ Properties }) => Properties)).toMatchObject([
      { Protocol: 'email', Endpoint: 'oncall@example.com' },
    ]);
  });

  it('are reached by CloudWatch, which may use the key that encrypts their topic', () => {
    const statements = all('AWS::KMS::Key').flatMap(
      (key) => (key.Properties['KeyPolicy'] as { Statement: { Principal: unknown; Action: unknown }[] }).Statement,
    );
    expect(statements).toContainEqual(
      expect.objectContaining({
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      }),
    );
  });
});

describe('cdk-nag', () => {
  it('finds nothing that is not explained', () => {
    const report = new AwsSolutionsChecks(app).validateScope(app);
    expect(report.violations.filter((violation) => violation.severity === 'error')).toEqual([]);
    expect(report.success).toBe(true);
  });
});
