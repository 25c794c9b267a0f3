import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Unread } from '../validation/verify-witness.ts';

const logger = new Logger();
const metrics = new Metrics({ namespace: 'Forewarn' });

/** Tells the operators of a schema that one of two validators could not read, for a reason that nobody has listed. */
export function tellUnread(unread: Unread): void {
  logger.warn('a validator could not read a schema that the other one reads', { ...unread });
  metrics.addMetric('SchemasUnread', MetricUnit.Count, 1);
  metrics.publishStoredMetrics();
}
