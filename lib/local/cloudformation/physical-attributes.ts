import type { Json } from './cloud-assembly.ts';
import type { AttributeResolver, CloudResource } from './template.ts';

export type PhysicalSettings = {
  readonly region: string;
  readonly accountId: string;
  /** Where the HTTP API answers, without a trailing slash. */
  readonly apiUrl: string;
  /** Where the handlers reach AWS services; queue URLs lie below it. */
  readonly awsUrl: string;
};

type Answers = Record<string, Json>;
type ArnOf = (service: string, rest: string) => string;

/** What Ref answers for a resource, and Fn::GetAtt by attribute. */
type Physical = { readonly ref: Json; readonly attributes?: Answers };
type PhysicalOf = (resource: CloudResource, cloud: PhysicalSettings & { readonly arn: ArnOf }) => Physical;

/**
 * The name that a resource has on this machine: the one its template gives, or `stack-logicalId`
 * (deterministic, so that data kept in a folder are found again).
 */
export function physicalName(resource: CloudResource, property: string): string {
  const given = resource.properties[property];
  if (typeof given === 'string') return given;
  const suffix = resource.properties['FifoQueue'] === true || resource.properties['FifoTopic'] === true ? '.fifo' : '';
  return `${resource.stack}-${resource.logicalId}`.slice(0, 64 - suffix.length) + suffix;
}

/** Ref and Fn::GetAtt for the resource types that a Forewarn-like service uses. */
export function createAttributeResolver(settings: PhysicalSettings): AttributeResolver {
  const { region, accountId } = settings;
  const arn: ArnOf = (service, rest) => `arn:aws:${service}:${region}:${accountId}:${rest}`;
  return (resource, attribute) => {
    const physical = BY_TYPE[resource.type]?.(resource, { ...settings, arn }) ?? { ref: resource.logicalId };
    return attribute === undefined ? physical.ref : physical.attributes?.[attribute];
  };
}

const table: PhysicalOf = (resource, { arn }) => {
  const name = physicalName(resource, 'TableName');
  const Arn = arn('dynamodb', `table/${name}`);
  return { ref: name, attributes: { Arn, StreamArn: `${Arn}/stream/local`, TableId: name } };
};

/** A resource that Ref answers with its name. */
function named(property: string, attributesOf: (name: string, arn: ArnOf) => Answers): PhysicalOf {
  return (resource, { arn }) => {
    const name = physicalName(resource, property);
    return { ref: name, attributes: attributesOf(name, arn) };
  };
}

/** A version or an alias of a function. */
function qualified(resource: CloudResource, settings: { arn: ArnOf; qualifier: string }): string {
  const name = String(resource.properties['FunctionName']);
  const functionArn = name.startsWith('arn:') ? name : settings.arn('lambda', `function:${name}`);
  return `${functionArn}:${settings.qualifier}`;
}

const BY_TYPE: Record<string, PhysicalOf> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::SQS::Queue': (resource, { arn, awsUrl, accountId }) => {
    const name = physicalName(resource, 'QueueName');
    const url = `${awsUrl}/${accountId}/${name}`;
    return { ref: url, attributes: { Arn: arn('sqs', name), QueueName: name, QueueUrl: url } };
  },
  'AWS::SNS::Topic': (resource, { arn }) => {
    const name = physicalName(resource, 'TopicName');
    return { ref: arn('sns', name), attributes: { TopicArn: arn('sns', name), TopicName: name } };
  },
  'AWS::Lambda::Function': named('FunctionName', (name, arn) => ({ Arn: arn('lambda', `function:${name}`) })),
  'AWS::Lambda::Version': (resource, { arn }) => {
    const FunctionArn = qualified(resource, { arn, qualifier: '1' });
    return { ref: FunctionArn, attributes: { Version: '1', FunctionArn } };
  },
  'AWS::Lambda::Alias': (resource, { arn }) => {
    const AliasArn = qualified(resource, { arn, qualifier: String(resource.properties['Name']) });
    return { ref: AliasArn, attributes: { AliasArn } };
  },
  'AWS::SecretsManager::Secret': (resource, { arn }) => {
    const Id = arn('secretsmanager', `secret:${physicalName(resource, 'Name')}-local0`);
    return { ref: Id, attributes: { Id } };
  },
  'AWS::IAM::Role': (resource, { accountId }) => {
    const name = physicalName(resource, 'RoleName');
    return { ref: name, attributes: { Arn: `arn:aws:iam::${accountId}:role/${name}`, RoleId: name } };
  },
  'AWS::IAM::ManagedPolicy': (resource, { accountId }) => {
    const PolicyArn = `arn:aws:iam::${accountId}:policy/${physicalName(resource, 'ManagedPolicyName')}`;
    return { ref: PolicyArn, attributes: { PolicyArn } };
  },
  'AWS::ApiGatewayV2::Api': ({ logicalId }, { apiUrl }) => ({
    ref: logicalId,
    attributes: { ApiEndpoint: apiUrl, ApiId: logicalId },
  }),
  'AWS::ApiGatewayV2::Authorizer': ({ logicalId }) => ({ ref: logicalId, attributes: { AuthorizerId: logicalId } }),
  'AWS::Logs::LogGroup': named('LogGroupName', (name, arn) => ({ Arn: arn('logs', `log-group:${name}:*`) })),
  'AWS::Scheduler::Schedule': named('Name', (name, arn) => ({ Arn: arn('scheduler', `schedule/default/${name}`) })),
  'AWS::Scheduler::ScheduleGroup': named('Name', (name, arn) => ({ Arn: arn('scheduler', `schedule-group/${name}`) })),
  'AWS::Events::Rule': named('Name', (name, arn) => ({ Arn: arn('events', `rule/${name}`) })),
  'AWS::Events::EventBus': named('Name', (name, arn) => ({ Arn: arn('events', `event-bus/${name}`), Name: name })),
  'AWS::CloudWatch::Alarm': named('AlarmName', (name, arn) => ({ Arn: arn('cloudwatch', `alarm:${name}`) })),
  'AWS::CloudWatch::CompositeAlarm': named('AlarmName', (name, arn) => ({ Arn: arn('cloudwatch', `alarm:${name}`) })),
  'AWS::KMS::Key': ({ logicalId }, { arn }) => ({
    ref: logicalId,
    attributes: { Arn: arn('kms', `key/${logicalId}`), KeyId: logicalId },
  }),
  'AWS::S3::Bucket': named('BucketName', (name) => ({ Arn: `arn:aws:s3:::${name}` })),
  'AWS::SSM::Parameter': (resource) => ({
    ref: physicalName(resource, 'Name'),
    attributes: { Value: resource.properties['Value'] ?? '' },
  }),
};
