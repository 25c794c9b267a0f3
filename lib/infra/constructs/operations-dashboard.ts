import { AlarmStatusWidget, Dashboard, GraphWidget, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { nameOf } from '../names.ts';
import { type Alarms, FIVE_MINUTES } from './alarms.ts';
import type { Handler } from './handler.ts';
import type { DeadLetters, WorkQueue } from './queues.ts';
import type { RegistryApi } from './registry-api.ts';
import type { ServiceMetrics } from './service-metrics.ts';

export interface OperationsDashboardProps {
  readonly stage: string;
  readonly alarms: Alarms;
  readonly api: RegistryApi;
  readonly handlers: readonly Handler[];
  readonly queues: readonly WorkQueue[];
  readonly deadLetters: readonly DeadLetters[];
  readonly metrics: ServiceMetrics;
}

const period = FIVE_MINUTES;

/** One page for whoever an alarm has called: what rings, then requests, functions, queues and the news themselves. */
export class OperationsDashboard extends Construct {
  constructor(scope: Construct, id: string, props: OperationsDashboardProps) {
    super(scope, id);
    const { api } = props.api;
    const functions = props.handlers.map((handler) => handler.function);
    const graph = (title: string, left: IMetric[], right: IMetric[] = []): GraphWidget =>
      new GraphWidget({ title, left, right, width: 12, height: 6 });
    new Dashboard(this, 'Dashboard', {
      dashboardName: nameOf(props.stage, 'operations'),
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', alarms: props.alarms.all, width: 24, height: 5 })],
        [
          graph(
            'Requests and their failures',
            [api.metricCount({ period }), api.metricClientError({ period }), api.metricServerError({ period })],
            [api.metricLatency({ period, statistic: 'p50' }), api.metricLatency({ period, statistic: 'p99' })],
          ),
          graph('Refused tokens and failed deliveries', [
            props.metrics.authorizerDenials,
            props.metrics.deliveriesFailed,
          ]),
        ],
        [
          graph(
            'Function errors',
            functions.map((fn) => fn.metricErrors({ period })),
          ),
          graph(
            'Function duration (p99)',
            functions.map((fn) => fn.metricDuration({ period, statistic: 'p99' })),
          ),
        ],
        [
          graph(
            'Age of the oldest message, and of the stream',
            props.queues.map(({ queue }) => queue.metricApproximateAgeOfOldestMessage({ period })),
            [props.metrics.streamAge],
          ),
          graph(
            'Dead letters',
            props.deadLetters.map(({ queue }) => queue.metricApproximateNumberOfMessagesVisible({ period })),
          ),
        ],
        [
          graph('Time to notice: from the publish to the receipt, and to the first answer', [
            ...props.metrics.timeToNotice,
          ]),
        ],
      ],
    });
  }
}
