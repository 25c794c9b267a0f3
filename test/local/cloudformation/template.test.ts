import { describe, expect, it } from 'vitest';
import type { Json, Template } from '../../../lib/local/cloudformation/cloud-assembly.ts';
import { loadCloudAssembly } from '../../../lib/local/cloudformation/cloud-assembly.ts';
import { createAttributeResolver } from '../../../lib/local/cloudformation/physical-attributes.ts';
import { Deployment } from '../../../lib/local/cloudformation/template.ts';
import { temporaryFolder } from '../test-app.ts';

// The dollar sign is put in here, so that no template text looks like a forgotten template literal.
const sub = (text: string): string => text.replaceAll('#{', '$'.concat('{'));

const place = { region: 'eu-west-1', accountId: '000000000000' };
const attributes = createAttributeResolver({ ...place, apiUrl: 'http://api', awsUrl: 'http://aws' });

function deploy(template: Template, others: Record<string, Template> = {}) {
  const stacks = Object.entries({ Main: template, ...others }).map(([name, one]) => ({ name, template: one }));
  return new Deployment({ ...place, stacks, attributes });
}

const Resources = {
  Queue: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
  Named: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::Sub': sub('#{AWS::StackName}-jobs') } } },
  Table: { Type: 'AWS::DynamoDB::Table' },
  Topic: { Type: 'AWS::SNS::Topic' },
  Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'a/b' } },
  Function: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'worker' } },
  Alias: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { Ref: 'Function' }, Name: 'live' } },
  Api: { Type: 'AWS::ApiGatewayV2::Api' },
  Odd: { Type: 'Custom::Thing' },
};

const CASES: [string, Json, Json][] = [
  ['a plain value', { a: [1, true, null] }, { a: [1, true, null] }],
  ['a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-west-1'],
  ['the account', { Ref: 'AWS::AccountId' }, '000000000000'],
  ['a parameter by its default', { Ref: 'Stage' }, 'dev'],
  ['a queue by its URL', { Ref: 'Queue' }, 'http://aws/000000000000/Main-Queue.fifo'],
  ['a queue named by a function', { 'Fn::GetAtt': ['Named', 'QueueName'] }, 'Main-jobs'],
  ['a table by its name', { Ref: 'Table' }, 'Main-Table'],
  [
    'an attribute in short form',
    { 'Fn::GetAtt': 'Table.Arn' },
    'arn:aws:dynamodb:eu-west-1:000000000000:table/Main-Table',
  ],
  ['a topic by its ARN', { Ref: 'Topic' }, 'arn:aws:sns:eu-west-1:000000000000:Main-Topic'],
  ['a secret by its ARN', { Ref: 'Secret' }, 'arn:aws:secretsmanager:eu-west-1:000000000000:secret:a/b-local0'],
  ['an alias by its ARN', { Ref: 'Alias' }, 'arn:aws:lambda:eu-west-1:000000000000:function:worker:live'],
  ['the address of the API', { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] }, 'http://api'],
  ['any other resource by its logical id', { Ref: 'Odd' }, 'Odd'],
  ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Stage' }]] }, 'a-dev'],
  ['Fn::Split and Fn::Select', { 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
  [
    'Fn::Sub with an attribute',
    { 'Fn::Sub': sub('x/#{Table.Arn}') },
    'x/arn:aws:dynamodb:eu-west-1:000000000000:table/Main-Table',
  ],
  ['Fn::Sub with its own value', { 'Fn::Sub': [sub('#{a}-#{!b}'), { a: { Ref: 'Stage' } }] }, sub('dev-#{b}')],
  ['Fn::If', { 'Fn::If': ['IsDev', 'yes', 'no'] }, 'yes'],
  ['a property without value', { kept: 1, gone: { 'Fn::If': ['IsDev', { Ref: 'AWS::NoValue' }, 1] } }, { kept: 1 }],
  ['an item without value', ['a', { Ref: 'AWS::NoValue' }], ['a']],
  ['Fn::ImportValue', { 'Fn::ImportValue': 'other-table' }, 'Other-Table'],
  ['an output of another stack', { 'Fn::GetStackOutput': { StackName: 'Other', OutputName: 'Plain' } }, 'Other-Table'],
  ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', 'small', 'memory'] }, 128],
  ['an IAM condition as it stands', { Condition: { Bool: { a: 'b' } } }, { Condition: { Bool: { a: 'b' } } }],
];

const other: Template = {
  Resources: { Table: { Type: 'AWS::DynamoDB::Table' } },
  Outputs: {
    Shared: { Value: { Ref: 'Table' }, Export: { Name: { 'Fn::Join': ['-', ['other', 'table']] } } },
    Plain: { Value: { Ref: 'Table' } },
  },
};

const main: Template = {
  Resources,
  Parameters: { Stage: { Default: 'dev' } },
  Mappings: { Sizes: { small: { memory: 128 } } },
  Conditions: {
    IsDev: { 'Fn::And': [{ 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] }, { 'Fn::Not': [{ Condition: 'IsProd' }] }] },
    IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
  },
};

describe('a deployment of synthesised templates', () => {
  it.each(CASES)('resolves %s', (_what, expression, expected) => {
    expect(deploy(main, { Other: other }).resolve('Main', expression)).toEqual(expected);
  });

  it.each([
    ['an unknown function', { 'Fn::Cidr': ['10.0.0.0/8', 2] }, 'Fn::Cidr'],
    ['an unknown attribute', { 'Fn::GetAtt': ['Table', 'Size'] }, 'Fn::GetAtt'],
    ['an unknown reference', { Ref: 'Nobody' }, 'Ref "Nobody"'],
    ['an unknown reference in a text', { 'Fn::Sub': sub('a #{Nobody}') }, sub('Fn::Sub #{Nobody}')],
    ['an export that nobody has', { 'Fn::ImportValue': 'nothing' }, 'Fn::ImportValue'],
    ['an unknown condition', { 'Fn::If': ['Nope', 1, 2] }, 'Condition Nope'],
  ])('names the resource and the function at %s', (_what, expression, expected) => {
    const Properties = { QueueName: expression };
    const deployment = deploy({
      ...main,
      Resources: { ...Resources, Broken: { Type: 'AWS::SQS::Queue', Properties } },
    });
    const broken = deployment.resources('AWS::SQS::Queue').find(({ logicalId }) => logicalId === 'Broken');
    expect(() => broken?.properties).toThrow(expected);
    expect(() => broken?.properties).toThrow('Main/Broken (AWS::SQS::Queue)');
  });

  it('leaves out resources whose condition does not hold', () => {
    const Extra = { Type: 'AWS::SQS::Queue', Condition: 'IsProd' };
    const queues = deploy({ ...main, Resources: { ...Resources, Extra } }).resources('AWS::SQS::Queue');
    expect(queues.map(({ logicalId }) => logicalId)).toEqual(['Queue', 'Named']);
  });
});

describe('a folder without a cloud assembly', () => {
  it('is refused with the command that makes one', () => {
    expect(() => loadCloudAssembly(temporaryFolder('empty'))).toThrow('cdk synth');
  });
});
