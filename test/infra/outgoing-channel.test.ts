import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { environmentOf, makeStacks, resourcesOf } from './fixtures/stacks.ts';

const TYPES = ['AWS::Lambda::Function', 'AWS::Lambda::EventSourceMapping', 'AWS::SQS::Queue', 'AWS::CloudWatch::Alarm'];
const HOSTS = '*.environment.api.powerplatform.com,flows.example.com';
const count = (template: Template) => TYPES.map((type) => resourcesOf(template, type).length);
const secrets = (template: Template) =>
  resourcesOf(template, 'AWS::SecretsManager::Secret').map(({ Properties }) => Properties['Name']);

describe('Microsoft Teams', () => {
  it('costs nothing where its hosts are not allowed: no function, queue, mapping, alarm or secret', () => {
    const { stateful, service } = makeStacks();
    const template = Template.fromStack(service);

    expect(/forewarn-dev-msteams|deliver-msteams|MSTEAMS_/.test(JSON.stringify(template.toJSON()))).toBe(false);
    expect(secrets(Template.fromStack(stateful))).not.toContain('forewarn/dev/msteams-workflows');
    for (const name of ['consumers', 'forward-changes', 'sweep-deadlines']) {
      expect(environmentOf(template, name)).not.toHaveProperty('OPTIONAL_CHANNELS');
      expect(environmentOf(template, name)).not.toHaveProperty('MSTEAMS_QUEUE_URL');
    }
  });

  it('is a function with a queue, dead letters, alarms and one secret where they are', () => {
    const without = count(Template.fromStack(makeStacks().service));
    const { stateful, service } = makeStacks({ msteamsHosts: HOSTS });
    const template = Template.fromStack(service);

    // Errors, throttles, dead letters.
    expect(count(template).map((number, at) => number - (without[at] ?? 0))).toEqual([1, 1, 2, 3]);
    expect(secrets(Template.fromStack(stateful))).toContain('forewarn/dev/msteams-workflows');
    expect(environmentOf(template, 'deliver-msteams')).toMatchObject({ MSTEAMS_HOSTS: HOSTS });
    expect(environmentOf(template, 'consumers')).toMatchObject({ OPTIONAL_CHANNELS: 'msteams' });
    for (const name of ['forward-changes', 'sweep-deadlines'])
      expect(environmentOf(template, name)).toHaveProperty('MSTEAMS_QUEUE_URL');
  });

  it('stands beside webhooks, each with its own', () => {
    const { service } = makeStacks({ msteamsHosts: HOSTS, webhookHosts: 'hooks.example.com' });
    const template = Template.fromStack(service);
    expect(environmentOf(template, 'consumers')).toMatchObject({ OPTIONAL_CHANNELS: 'msteams,webhook' });
    expect(environmentOf(template, 'deliver-webhook')).toMatchObject({ WEBHOOK_HOSTS: 'hooks.example.com' });
    expect(environmentOf(template, 'deliver-webhook')).not.toHaveProperty('MSTEAMS_SECRET_ARN');
    expect(environmentOf(Template.fromStack(makeStacks().service), 'consumers')).not.toHaveProperty(
      'OPTIONAL_CHANNELS',
    );
  });

  it('has its secret read by the one function that posts', () => {
    const template = Template.fromStack(makeStacks({ msteamsHosts: HOSTS }).service);
    const readers = resourcesOf(template, 'AWS::IAM::Policy')
      .filter(({ Properties }) => JSON.stringify(Properties).includes('MsTeamsWorkflows'))
      .map(({ id }) => id);
    expect(readers).toEqual([expect.stringMatching(/^MsTeamsHandlerRole/)]);
  });
});
