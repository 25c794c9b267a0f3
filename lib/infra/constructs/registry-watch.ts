import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { WATCH_FUNCTION } from '../functions.ts';
import type { WatchSettings } from '../settings.ts';
import { type Alarms, FIVE_MINUTES } from './alarms.ts';
import type { AuditTable } from './audit-table.ts';
import type { FunctionSecret } from './function-secret.ts';
import { Handler, METRICS } from './handler.ts';
import { DeadLetters } from './queues.ts';
import type { RegistryTable } from './registry-table.ts';
import { Schedule } from './schedule.ts';

export interface RegistryWatchProps {
  readonly stage: string;
  readonly alarms: Alarms;
  readonly code: Code;
  readonly watch: WatchSettings;
  readonly registry: RegistryTable;
  readonly audit: AuditTable;
  /** `user:password` of the watched registry. */
  readonly password: FunctionSecret;
}

/** A function that looks every 15 minutes at another registry and registers what appeared there. */
export class RegistryWatch extends Construct {
  readonly handler: Handler;
  readonly deadLetters: DeadLetters;

  constructor(scope: Construct, id: string, props: RegistryWatchProps) {
    super(scope, id);
    const { stage, alarms, code, watch } = props;
    const { url, subjectPrefix, renames, observe } = watch;
    this.handler = new Handler(this, 'Handler', { name: WATCH_FUNCTION, stage, alarms, code });
    // The rights of a publish, and nothing for an Idempotency-Key.
    props.registry.grant(this.handler, ['GetItem', 'Query', 'PutItem']);
    props.audit.grantAppend(this.handler);
    props.password.grantRead(this.handler);
    this.handler.setting('WATCHED_REGISTRY_URL', url);
    if (subjectPrefix !== undefined) this.handler.setting('WATCHED_SUBJECT_PREFIX', subjectPrefix);
    if (renames) this.handler.setting('WATCHED_RENAMES', JSON.stringify(renames));
    if (observe) this.handler.setting('WATCHED_OBSERVE', 'true');
    this.deadLetters = new DeadLetters(this, 'DeadLetters', {
      name: 'watch',
      stage,
      alarms,
      meaning: 'A look at the watched registry failed; the next one takes its place.',
    });
    new Schedule(this, 'Schedule', {
      stage,
      handler: this.handler,
      deadLetters: this.deadLetters,
      expression: 'rate(15 minutes)',
    });
    alarms.add('watched-subjects-failed', {
      metric: new Metric({
        namespace: METRICS.namespace,
        metricName: 'WatchedSubjectsFailed',
        dimensionsMap: { service: METRICS.service(stage) },
        statistic: 'Sum',
        period: FIVE_MINUTES,
      }),
      threshold: 1,
      meaning: 'Some subjects of the watched registry cannot be taken over: nobody is notified of their changes.',
      runbook: 'watched-subjects-failed',
    });
  }
}
