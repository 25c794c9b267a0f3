import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { FUNCTIONS } from '../../lib/infra/functions.ts';
import { ROUTES } from '../../lib/infra/generated/routes.ts';
import { environmentOf, functionNamed, makeStacks, type Resource, resourcesOf } from './fixtures/stacks.ts';

const template = Template.fromStack(
  makeStacks({
    watchConfluent: 'https://schemas.example.com',
    msteamsHosts: 'flows.example.com',
    webhookHosts: 'hooks.example.com',
  }).service,
);
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
  const found = functionNamed(template, name).Properties['Role'] as { 'Fn::GetAtt': [string] };
  return found['Fn::GetAtt'][0];
}
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
    /Registry|Audit|PlanQueue|SlackQueue|GithubQueue|MsTeamsQueue|MsTeamsWorkflows|WebhookQueue|Webhooks|SnsQueue|StreamDeadLetters|SweepDeadLetters|WatchDeadLetters|WatchPassword|Events|InteractionsQueue|SlackToken|SlackSigning|GithubToken|BootstrapToken/.exec(
      text,
    )?.[0];
  return `${owner ?? text}${index ? `/${index}` : ''}`;
}

describe('the functions', () => {
  it.each(Object.entries(FUNCTIONS))(
    '%s runs on arm64 and nodejs24.x with a role, logs and traces of its own',
    (name, size) => {
      const { Properties } = functionNamed(template, name);
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

  it.each([
    ['authorizer', 'GetItem Registry'],
    ['register-schema', 'DeleteItem GetItem PutItem Query UpdateItem Registry, PutItem Audit, Query Registry/listing'],
    ['check-compatibility', 'GetItem Query Registry, Query Registry/listing'],
    ['subjects', 'DeleteItem GetItem PutItem Query UpdateItem Registry, PutItem Audit, Query Registry/listing'],
    ['consumers', 'DeleteItem GetItem PutItem Query UpdateItem Registry, PutItem Audit, Query Registry/listing'],
    [
      'announcements',
      'ConditionCheckItem DeleteItem GetItem PutItem Query UpdateItem Registry, PutItem Audit, Query Audit/subject, Query Audit/consumer, Query Audit/announcement',
    ],
    [
      'administration',
      'ConditionCheckItem DeleteItem GetItem PutItem Query UpdateItem Registry, PutItem Audit, Query Registry/listing',
    ],
    ['slack-interactions', 'GetItem Query Registry'],
    ['answer-interactions', 'ConditionCheckItem GetItem PutItem Query Registry, PutItem Audit, Query Registry/listing'],
    ['not-found', ''],
    ['forward-changes', 'DescribeStream GetRecords GetShardIterator ListStreams Registry'],
    ['plan-notifications', 'GetItem PutItem Query Registry, PutItem Audit'],
    ['deliver-slack', 'GetItem PutItem Query Registry, PutItem Audit, Query Registry/listing'],
    ['deliver-github', 'GetItem PutItem Query Registry, PutItem Audit, Query Registry/listing'],
    ['deliver-msteams', 'GetItem PutItem Query Registry, PutItem Audit, Query Registry/listing'],
    ['deliver-webhook', 'GetItem PutItem Query Registry, PutItem Audit, Query Registry/listing'],
    ['deliver-sns', 'GetItem PutItem Query Registry, PutItem Audit'],
    ['sweep-deadlines', 'GetItem PutItem Query Registry, PutItem Audit, Query Registry/due, Query Registry/listing'],
    ['watch-registry', 'GetItem PutItem Query Registry, PutItem Audit'],
  ])('%s may reach the tables by: %s', (name, expected) => {
    const pairs = expected
      .split(', ')
      .filter((part) => part !== '')
      .flatMap((part) => {
        const words = part.split(' ');
        return words.slice(0, -1).map((action) => `${action} ${words.at(-1)}`);
      });
    expect(allowed(name, 'dynamodb')).toEqual(pairs.sort());
  });

  it('may use the queues, the topic and the secrets as their work asks for', () => {
    const queues = ['PlanQueue', 'GithubQueue', 'SlackQueue', 'SnsQueue', 'MsTeamsQueue', 'WebhookQueue'].map(
      (queue) => `SendMessage ${queue}`,
    );
    const polled = ['DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'];
    expect(allowed('authorizer', 'secretsmanager')).toEqual(['GetSecretValue BootstrapToken']);
    expect(allowed('deliver-slack', 'secretsmanager')).toEqual(['GetSecretValue SlackToken']);
    expect(allowed('deliver-github', 'secretsmanager')).toEqual(['GetSecretValue GithubToken']);
    expect(allowed('deliver-msteams', 'secretsmanager')).toEqual(['GetSecretValue MsTeamsWorkflows']);
    expect(allowed('deliver-msteams', 'sqs')).toEqual(
      ['ChangeMessageVisibility', ...polled].map((action) => `${action} MsTeamsQueue`),
    );
    expect(allowed('deliver-webhook', 'secretsmanager')).toEqual(['GetSecretValue Webhooks']);
    expect(allowed('deliver-sns', 'sns')).toEqual(['Publish Events']);
    expect(allowed('forward-changes', 'sqs')).toEqual([...queues, 'SendMessage StreamDeadLetters'].sort());
    expect(allowed('sweep-deadlines', 'sqs')).toEqual([...queues, 'SendMessage SweepDeadLetters'].sort());
    expect(allowed('watch-registry', 'sqs')).toEqual(['SendMessage WatchDeadLetters']);
    expect(allowed('watch-registry', 'secretsmanager')).toEqual(['GetSecretValue WatchPassword']);
    expect(allowed('plan-notifications', 'sqs')).toEqual(
      [...polled.map((action) => `${action} PlanQueue`), 'SendMessage PlanQueue'].sort(),
    );
    expect(allowed('deliver-slack', 'sqs')).toEqual(
      ['ChangeMessageVisibility', ...polled].map((action) => `${action} SlackQueue`),
    );
    expect(allowed('deliver-github', 'sqs')).toEqual(
      ['ChangeMessageVisibility', ...polled].map((action) => `${action} GithubQueue`),
    );
    expect(allowed('deliver-sns', 'sqs')).toEqual(polled.map((action) => `${action} SnsQueue`));
    expect(allowed('slack-interactions', 'secretsmanager')).toEqual([
      'GetSecretValue SlackSigning',
      'GetSecretValue SlackToken',
    ]);
    expect(allowed('slack-interactions', 'sqs')).toEqual(['SendMessage InteractionsQueue']);
    expect(allowed('answer-interactions', 'secretsmanager')).toEqual(['GetSecretValue SlackToken']);
    expect(allowed('answer-interactions', 'sqs')).toEqual(polled.map((action) => `${action} InteractionsQueue`));
    for (const name of [...Object.keys(ROUTES), 'not-found'])
      for (const service of ['sqs', 'sns', 'secretsmanager']) expect(allowed(name, service)).toEqual([]);
  });

  it('are told by their environment what they may use, and nothing else', () => {
    const settings = (name: string): string[] =>
      Object.keys(environmentOf(template, name))
        .filter((key) => !key.startsWith('POWERTOOLS_'))
        .sort();
    expect(settings('authorizer')).toEqual(['BOOTSTRAP_SECRET_ARN', 'OIDC_ISSUERS', 'TABLE_NAME']);
    expect(settings('consumers')).toEqual(['AUDIT_TABLE_NAME', 'OPTIONAL_CHANNELS', 'REGISTRY_URL', 'TABLE_NAME']);
    for (const name of ['register-schema', 'subjects'])
      expect(settings(name)).toEqual(['AUDIT_TABLE_NAME', 'REGISTRY_URL', 'TABLE_NAME']);
    expect(settings('administration')).toEqual(['AUDIT_TABLE_NAME', 'OIDC_ISSUERS', 'REGISTRY_URL', 'TABLE_NAME']);
    expect(settings('check-compatibility')).toEqual(['REGISTRY_URL', 'TABLE_NAME']);
    expect(settings('announcements')).toEqual(['AUDIT_TABLE_NAME', 'TABLE_NAME']);
    expect(settings('not-found')).toEqual([]);
    expect(settings('watch-registry')).toEqual([
      'AUDIT_TABLE_NAME',
      'TABLE_NAME',
      'WATCHED_REGISTRY_SECRET_ARN',
      'WATCHED_REGISTRY_URL',
    ]);
    expect(settings('slack-interactions')).toEqual([
      'INTERACTIONS_QUEUE_URL',
      'SLACK_SECRET_ARN',
      'SLACK_SIGNING_SECRET_ARN',
      'TABLE_NAME',
    ]);
    expect(settings('answer-interactions')).toEqual([
      'AUDIT_TABLE_NAME',
      'REGISTRY_URL',
      'SLACK_SECRET_ARN',
      'TABLE_NAME',
    ]);
    expect(settings('forward-changes')).toEqual([
      'GITHUB_QUEUE_URL',
      'MSTEAMS_QUEUE_URL',
      'PLAN_QUEUE_URL',
      'SLACK_QUEUE_URL',
      'SNS_QUEUE_URL',
      'WEBHOOK_QUEUE_URL',
    ]);
    expect(settings('plan-notifications')).toEqual([
      'AUDIT_TABLE_NAME',
      'PLAN_QUEUE_URL',
      'REGISTRY_URL',
      'TABLE_NAME',
    ]);
    expect(settings('deliver-slack')).toEqual([
      ...['AUDIT_TABLE_NAME', 'REGISTRY_URL', 'SLACK_QUEUE_URL', 'SLACK_SECRET_ARN', 'TABLE_NAME'],
    ]);
    expect(settings('deliver-github')).toEqual([
      ...['AUDIT_TABLE_NAME', 'GITHUB_QUEUE_URL', 'GITHUB_SECRET_ARN', 'REGISTRY_URL', 'TABLE_NAME'],
    ]);
    expect(settings('deliver-sns')).toEqual(['AUDIT_TABLE_NAME', 'REGISTRY_URL', 'TABLE_NAME', 'TOPIC_ARN']);
    expect(settings('sweep-deadlines')).toEqual([
      'AUDIT_TABLE_NAME',
      'GITHUB_QUEUE_URL',
      'MSTEAMS_QUEUE_URL',
      'PLAN_QUEUE_URL',
      'SLACK_QUEUE_URL',
      'SNS_QUEUE_URL',
      'TABLE_NAME',
      'WEBHOOK_QUEUE_URL',
    ]);
  });
});
