import type { Stack } from 'aws-cdk-lib';
import type { Alarms } from './alarms.ts';
import { WorkQueue } from './queues.ts';

export type WorkQueues = ReturnType<typeof makeWorkQueues>;

/** The queues of the service that are always there, each with its dead letters and what their alarm means. */
export function makeWorkQueues(stack: Stack, shared: { readonly stage: string; readonly alarms: Alarms }) {
  return {
    plan: new WorkQueue(stack, 'PlanQueue', {
      ...shared,
      name: 'plan',
      setting: 'PLAN_QUEUE_URL',
      consumer: 'plan-notifications',
      maxReceives: 5,
      meaning: 'An announcement could not be planned: its readers may not have been notified.',
    }),
    slack: new WorkQueue(stack, 'SlackQueue', {
      ...shared,
      name: 'slack',
      fifo: true,
      setting: 'SLACK_QUEUE_URL',
      consumer: 'deliver-slack',
      // Every wait that Slack asks for is one more receive, though it is nobody's failure: the function counts those
      // itself, and this only ends what fails before it can count.
      maxReceives: 50,
      meaning: 'A Slack message could not be delivered.',
    }),
    github: new WorkQueue(stack, 'GithubQueue', {
      ...shared,
      name: 'github',
      fifo: true,
      setting: 'GITHUB_QUEUE_URL',
      consumer: 'deliver-github',
      // As with Slack: what GitHub asks to wait for is a receive, and nobody's failure.
      maxReceives: 50,
      meaning: 'An issue could not be opened or updated.',
    }),
    sns: new WorkQueue(stack, 'SnsQueue', {
      ...shared,
      name: 'sns',
      fifo: true,
      setting: 'SNS_QUEUE_URL',
      consumer: 'deliver-sns',
      maxReceives: 5,
      meaning: 'An event could not be published to the SNS topic.',
    }),
    interactions: new WorkQueue(stack, 'InteractionsQueue', {
      ...shared,
      name: 'interactions',
      fifo: true,
      setting: 'INTERACTIONS_QUEUE_URL',
      consumer: 'answer-interactions',
      maxReceives: 5,
      meaning: 'What somebody answered in Slack could not be taken, and nobody told them.',
    }),
  };
}
