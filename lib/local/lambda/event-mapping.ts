import { propertyAt, stringsOf } from '../cloudformation/properties.ts';
import type { CloudResource } from '../cloudformation/template.ts';
import { type EventPattern, parseFilterCriteria } from './event-filter.ts';

/** An event source mapping as the templates describe it, with Lambda's defaults filled in. */
export type EventMapping = {
  readonly path: string;
  readonly logicalId: string;
  readonly isEnabled: boolean;
  readonly sourceArn: string;
  /** Of the source, e.g. `sqs`. */
  readonly service: string | undefined;
  readonly functionName: string;
  readonly batchSize: number;
  /** Whether the function reports which items of a batch failed. */
  readonly reportsItems: boolean;
  readonly patterns: readonly EventPattern[];
  /** Queues only: how many batches may run at once. */
  readonly maximumConcurrency: number | undefined;
  /** Streams only: -1 for as long as the record lives. */
  readonly retries: number;
  /** Streams only: whether a failed batch is tried again in halves. */
  readonly bisects: boolean;
  /** Streams only: the ARN of what hears of records that were given up. */
  readonly destination: string | undefined;
};

export function parseEventMapping({ properties, path, logicalId }: CloudResource): EventMapping {
  const sourceArn = String(properties['EventSourceArn']);
  const service = sourceArn.split(':')[2];
  const concurrency = propertyAt(properties, 'ScalingConfig', 'MaximumConcurrency');
  const destination = propertyAt(properties, 'DestinationConfig', 'OnFailure', 'Destination');
  return {
    path,
    logicalId,
    isEnabled: properties['Enabled'] !== false,
    sourceArn,
    service,
    functionName: String(properties['FunctionName']),
    batchSize: Number(properties['BatchSize'] ?? (service === 'sqs' ? 10 : 100)),
    reportsItems: stringsOf(properties['FunctionResponseTypes']).includes('ReportBatchItemFailures'),
    patterns: parseFilterCriteria(properties['FilterCriteria']),
    maximumConcurrency: typeof concurrency === 'number' ? concurrency : undefined,
    retries: Number(properties['MaximumRetryAttempts'] ?? -1),
    bisects: properties['BisectBatchOnFunctionError'] === true,
    destination: typeof destination === 'string' ? destination : undefined,
  };
}
