import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { AnswerOutcome } from '../application/answering/move-by-answer.ts';

const metrics = new Metrics({ namespace: 'Forewarn' });

/** Counts how long teams took to give their first word, wherever they gave it. */
export function measureAnswers(outcomes: readonly AnswerOutcome[]): void {
  for (const result of outcomes)
    if (result.outcome === 'moved' && result.secondsSincePublish !== undefined)
      metrics.addMetric('SecondsToAnswer', MetricUnit.Seconds, result.secondsSincePublish);
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
}
