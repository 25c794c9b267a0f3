import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { makeStacks, resourcesOf } from './fixtures/stacks.ts';

const { stateful } = makeStacks();
const template = Template.fromStack(stateful);

describe('the stateful stack', () => {
  it('cannot be deleted by mistake', () => {
    expect(stateful.terminationProtection).toBe(true);
  });

  it('keeps both tables through every deletion, with a backup of every second', () => {
    const tables = resourcesOf(template, 'AWS::DynamoDB::Table');
    expect(tables).toHaveLength(2);
    for (const table of tables) {
      expect(table).toMatchObject({
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: {
          BillingMode: 'PAY_PER_REQUEST',
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        },
      });
    }
  });

  it('streams new images of the registry only', () => {
    const streamed = resourcesOf(template, 'AWS::DynamoDB::Table').filter(
      (table) => 'StreamSpecification' in table.Properties,
    );
    expect(streamed.map((table) => table.Properties['StreamSpecification'])).toEqual([{ StreamViewType: 'NEW_IMAGE' }]);
  });

  it('has the indexes that docs/storage.md names', () => {
    const indexes = resourcesOf(template, 'AWS::DynamoDB::Table').flatMap((table) =>
      (
        table.Properties['GlobalSecondaryIndexes'] as { IndexName: string; KeySchema: { AttributeName: string }[] }[]
      ).map((index) => [index.IndexName, ...index.KeySchema.map((key) => key.AttributeName)].join(' ')),
    );
    expect(indexes).toEqual([
      'listing listingPk listingSk',
      'due duePk dueSk',
      'subject subject sk',
      'consumer consumer sk',
      'announcement announcementId sk',
    ]);
  });

  it('encrypts the events topic and takes no plain HTTP', () => {
    template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
  });

  it('makes a bootstrap token that nobody has seen, and never writes a secret into the template', () => {
    const secrets = resourcesOf(template, 'AWS::SecretsManager::Secret');
    expect(secrets.map((secret) => secret.Properties['Name'])).toEqual([
      'forewarn/dev/slack-bot-token',
      'forewarn/dev/slack-signing-secret',
      'forewarn/dev/github-token',
      'forewarn/dev/bootstrap-token',
    ]);
    for (const secret of secrets) {
      expect(secret.Properties).toHaveProperty('GenerateSecretString');
      expect(secret.Properties).not.toHaveProperty('SecretString');
    }
  });
});
