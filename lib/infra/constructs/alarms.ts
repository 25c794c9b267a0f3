import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { nameOf } from '../names.ts';

export interface AlarmProps {
  readonly metric: IMetric;
  /** One sentence: what it means that this rang. */
  readonly meaning: string;
  /** The heading in docs/runbook.md, as its anchor. */
  readonly runbook: string;
  readonly threshold: number;
  /** In as many of the metric's periods one after the other; once if not given. */
  readonly periods?: number;
  /** Rings when the metric falls below the threshold or is silent, instead of when it reaches it. */
  readonly whenSilent?: boolean;
}

/** Where alarms ring: a topic of the people who run Forewarn, not of those who use it. */
export class Alarms extends Construct {
  readonly topic: Topic;
  readonly all: Alarm[] = [];
  private readonly stage: string;

  constructor(scope: Construct, id: string, props: { readonly stage: string; readonly email?: string }) {
    super(scope, id);
    this.stage = props.stage;
    const cloudWatch = new ServicePrincipal('cloudwatch.amazonaws.com');
    const ownAlarms = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } };
    // A key of our own: CloudWatch may not use the one that AWS manages for SNS, and its alarms would vanish unheard.
    const key = new Key(this, 'Key', {
      description: `Encrypts the alarms of Forewarn ${props.stage}`,
      enableKeyRotation: true,
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudWatch],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: ownAlarms,
      }),
    );
    this.topic = new Topic(this, 'Topic', {
      topicName: nameOf(props.stage, 'operations'),
      masterKey: key,
      enforceSSL: true,
    });
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudWatch],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: ownAlarms,
      }),
    );
    if (props.email !== undefined) this.topic.addSubscription(new EmailSubscription(props.email));
  }

  /** An alarm `forewarn-<stage>-<name>` that tells the operators when it rings and when it is over. */
  add(name: string, props: AlarmProps): Alarm {
    const alarm = new Alarm(this, name, {
      alarmName: nameOf(this.stage, name),
      alarmDescription: `${props.meaning} What to do: docs/runbook.md#${props.runbook}`,
      metric: props.metric,
      threshold: props.threshold,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: props.whenSilent
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: props.whenSilent ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
    this.all.push(alarm);
    return alarm;
  }
}

/** The period of most alarms: short enough that somebody knows before a user asks. */
export const FIVE_MINUTES = Duration.minutes(5);
