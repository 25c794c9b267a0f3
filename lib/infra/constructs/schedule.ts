import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { nameOf } from '../names.ts';
import type { Handler } from './handler.ts';
import type { DeadLetters } from './queues.ts';

export interface ScheduleProps {
  readonly stage: string;
  readonly handler: Handler;
  readonly deadLetters: DeadLetters;
  /** As the scheduler writes it, e.g. `rate(15 minutes)`. */
  readonly expression: string;
}

// The next call does the same work: an old one need not be made.
const CALL_AGE = Duration.minutes(10);

/** Calls a function again and again; a call that cannot be made or fails twice is a dead letter. */
export class Schedule extends Construct {
  constructor(scope: Construct, id: string, props: ScheduleProps) {
    super(scope, id);
    const { handler, deadLetters } = props;
    // The scheduler only hands a call to Lambda's own queue: what the function fails at afterwards is Lambda's to report.
    deadLetters.receiveFrom(handler);
    handler.function.configureAsyncInvoke({
      retryAttempts: 1,
      maxEventAge: CALL_AGE,
      onFailure: { bind: () => ({ destination: deadLetters.queue.queueArn }) },
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [handler.function.functionArn] }),
    );
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queue.queueArn] }));
    const schedule = new CfnSchedule(this, 'Schedule', {
      name: nameOf(props.stage, handler.name),
      description: `Forewarn: calls ${handler.name}`,
      scheduleExpression: props.expression,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: handler.function.functionArn,
        roleArn: role.roleArn,
        deadLetterConfig: { arn: deadLetters.queue.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: CALL_AGE.toSeconds(), maximumRetryAttempts: 2 },
      },
    });
    schedule.node.addDependency(role);
  }
}
