import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { type Alarms, FIVE_MINUTES } from './alarms.ts';
import { type Handler, METRICS } from './handler.ts';

export interface ServiceMetricsProps {
  readonly stage: string;
  readonly alarms: Alarms;
  readonly forwardChanges: Handler;
  readonly sweepDeadlines: Handler;
}

/** The metrics that the functions count themselves, and how far behind they are; with the alarms on them. */
export class ServiceMetrics extends Construct {
  readonly authorizerDenials: Metric;
  readonly deliveriesFailed: Metric;
  readonly streamAge: Metric;
  /** From a publish to the first message's receipt, and to the first word of the model's team: half and nine tenths. */
  readonly timeToNotice: readonly Metric[];

  constructor(scope: Construct, id: string, props: ServiceMetricsProps) {
    super(scope, id);
    const own = (metricName: string): Metric =>
      new Metric({
        namespace: METRICS.namespace,
        metricName,
        dimensionsMap: { service: METRICS.service(props.stage) },
        statistic: 'Sum',
        period: FIVE_MINUTES,
      });
    this.authorizerDenials = own('AuthorizerDenials');
    this.deliveriesFailed = own('DeliveriesFailed');
    this.streamAge = props.forwardChanges.function.metric('IteratorAge', {
      statistic: 'Maximum',
      period: FIVE_MINUTES,
    });
    this.timeToNotice = ['SecondsToReceipt', 'SecondsToAnswer'].flatMap((name) =>
      ['p50', 'p90'].map((statistic) => own(name).with({ statistic, label: `${name} ${statistic}` })),
    );
    const { alarms } = props;
    alarms.add('stream-behind', {
      metric: this.streamAge,
      threshold: Duration.minutes(5).toMilliseconds(),
      meaning: "The table's stream is read more than five minutes late: news waits.",
      runbook: 'stream-behind',
    });
    alarms.add('authorizer-denials', {
      metric: this.authorizerDenials,
      // A pipeline with an old token makes a few; a broken issuer or somebody who guesses makes many.
      threshold: 50,
      meaning: 'Many requests were refused for their token.',
      runbook: 'authorizer-denials',
    });
    alarms.add('deliveries-failed', {
      metric: this.deliveriesFailed,
      threshold: 1,
      meaning:
        'A delivery was given up, mostly because Slack refused it: unknown channel, revoked token, archived channel.',
      runbook: 'deliveries-failed',
    });
    alarms.add('schemas-unread', {
      metric: own('SchemasUnread'),
      threshold: 1,
      meaning: 'A validator could not read a schema that the other one reads: a proven break was left undecided.',
      runbook: 'schemas-unread',
    });
    alarms.add('sweep-silent', {
      metric: props.sweepDeadlines.function.metricInvocations({ period: Duration.hours(1) }),
      threshold: 1,
      whenSilent: true,
      meaning: 'Deadlines were not swept for an hour: no reminders go out, nothing is sent again.',
      runbook: 'sweep-silent',
    });
  }
}
