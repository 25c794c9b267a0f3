import type { Code } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { OptionalChannel } from '../functions.ts';
import type { Alarms } from './alarms.ts';
import type { AuditTable } from './audit-table.ts';
import type { FunctionSecret } from './function-secret.ts';
import { Handler } from './handler.ts';
import { WorkQueue } from './queues.ts';
import type { RegistryApi } from './registry-api.ts';
import type { RegistryTable } from './registry-table.ts';

export interface OutgoingChannelProps {
  readonly kind: OptionalChannel;
  readonly stage: string;
  readonly alarms: Alarms;
  readonly code: Code;
  readonly registry: RegistryTable;
  readonly audit: AuditTable;
  readonly api: RegistryApi;
  /** The addresses by name, and what else is secret about them. */
  readonly secret: FunctionSecret;
  /** The hosts to which it may post, and to no other. */
  readonly hosts: readonly string[];
  /** What hands deliveries to its queue. */
  readonly senders: readonly Handler[];
}

const MEANINGS: Readonly<Record<OptionalChannel, string>> = {
  msteams: 'A card could not be posted to Microsoft Teams.',
  webhook: 'An event could not be posted to a webhook.',
};

/** A channel that posts to addresses outside AWS: its function, its queue with dead letters and alarms. There only if its hosts are allowed. */
export class OutgoingChannel extends Construct {
  readonly handler: Handler;
  readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, props: OutgoingChannelProps) {
    super(scope, id);
    const { kind, stage, alarms, code, hosts } = props;
    const name = kind.toUpperCase();
    this.handler = new Handler(this, 'Handler', { name: `deliver-${kind}`, stage, alarms, code });
    this.queue = new WorkQueue(this, 'Queue', {
      stage,
      alarms,
      name: kind,
      fifo: true,
      setting: `${name}_QUEUE_URL`,
      consumer: `deliver-${kind}`,
      // As with Slack: what the other side asks to wait for is a receive, and nobody's failure.
      maxReceives: 50,
      meaning: MEANINGS[kind],
    });
    for (const sender of props.senders) this.queue.grantSend(sender);
    // One at a time, so that a wait for one message does not count as a receive of those behind it.
    this.queue.consumedBy(this.handler, { batchSize: 1, maxConcurrency: 2 });
    this.queue.grantPostpone(this.handler);
    props.secret.grantRead(this.handler);
    this.handler.setting(`${name}_HOSTS`, hosts.join(','));
    props.registry.grant(this.handler, ['GetItem', 'Query', 'PutItem']);
    props.registry.grantIndex(this.handler, 'listing');
    props.audit.grantAppend(this.handler);
    props.api.grantUrl(this.handler);
  }
}
