import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { WatchReport, WatchRequest } from '../../application/watching/watch-registry.ts';
import { DomainError } from '../../domain/errors.ts';
import { findSetting, getSetting } from '../environment.ts';
import { secretReader } from '../identity/bootstrap-secret.ts';
import { SourceError } from '../schema-source/source.ts';
import { ConfluentRegistry, RegistryRefusal, readConfluentUrl } from './confluent-registry.ts';
import { ConfluentWatch } from './confluent-watch.ts';

const logger = new Logger();
const metrics = new Metrics({ namespace: 'Forewarn' });

/** Within a function's time a registry that does not answer is left to the next run. */
const PATIENCE = { attempts: 3, timeoutMs: 10_000 };

/** The registry that a function's settings name, read with the password in its secret, if one was put there. */
export async function watchFromSettings(): Promise<ConfluentWatch> {
  const secret = await secretReader(getSetting('WATCHED_REGISTRY_SECRET_ARN'), Date.now)();
  const auth = secret?.trim();
  const registry = new ConfluentRegistry({
    ...PATIENCE,
    url: readConfluentUrl(getSetting('WATCHED_REGISTRY_URL')),
    // The first value of a secret is random and has no colon: the registry is asked without a password then.
    auth: auth?.includes(':') ? auth : undefined,
    userAgent: 'forewarn-watch',
    sleep,
    random: Math.random,
    onRetry: (notice) => logger.info(notice),
  });
  return new ConfluentWatch(registry, {
    prefix: findSetting('WATCHED_SUBJECT_PREFIX'),
    warn: ({ file, detail }) => logger.warn('read in spite of a fault', { file, detail }),
  });
}

/** The local names of subjects there, and whether new ones are only observed. */
export function wishesFromSettings(): Pick<WatchRequest, 'renames' | 'observe'> {
  const renames: Readonly<Record<string, string>> = JSON.parse(findSetting('WATCHED_RENAMES') ?? '{}');
  return { renames: new Map(Object.entries(renames)), observe: findSetting('WATCHED_OBSERVE') === 'true' };
}

/**
 * Tells of a run in logs and metrics. Throws if a registry was unreachable, or for what is not a subject's fault: the
 * function's own alarm is about those.
 */
export function tellRun({ failed, found, unreachable, ...report }: WatchReport): void {
  for (const version of found) logger.info('registered', { ...version });
  const defects = failed.filter(({ error }) => !isOfSubject(error));
  for (const { from, error } of failed) logger.warn('not taken over', { subject: from, error: String(error) });
  logger.info('watched', { ...report, found: found.length, failed: failed.length });
  metrics.addMetric('WatchedSubjectsFailed', MetricUnit.Count, failed.length);
  metrics.publishStoredMetrics();
  if (unreachable) throw unreachable;
  if (defects.length > 0)
    throw new AggregateError(
      defects.map(({ error }) => error),
      `${defects.length} subjects failed for reasons of our own: ${defects[0]?.error}`,
    );
}

const isOfSubject = (error: unknown): boolean =>
  error instanceof DomainError || error instanceof SourceError || error instanceof RegistryRefusal;
