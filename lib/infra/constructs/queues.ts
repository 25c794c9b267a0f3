import { Duration, Validations } from 'aws-cdk-lib';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { FUNCTIONS, type FunctionName } from '../functions.ts';
import { nameOf } from '../names.ts';
import { type Alarms, FIVE_MINUTES } from './alarms.ts';
import type { Handler } from './handler.ts';

interface QueueProps {
  /** `slack` becomes `forewarn-<stage>-slack`; dead letters end in `-dead-letters`. */
  readonly name: string;
  readonly stage: string;
  readonly alarms: Alarms;
  readonly fifo?: boolean;
}

const SECURE = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };

/** A dead-letter queue, kept as long as SQS keeps anything, with an alarm of its own. */
export class DeadLetters extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: QueueProps & { readonly meaning: string }) {
    super(scope, id);
    const name = `${props.name}-dead-letters`;
    this.queue = new Queue(this, 'Queue', {
      ...SECURE,
      queueName: queueNameOf({ ...props, name }),
      ...(props.fifo ? { fifo: true } : {}),
      retentionPeriod: Duration.days(14),
    });
    props.alarms.add(name, {
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ period: FIVE_MINUTES, statistic: 'Maximum' }),
      threshold: 1,
      meaning: props.meaning,
      runbook: name,
    });
  }

  /** For dead letters that Lambda or the scheduler bring, if no queue's redrive policy shows it. */
  receiveFrom(handler: Handler): void {
    handler.allow(['sqs:SendMessage'], this.queue.queueArn);
    Validations.of(this.queue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: `It is a dead-letter queue itself: ${handler.name} sends to it what it could not do.`,
    });
  }
}

export interface WorkQueueProps extends QueueProps {
  /** The environment variable by which senders know the queue. */
  readonly setting: string;
  /** Whose work it is; the queue waits six times its timeout before it hands out a message again, as Lambda advises. */
  readonly consumer: FunctionName;
  /** How often a message is handed out before it is a dead letter. */
  readonly maxReceives: number;
  /** The meaning of a dead letter here. */
  readonly meaning: string;
}

/** A queue of work with its dead letters. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetters;
  private readonly settingName: string;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    this.settingName = props.setting;
    this.deadLetters = new DeadLetters(this, 'DeadLetters', props);
    this.queue = new Queue(this, 'Queue', {
      ...SECURE,
      queueName: queueNameOf(props),
      // Senders give their own deduplication ids: the same delivery may rightly be sent again.
      ...(props.fifo ? { fifo: true, contentBasedDeduplication: false } : {}),
      visibilityTimeout: Duration.seconds(6 * FUNCTIONS[props.consumer].timeoutSeconds),
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: this.deadLetters.queue, maxReceiveCount: props.maxReceives },
    });
  }

  grantSend(handler: Handler): void {
    handler.allow(['sqs:SendMessage'], this.queue.queueArn);
    handler.setting(this.settingName, this.queue.queueUrl);
  }

  /** For a consumer that postpones a message itself. */
  grantPostpone(handler: Handler): void {
    handler.allow(['sqs:ChangeMessageVisibility'], this.queue.queueArn);
    handler.setting(this.settingName, this.queue.queueUrl);
  }

  /** Hands the queue's messages to the function, which answers with those that failed. */
  consumedBy(handler: Handler, options: { readonly batchSize: number; readonly maxConcurrency?: number }): void {
    handler.allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], this.queue.queueArn);
    new EventSourceMapping(handler, 'Messages', {
      target: handler.function,
      eventSourceArn: this.queue.queueArn,
      reportBatchItemFailures: true,
      ...options,
    });
  }
}

function queueNameOf(props: { readonly stage: string; readonly name: string; readonly fifo?: boolean }): string {
  return `${nameOf(props.stage, props.name)}${props.fifo ? '.fifo' : ''}`;
}
