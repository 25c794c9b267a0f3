import { readFileSync } from 'node:fs';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { makeStacks, type Resource, resourcesOf } from './fixtures/stacks.ts';

const { app, service } = makeStacks({
  operationsEmail: 'oncall@example.com',
  watchConfluent: 'https://schemas.example.com',
  msteamsHosts: 'flows.example.com',
  webhookHosts: 'hooks.example.com',
});
const template = Template.fromStack(service);
const all = (type: string): Resource[] => resourcesOf(template, type);

/** The runbook's headings as GitHub anchors them, each with the text below it. */
const runbook = new Map(
  readFileSync('docs/runbook.md', 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [heading = '', ...lines] = section.split('\n');
      return [
        heading
          .trim()
          .toLowerCase()
          .replace(/[^a-z0-9 -]/g, '')
          .replaceAll(' ', '-'),
        lines.join('\n'),
      ] as const;
    }),
);

const ALARMS = all('AWS::CloudWatch::Alarm').map(({ Properties }) => {
  const description = String(Properties['AlarmDescription']);
  return {
    name: String(Properties['AlarmName']),
    anchor: /docs\/runbook\.md#([a-z-]+)$/.exec(description)?.[1] ?? `none in: ${description}`,
    properties: Properties,
  };
});

describe('the alarms', () => {
  it.each(ALARMS)('$name leads to a heading of the runbook', ({ anchor }) => {
    expect([...runbook.keys()]).toContain(anchor);
  });

  it.each(ALARMS)('$name tells the operators when it rings and when it is over', ({ properties }) => {
    const topic = [{ Ref: expect.stringMatching(/^AlarmsTopic/) }];
    expect(properties).toMatchObject({ AlarmActions: topic, OKActions: topic });
  });

  it('watch every dead-letter queue and every function', () => {
    const names = ALARMS.map(({ name }) => name.replace('forewarn-dev-', ''));
    const dead = all('AWS::SQS::Queue')
      .map((queue) => String(queue.Properties['QueueName']).replace('forewarn-dev-', '').replace('.fifo', ''))
      .filter((name) => name.endsWith('dead-letters'));
    expect(dead).toHaveLength(10);
    expect(names).toEqual(expect.arrayContaining(dead));
    for (const fn of all('AWS::Lambda::Function')) {
      const name = String(fn.Properties['FunctionName']).replace('forewarn-dev-', '');
      expect(names).toEqual(expect.arrayContaining([`${name}-errors`, `${name}-throttles`]));
    }
  });

  it('count what the functions count themselves, under the names that they use', () => {
    const own = ALARMS.filter(({ properties }) => properties['Namespace'] === 'Forewarn').map(({ properties }) => [
      properties['MetricName'],
      properties['Dimensions'],
    ]);
    const service = { POWERTOOLS_SERVICE_NAME: 'forewarn-dev-service', POWERTOOLS_METRICS_NAMESPACE: 'Forewarn' };
    expect(own).toEqual([
      ['WatchedSubjectsFailed', [{ Name: 'service', Value: service.POWERTOOLS_SERVICE_NAME }]],
      ['AuthorizerDenials', [{ Name: 'service', Value: service.POWERTOOLS_SERVICE_NAME }]],
      ['DeliveriesFailed', [{ Name: 'service', Value: service.POWERTOOLS_SERVICE_NAME }]],
      ['SchemasUnread', [{ Name: 'service', Value: service.POWERTOOLS_SERVICE_NAME }]],
    ]);
    for (const fn of all('AWS::Lambda::Function'))
      expect(fn.Properties['Environment']).toMatchObject({ Variables: service });
  });

  it('ring for silence where silence is the failure', () => {
    const silent = ALARMS.filter(({ properties }) => properties['TreatMissingData'] === 'breaching');
    expect(silent.map(({ name }) => name)).toEqual(['forewarn-dev-sweep-silent']);
  });
});

describe('the runbook', () => {
  it.each([...runbook])('says of %s what it means, where to look and what to do', (_anchor, text) => {
    expect(text).toMatch(/^\*\*Meaning\.\*\* \S/m);
    expect(text).toMatch(/^\*\*Look here\.\*\* \S/m);
    expect(text).toMatch(/^\*\*Do this\.\*\* \S/m);
  });

  it('has no heading that no alarm leads to', () => {
    const anchors = new Set(ALARMS.map(({ anchor }) => anchor));
    expect([...runbook.keys()].filter((heading) => !anchors.has(heading))).toEqual([]);
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

describe('the dashboard', () => {
  it.each(['SecondsToReceipt', 'SecondsToAnswer'])('shows %s, the time to notice', (metric) => {
    const [dashboard] = all('AWS::CloudWatch::Dashboard');
    expect(JSON.stringify(dashboard?.Properties['DashboardBody'])).toContain(metric);
    expect(readFileSync('docs/runbook.md', 'utf8')).toContain(`\`${metric}\``);
  });
});
