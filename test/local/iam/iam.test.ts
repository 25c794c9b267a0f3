import { describe, expect, it } from 'vitest';
import type { Template } from '../../../lib/local/cloudformation/cloud-assembly.ts';
import { createAttributeResolver } from '../../../lib/local/cloudformation/physical-attributes.ts';
import { Deployment } from '../../../lib/local/cloudformation/template.ts';
import { requiredAccess } from '../../../lib/local/iam/iam-actions.ts';
import { IamPolicies, matchesWildcard } from '../../../lib/local/iam/iam-policy.ts';

const place = { region: 'r', accountId: '0' };
const arns = { ...place, secretArn: (id: string) => `arn:secret:${id}` };
const table = 'arn:aws:dynamodb:r:0:table/t';

function policiesOf(statement: object, how: 'attached' | 'inline' | 'managed' = 'attached') {
  const PolicyDocument = { Statement: statement as never };
  const Policies = [{ PolicyName: 'p', PolicyDocument }];
  const template: Template = {
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          ...(how === 'inline' && { Policies }),
          ...(how === 'managed' && { ManagedPolicyArns: [{ Ref: 'Managed' }] }),
        },
      },
      ...(how === 'attached' && {
        Policy: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument, Roles: [{ Ref: 'Role' }] } },
      }),
      ...(how === 'managed' && { Managed: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument } } }),
    },
  };
  const attributes = createAttributeResolver({ ...place, apiUrl: '', awsUrl: '' });
  const deployment = new Deployment({ ...place, stacks: [{ name: 'S', template }], attributes });
  return new IamPolicies(deployment, [{ name: 'worker', roleArn: 'arn:aws:iam::0:role/S-Role' }]);
}

describe('the permissions that a call needs', () => {
  it.each([
    ['dynamodb', 'GetItem', { TableName: 't' }, [['dynamodb:GetItem', table]]],
    ['dynamodb', 'GetItem', { TableName: table }, [['dynamodb:GetItem', table]]],
    ['dynamodb', 'Query', { TableName: 't', IndexName: 'due' }, [['dynamodb:Query', `${table}/index/due`]]],
    ['dynamodb', 'BatchWriteItem', { RequestItems: { t: [] } }, [['dynamodb:BatchWriteItem', table]]],
    [
      'dynamodb',
      'TransactWriteItems',
      {
        TransactItems: [
          { Put: { TableName: 't' } },
          { Update: { TableName: 't' } },
          { Delete: { TableName: 't' } },
          { ConditionCheck: { TableName: 'other' } },
        ],
      },
      [
        ['dynamodb:PutItem', table],
        ['dynamodb:UpdateItem', table],
        ['dynamodb:DeleteItem', table],
        ['dynamodb:ConditionCheckItem', 'arn:aws:dynamodb:r:0:table/other'],
      ],
    ],
    ['sqs', 'SendMessageBatch', { QueueUrl: 'http://h/0/q' }, [['sqs:SendMessage', 'arn:aws:sqs:r:0:q']]],
    ['sns', 'PublishBatch', { TopicArn: 'arn:t' }, [['sns:Publish', 'arn:t']]],
    ['secretsmanager', 'GetSecretValue', { SecretId: 's' }, [['secretsmanager:GetSecretValue', 'arn:secret:s']]],
  ])('%s %s %j', (service, operation, input, expected) => {
    const accesses = requiredAccess({ service, operation, input }, arns);
    expect(accesses?.map(({ action, resource }) => [action, resource])).toEqual(expected);
  });

  it('are unknown for a service that does not run here', () => {
    expect(requiredAccess({ service: 's3', operation: 'GetObject', input: {} }, arns)).toBeUndefined();
  });
});

describe('the policies of a role', () => {
  it.each(['attached', 'inline', 'managed'] as const)('count when %s', (how) => {
    const policies = policiesOf({ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: table }, how);
    expect(policies.allows('worker', { action: 'dynamodb:GetItem', resource: table })).toBe(true);
    expect(policies.allows('worker', { action: 'dynamodb:PutItem', resource: table })).toBe(false);
    expect(policies.allows('worker', { action: 'dynamodb:GetItem', resource: `${table}2` })).toBe(false);
  });

  it.each([
    ['dynamodb:GetItem', 'dynamodb:*', true],
    ['dynamodb:GetItem', 'DynamoDB:getitem', true],
    ['dynamodb:GetItem', 'dynamodb:Get?tem', true],
    ['dynamodb:GetItem', 'dynamodb:Put*', false],
    ['dynamodb:GetItem', 'dynamodb.GetItem', false],
  ])('match %s with %s: %s', (action, pattern, expected) => {
    expect(matchesWildcard(action, pattern, 'insensitive')).toBe(expected);
  });

  it('name each permission that no call used, a table with all its indexes as one', () => {
    const policies = policiesOf([
      { Effect: 'Allow', Action: ['dynamodb:Query', 'dynamodb:PutItem'], Resource: [table, `${table}/index/*`] },
      { Effect: 'Allow', Action: 'dynamodb:Query', Resource: `${table}/index/due` },
      { Effect: 'Allow', Action: ['logs:PutLogEvents', 'xray:PutTraceSegments'], Resource: '*' },
    ]);
    policies.allows('worker', { action: 'dynamodb:Query', resource: `${table}/index/listing` });
    expect(policies.unusedGrants()).toEqual([
      { functionName: 'worker', action: 'dynamodb:PutItem', resource: table },
      { functionName: 'worker', action: 'dynamodb:Query', resource: `${table}/index/due` },
    ]);
  });

  it.each([
    ['a condition', { Effect: 'Allow', Action: 'a:b', Resource: '*', Condition: { Bool: {} } }, 'Condition'],
    ['a denial', { Effect: 'Deny', Action: 'a:b', Resource: '*' }, 'Effect Deny'],
    ['all actions but some', { Effect: 'Allow', NotAction: 'a:b', Resource: '*' }, 'NotAction'],
  ])('are refused with %s, and the role is named', (_what, statement, expected) => {
    expect(() => policiesOf(statement)).toThrow(expected);
    expect(() => policiesOf(statement)).toThrow('S/Role');
  });
});
