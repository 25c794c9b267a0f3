import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll } from 'vitest';
import type { JsonObject, Template } from '../../lib/local/cloudformation/cloud-assembly.ts';

const HANDLERS = {
  api: new URL('./handlers/api.ts', import.meta.url),
  authorizer: new URL('./handlers/authorizer.ts', import.meta.url),
  forward: new URL('./handlers/forward.ts', import.meta.url),
  deliver: new URL('./handlers/deliver.ts', import.meta.url),
  sweep: new URL('./handlers/sweep.ts', import.meta.url),
};
const folders: string[] = [];
let bundles: Promise<string> | undefined;

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A temporary folder, under a name that says what it is for; it is gone when the tests have ended. */
export function temporaryFolder(purpose: string): string {
  const folder = mkdtempSync(join(tmpdir(), `forewarn-${purpose}-`));
  folders.push(folder);
  return folder;
}

function bundleHandlers(): Promise<string> {
  bundles ??= (async () => {
    const folder = temporaryFolder('handlers');
    await build({
      entryPoints: Object.entries(HANDLERS).map(([name, source]) => ({
        in: fileURLToPath(source),
        out: `${name}/index`,
      })),
      outdir: folder,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      outExtension: { '.js': '.mjs' },
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    });
    return folder;
  })();
  return bundles;
}

/** Writes the two stacks of a small service, bundled, as `cdk synth` would, and returns the folder. */
export async function writeTestApp(
  change: (service: MutableTemplate, stateful: MutableTemplate) => void = () => undefined,
): Promise<string> {
  const cdkOut = temporaryFolder('cdk-out');
  const handlers = await bundleHandlers();
  const service = serviceTemplate();
  const stateful = statefulTemplate();
  change(service, stateful as MutableTemplate);
  writeAssembly(cdkOut, { Stateful: stateful, Service: service as Template });
  const files = Object.fromEntries(
    Object.keys(HANDLERS).map((name) => [
      name,
      { source: { path: join('..', '..', handlers, name) }, destinations: { current: { objectKey: `${name}.zip` } } },
    ]),
  );
  writeFileSync(join(cdkOut, 'Service.assets.json'), JSON.stringify({ files }));
  return cdkOut;
}

export type MutableTemplate = { Resources: Record<string, { Type: string; Properties: Record<string, unknown> }> };

/** Writes a manifest and one template per stack; each stack's assets are looked for in `<stack>.assets.json`. */
function writeAssembly(folder: string, stacks: Record<string, Template>): void {
  mkdirSync(folder, { recursive: true });
  const artifacts: Record<string, object> = {};
  for (const [name, template] of Object.entries(stacks)) {
    writeFileSync(join(folder, `${name}.template.json`), JSON.stringify(template));
    writeFileSync(join(folder, `${name}.assets.json`), JSON.stringify({ files: {} }));
    artifacts[name] = { type: 'aws:cloudformation:stack', properties: { templateFile: `${name}.template.json` } };
    artifacts[`${name}.assets`] = { type: 'cdk:asset-manifest', properties: { file: `${name}.assets.json` } };
  }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ artifacts }));
}

const exported = (name: string, Value: JsonObject) => ({ Value, Export: { Name: name } });
const imported = (name: string): JsonObject => ({ 'Fn::ImportValue': name });

function statefulTemplate(): Template {
  return {
    Resources: {
      Table: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
          AttributeDefinitions: [
            { AttributeName: 'pk', AttributeType: 'S' },
            { AttributeName: 'body', AttributeType: 'S' },
          ],
          GlobalSecondaryIndexes: [
            {
              IndexName: 'by-body',
              KeySchema: [{ AttributeName: 'body', KeyType: 'HASH' }],
              Projection: { ProjectionType: 'ALL' },
            },
          ],
          BillingMode: 'PAY_PER_REQUEST',
          StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
          TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
        },
      },
      Topic: { Type: 'AWS::SNS::Topic' },
      Secret: {
        Type: 'AWS::SecretsManager::Secret',
        Properties: { GenerateSecretString: { PasswordLength: 20, ExcludePunctuation: true } },
      },
    },
    Outputs: {
      TableName: exported('table-name', { Ref: 'Table' }),
      TableArn: exported('table-arn', { 'Fn::GetAtt': ['Table', 'Arn'] }),
      StreamArn: exported('stream-arn', { 'Fn::GetAtt': ['Table', 'StreamArn'] }),
      TopicArn: exported('topic-arn', { Ref: 'Topic' }),
      SecretArn: exported('secret-arn', { Ref: 'Secret' }),
    },
  };
}

const allow = (Action: string | string[], Resource: unknown): object => ({ Effect: 'Allow', Action, Resource });

function lambda(name: string, Variables: object, settings: object = {}): MutableTemplate['Resources'][string] {
  const Code = { S3Bucket: 'assets', S3Key: `${name}.zip` };
  const Role = { 'Fn::GetAtt': [`${name}Role`, 'Arn'] };
  const Properties = { Code, Handler: 'index.handler', Role, Timeout: 5, MemorySize: 256, Environment: { Variables } };
  return { Type: 'AWS::Lambda::Function', Properties: { ...Properties, FunctionName: name, ...settings } };
}

function role(name: string, statements: object[]): MutableTemplate['Resources'] {
  return {
    [`${name}Role`]: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } },
    [`${name}Policy`]: {
      Type: 'AWS::IAM::Policy',
      Properties: { PolicyName: name, PolicyDocument: { Statement: statements }, Roles: [{ Ref: `${name}Role` }] },
    },
  };
}

function invocationUri(name: string): object {
  const parts = ['arn:', { Ref: 'AWS::Partition' }, ':apigateway:r:lambda:path/2015-03-31/functions/'];
  return { 'Fn::Join': ['', [...parts, { 'Fn::GetAtt': [name, 'Arn'] }, '/invocations']] };
}

function serviceTemplate(): MutableTemplate {
  const table = imported('table-arn');
  const queue = { 'Fn::GetAtt': ['Queue', 'Arn'] };
  return {
    Resources: {
      Queue: {
        Type: 'AWS::SQS::Queue',
        Properties: {
          FifoQueue: true,
          VisibilityTimeout: 30,
          RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] }, maxReceiveCount: 2 },
        },
      },
      DeadLetters: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
      Failures: { Type: 'AWS::SQS::Queue', Properties: {} },
      api: lambda('api', { TABLE_NAME: imported('table-name'), SECRET_ARN: imported('secret-arn') }, { Timeout: 2 }),
      ...role('api', [
        allow(['dynamodb:PutItem', 'dynamodb:UpdateItem'], table),
        allow('dynamodb:Query', [table, { 'Fn::Join': ['', [table, '/index/*']] }]),
        allow('secretsmanager:GetSecretValue', imported('secret-arn')),
      ]),
      authorizer: lambda('authorizer', {}),
      ...role('authorizer', []),
      forward: lambda('forward', { QUEUE_URL: { Ref: 'Queue' } }),
      ...role('forward', [
        allow(['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream'], imported('stream-arn')),
        allow('sqs:SendMessage', [queue, { 'Fn::GetAtt': ['Failures', 'Arn'] }]),
      ]),
      forwardSource: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          FunctionName: { Ref: 'forward' },
          EventSourceArn: imported('stream-arn'),
          StartingPosition: 'TRIM_HORIZON',
          BatchSize: 10,
          BisectBatchOnFunctionError: true,
          MaximumRetryAttempts: 1,
          FilterCriteria: {
            Filters: [
              { Pattern: '{"eventName":["INSERT"],"dynamodb":{"NewImage":{"body":{"S":[{"anything-but":"quiet"}]}}}}' },
            ],
          },
          DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Failures', 'Arn'] } } },
        },
      },
      deliver: lambda('deliver', { QUEUE_URL: { Ref: 'Queue' }, TOPIC_ARN: imported('topic-arn') }),
      ...role('deliver', [
        allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], queue),
        allow('sqs:ChangeMessageVisibility', queue),
        allow('sns:Publish', imported('topic-arn')),
      ]),
      deliverSource: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          FunctionName: { Ref: 'deliver' },
          EventSourceArn: queue,
          BatchSize: 5,
          FunctionResponseTypes: ['ReportBatchItemFailures'],
        },
      },
      sweep: lambda('sweep', {}),
      ...role('sweep', []),
      ...role('schedule', [allow('lambda:InvokeFunction', { 'Fn::GetAtt': ['sweep', 'Arn'] })]),
      Schedule: {
        Type: 'AWS::Scheduler::Schedule',
        Properties: {
          ScheduleExpression: 'rate(15 minutes)',
          Target: {
            Arn: { 'Fn::GetAtt': ['sweep', 'Arn'] },
            RoleArn: { 'Fn::GetAtt': ['scheduleRole', 'Arn'] },
            Input: '{"note":"by schedule","time":"<aws.scheduler.scheduled-time>"}',
          },
        },
      },
      Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP', Name: 'test' } },
      Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: { Ref: 'Api' }, StageName: '$default' } },
      Authorizer: {
        Type: 'AWS::ApiGatewayV2::Authorizer',
        Properties: {
          AuthorizerType: 'REQUEST',
          AuthorizerPayloadFormatVersion: '2.0',
          EnableSimpleResponses: true,
          AuthorizerResultTtlInSeconds: 60,
          IdentitySource: ['$request.header.Authorization'],
          AuthorizerUri: invocationUri('authorizer'),
        },
      },
      Integration: {
        Type: 'AWS::ApiGatewayV2::Integration',
        Properties: {
          IntegrationType: 'AWS_PROXY',
          IntegrationUri: { 'Fn::GetAtt': ['api', 'Arn'] },
          PayloadFormatVersion: '2.0',
        },
      },
      Permission: {
        Type: 'AWS::Lambda::Permission',
        Properties: { FunctionName: { Ref: 'api' }, Principal: 'apigateway.amazonaws.com' },
      },
      Open: route('ANY /open/{proxy+}', {}),
      Named: route('GET /named/{name}', {}),
      Guarded: route('GET /guarded/{proxy+}', { AuthorizerId: { Ref: 'Authorizer' } }),
    },
  };
}

function route(RouteKey: string, authorizer: object): MutableTemplate['Resources'][string] {
  const Target = { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] };
  return { Type: 'AWS::ApiGatewayV2::Route', Properties: { RouteKey, Target, ...authorizer } };
}
