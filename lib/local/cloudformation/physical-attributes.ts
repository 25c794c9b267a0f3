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
type Physical = (resource: CloudResource) => { readonly ref: Json; readonly attributes?: Answers };

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
export function createAttributeResolver({ region, accountId, apiUrl, awsUrl }: PhysicalSettings): AttributeResolver {
  const arn = (service: string, rest: string): string => `arn:aws:${service}:${region}:${accountId}:${rest}`;
  const table: Physical = (resource) => {
    const name = physicalName(resource, 'TableName');
    const Arn = arn('dynamodb', `table/${name}`);
    return { ref: name, attributes: { Arn, StreamArn: `${Arn}/stream/local`, TableId: name } };
  };
  const named =
    (property: string, attributesOf: (name: string) => Answers = () => ({})): Physical =>
    (resource) => {
      const name = physicalName(resource, property);
      return { ref: name, attributes: attributesOf(name) };
    };
  const byType: Record<string, Physical> = {
    'AWS::DynamoDB::Table': table,
    'AWS::DynamoDB::GlobalTable': table,
    'AWS::SQS::Queue': (resource) => {
      const name = physicalName(resource, 'QueueName');
      const url = `${awsUrl}/${accountId}/${name}`;
      return { ref: url, attributes: { Arn: arn('sqs', name), QueueName: name, QueueUrl: url } };
    },
    'AWS::SNS::Topic': (resource) => {
      const name = physicalName(resource, 'TopicName');
      return { ref: arn('sns', name), attributes: { TopicArn: arn('sns', name), TopicName: name } };
    },
    'AWS::Lambda::Function': named('FunctionName', (name) => ({ Arn: arn('lambda', `function:${name}`) })),
    'AWS::Lambda::Version': ({ properties }) => ({
      ref: functionArn(properties['FunctionName'], '1'),
      attributes: { Version: '1', FunctionArn: functionArn(properties['FunctionName'], '1') },
    }),
    'AWS::Lambda::Alias': ({ properties }) => ({
      ref: functionArn(properties['FunctionName'], String(properties['Name'])),
      attributes: { AliasArn: functionArn(properties['FunctionName'], String(properties['Name'])) },
    }),
    'AWS::SecretsManager::Secret': (resource) => {
      const id = arn('secretsmanager', `secret:${physicalName(resource, 'Name')}-local0`);
      return { ref: id, attributes: { Id: id } };
    },
    'AWS::IAM::Role': named('RoleName', (name) => ({
      Arn: `arn:aws:iam::${accountId}:role/${name}`,
      RoleId: name,
    })),
    'AWS::IAM::ManagedPolicy': (resource) => {
      const id = `arn:aws:iam::${accountId}:policy/${physicalName(resource, 'ManagedPolicyName')}`;
      return { ref: id, attributes: { PolicyArn: id } };
    },
    'AWS::ApiGatewayV2::Api': ({ logicalId }) => ({
      ref: logicalId,
      attributes: { ApiEndpoint: apiUrl, ApiId: logicalId },
    }),
    'AWS::ApiGatewayV2::Authorizer': ({ logicalId }) => ({ ref: logicalId, attributes: { AuthorizerId: logicalId } }),
    'AWS::Logs::LogGroup': named('LogGroupName', (name) => ({ Arn: arn('logs', `log-group:${name}:*`) })),
    'AWS::Scheduler::Schedule': named('Name', (name) => ({ Arn: arn('scheduler', `schedule/default/${name}`) })),
    'AWS::Scheduler::ScheduleGroup': named('Name', (name) => ({ Arn: arn('scheduler', `schedule-group/${name}`) })),
    'AWS::Events::Rule': named('Name', (name) => ({ Arn: arn('events', `rule/${name}`) })),
    'AWS::Events::EventBus': named('Name', (name) => ({ Arn: arn('events', `event-bus/${name}`), Name: name })),
    'AWS::CloudWatch::Alarm': named('AlarmName', (name) => ({ Arn: arn('cloudwatch', `alarm:${name}`) })),
    'AWS::CloudWatch::CompositeAlarm': named('AlarmName', (name) => ({ Arn: arn('cloudwatch', `alarm:${name}`) })),
    'AWS::KMS::Key': ({ logicalId }) => ({
      ref: logicalId,
      attributes: { Arn: arn('kms', `key/${logicalId}`), KeyId: logicalId },
    }),
    'AWS::S3::Bucket': named('BucketName', (name) => ({ Arn: `arn:aws:s3:::${name}` })),
    'AWS::SSM::Parameter': (resource) => ({
      ref: physicalName(resource, 'Name'),
      attributes: { Value: resource.properties['Value'] ?? '' },
    }),
  };

  function functionArn(name: Json | undefined, qualifier: string): string {
    const text = String(name);
    return `${text.startsWith('arn:') ? text : arn('lambda', `function:${text}`)}:${qualifier}`;
  }

  return (resource, attribute) => {
    const physical = byType[resource.type]?.(resource) ?? { ref: resource.logicalId };
    return attribute === undefined ? physical.ref : physical.attributes?.[attribute];
  };
}
