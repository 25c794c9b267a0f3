import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { functionNamed, makeStacks, type Resource, resourcesOf } from './fixtures/stacks.ts';

const template = Template.fromStack(makeStacks().service);
const all = (type: string): Resource[] => resourcesOf(template, type);

describe('the queues', () => {
  const queues = all('AWS::SQS::Queue');
  const dead = queues.filter((queue) => String(queue.Properties['QueueName']).includes('dead-letters'));
  const work = queues.filter((queue) => !dead.includes(queue));
  const named = (queue: Resource): string => String(queue.Properties['QueueName']);

  it('have dead letters of the same kind, kept for a fortnight', () => {
    expect(work.map(named).sort()).toEqual([
      'forewarn-dev-github.fifo',
      'forewarn-dev-interactions.fifo',
      'forewarn-dev-plan',
      'forewarn-dev-slack.fifo',
      'forewarn-dev-sns.fifo',
    ]);
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
    ['github.fifo', 'deliver-github'],
    ['sns.fifo', 'deliver-sns'],
    ['interactions.fifo', 'answer-interactions'],
  ])('%s waits six timeouts of %s before it hands a message out again', (queue, name) => {
    const found = work.find((candidate) => named(candidate) === `forewarn-dev-${queue}`);
    expect(found?.Properties['VisibilityTimeout']).toBeGreaterThanOrEqual(
      6 * Number(functionNamed(template, name).Properties['Timeout']),
    );
  });

  it('report failures message by message, as does the stream', () => {
    const mappings = all('AWS::Lambda::EventSourceMapping');
    expect(mappings).toHaveLength(6);
    for (const mapping of mappings)
      expect(mapping.Properties['FunctionResponseTypes']).toEqual(['ReportBatchItemFailures']);
  });

  it('take from the stream only new and withdrawn announcements, those with news of production or of their policy, new deliveries that are pending and those that are sent again, and give up within bounds', () => {
    const stream = all('AWS::Lambda::EventSourceMapping').find((mapping) => 'FilterCriteria' in mapping.Properties);
    expect(stream?.Properties).toMatchObject({
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 10,
      MaximumRecordAgeInSeconds: 3600,
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [expect.stringMatching(/^StreamDeadLetters/), 'Arn'] } },
      },
    });
    const criteria = stream?.Properties['FilterCriteria'] as { Filters: { Pattern: string }[] } | undefined;
    expect(criteria?.Filters.map(({ Pattern }) => JSON.parse(Pattern))).toEqual([
      {
        eventName: ['INSERT'],
        dynamodb: {
          NewImage: {
            entity: { S: ['announcement', 'delivery'] },
            status: { S: ['planning', 'open', 'closed', 'withdrawn', 'observed', 'pending'] },
          },
        },
      },
      {
        eventName: ['MODIFY'],
        dynamodb: { NewImage: { entity: { S: ['announcement'] }, status: { S: ['withdrawn'] } } },
      },
      {
        eventName: ['MODIFY'],
        dynamodb: { NewImage: { entity: { S: ['delivery'] }, again: { BOOL: [true] } } },
      },
      {
        eventName: ['MODIFY'],
        dynamodb: { NewImage: { entity: { S: ['announcement'] }, liveNews: { M: { told: { BOOL: [false] } } } } },
      },
      {
        eventName: ['MODIFY'],
        dynamodb: { NewImage: { entity: { S: ['announcement'] }, loosened: { M: { told: { BOOL: [false] } } } } },
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
