import type { AwsClient } from '../aws-client.ts';
import type { Deployment } from '../cloudformation/template.ts';
import type { Messaging } from '../messaging/messaging.ts';
import { parseEventMapping } from './event-mapping.ts';
import type { EventSource } from './event-source.ts';
import type { LocalFunctions } from './functions.ts';
import { QueueSource } from './queue-source.ts';
import { StreamSource } from './stream-source.ts';

export type EventSources = {
  readonly start: () => void;
  /** Streams are read at once instead of at the next poll. */
  readonly wakeStreams: () => void;
  readonly isIdle: () => Promise<boolean>;
  /** Takes no further batches; resolves when those that run have ended, or their functions were stopped. */
  readonly stop: () => Promise<void>;
};

/** All event source mappings of the templates, which must each read a queue or a table's stream. */
export function createEventSources(settings: {
  readonly deployment: Deployment;
  readonly dynamoDb: AwsClient;
  readonly functions: LocalFunctions;
  readonly messaging: Messaging;
  readonly region: string;
  readonly dataFolder?: string | undefined;
  readonly onProgress: (line: string) => void;
}): EventSources {
  const queues: EventSource[] = [];
  const streams: EventSource[] = [];
  for (const resource of settings.deployment.resources('AWS::Lambda::EventSourceMapping')) {
    const mapping = parseEventMapping(resource);
    const { isEnabled, service, path } = mapping;
    if (!isEnabled) continue;
    if (service === 'sqs') queues.push(new QueueSource({ ...settings, mapping }));
    else if (service === 'dynamodb') streams.push(new StreamSource({ ...settings, mapping }));
    else throw new Error(`${path} reads from ${service}; the local cloud feeds functions from SQS and DynamoDB.`);
  }
  const all = [...queues, ...streams];
  settings.messaging.onArrival(() => {
    for (const source of queues) source.wake();
  });
  return {
    start: () => {
      for (const source of all) source.start();
    },
    wakeStreams: () => {
      for (const source of streams) source.wake();
    },
    isIdle: async () => {
      for (const source of all) if (!(await source.isIdle())) return false;
      return true;
    },
    stop: async () => {
      await Promise.all(all.map((source) => source.stop()));
    },
  };
}
