import type { Announcement, Delivery, Migration } from '../domain/announcement.ts';
import type { ModelDeployment } from '../domain/deployment.ts';
import { channelsOf } from '../domain/notification/channels.ts';
import { staleDeliveryId } from '../domain/notification/delivery-id.ts';
import { UNSENT_AFTER } from '../domain/notification/plan-deliveries.ts';
import { findBlockers } from '../domain/policy/gate.ts';
import { type GateModel, gateModel } from '../domain/policy/gate-answer.ts';
import { later } from '../domain/policy/notice.ts';
import type { Policy } from '../domain/policy/policy.ts';
import type { SchemaVersion, Subject } from '../domain/subject.ts';
import { allMigrations } from './all-migrations.ts';
import { policyFor } from './effective-policy.ts';
import { requireEnvironment } from './environments.ts';
import { inBatches } from './in-batches.ts';
import { getSubject, getVersion } from './load-schema.ts';
import type { Clock, Store } from './ports.ts';

/** `unknown`: who is affected is still being found out; come again in a moment. */
export interface GateAnswer {
  readonly subject: string;
  readonly version: number;
  readonly environment: string;
  readonly gate: 'open' | 'closed' | 'unknown';
  readonly because: string;
  readonly announcementId?: string;
  /** UTC ISO 8601: what was known then decided. */
  readonly at: string;
  /** Those that hold it first. */
  readonly models: readonly GateModel[];
}

/**
 * May this version go live in that environment? Says why of every model, from what the audit trail has too. A team whose
 * model holds nothing any more because nobody speaks for it is asked, once for each such silence. Throws
 * `unknown-environment` where nothing was ever recorded there.
 */
export async function readGate(
  request: { readonly subject: string; readonly version: string; readonly environment: string },
  { store, clock }: { readonly store: Store; readonly clock: Clock },
): Promise<GateAnswer> {
  const subject = await getSubject(store, request.subject);
  const version = await getVersion(store, subject, request.version);
  const id = version.announcementId;
  const announcement = id === undefined ? undefined : await store.find('announcement', { id });
  const policy = await policyFor(announcement, subject, store);
  await requireEnvironment(request.environment, policy.liveEnvironments, store);
  const at = clock.now();
  const base = { subject: subject.name, version: version.version, environment: request.environment, at };
  const barred = findBar(subject, version, announcement);
  if (barred) return { ...base, gate: 'closed', because: barred, models: [] };
  if (!announcement) return { ...base, gate: 'open', because: 'nobody had to be asked about it', models: [] };
  const about = { ...base, announcementId: announcement.id };
  if (announcement.status === 'planning')
    return { ...about, gate: 'unknown', because: 'its readers are still being looked up', models: [] };
  const migrations = await allMigrations(store, announcement.id);
  const asked = { migrations, policy, environments: [request.environment], now: at };
  const models = await modelsAtGate(asked, store);
  await askStale({ announcement, migrations, models, now: at }, store);
  const holding = models.filter(({ blocks }) => blocks);
  return {
    ...about,
    gate: holding.length > 0 ? 'closed' : 'open',
    because:
      holding.length > 0
        ? `${holding.length} of ${models.length} models ${holding.length === 1 ? 'holds' : 'hold'} it`
        : 'no model holds it',
    models: [...holding, ...models.filter(({ blocks }) => !blocks)],
  };
}

/** What keeps a version from going live whatever its readers say. */
function findBar(subject: Subject, version: SchemaVersion, announcement: Announcement | undefined): string | undefined {
  if (subject.status === 'retired') return 'the subject is retired: publish to its successor';
  if (version.status === 'withdrawn') return 'the version was withdrawn: publish it again';
  if (version.status === 'retired') return 'the version is retired: publish it again';
  if (version.status === 'proposed' && announcement && announcement.generation !== subject.generation)
    return `it was compared with v${announcement.previous}, and another breaking version went live since: publish it again`;
  return undefined;
}

/** What each model says at the gate; only those that would hold it are looked into, so that the rest costs nothing. */
export async function modelsAtGate(
  asked: {
    readonly migrations: readonly Migration[];
    readonly policy: Policy;
    readonly environments: readonly string[];
    readonly now: string;
  },
  store: Store,
): Promise<readonly GateModel[]> {
  const { migrations, policy, environments, now } = asked;
  const blockers = findBlockers(migrations, policy, now);
  const keyOf = ({ team, consumer }: Pick<Migration, 'team' | 'consumer'>) => `${team} ${consumer}`;
  const blocking = new Map(blockers.map((blocker) => [keyOf(blocker), blocker]));
  const gated = migrations.filter(({ concern }) => concern !== 'digest');
  return await inBatches(gated, async (migration) => {
    const blocker = blocking.get(keyOf(migration));
    const name = migration.consumer;
    const [consumer, deployments] = blocker
      ? await Promise.all([store.find('consumer', { name }), deploymentsOf(name, store)])
      : [undefined, []];
    return gateModel({ migration, blocker, consumer, deployments, environments, policy, now });
  });
}

/** Where a model runs; linear in its environments. */
export async function deploymentsOf(consumer: string, store: Store): Promise<readonly ModelDeployment[]> {
  const all: ModelDeployment[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.listDeploymentsOfConsumer(consumer, { limit: 100, ...(cursor ? { cursor } : {}) });
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return all;
}

/** Asks the teams of models that were passed over as stale whether they still run. Repeats find it asked. */
export async function askStale(
  of: {
    readonly announcement: Announcement;
    readonly migrations: readonly Migration[];
    readonly models: readonly GateModel[];
    readonly now: string;
  },
  store: Store,
): Promise<void> {
  const { announcement, migrations, models, now } = of;
  if (announcement.observed) return;
  const deliveries = models.flatMap(({ consumer, team, because, lastSeenAt }): readonly Delivery[] => {
    if (because !== 'stale' || lastSeenAt === undefined) return [];
    const asked = migrations.find((migration) => migration.consumer === consumer && migration.team === team);
    return channelsOf(asked ?? {}).map((channel) => ({
      id: staleDeliveryId({ team, channel, consumer, silentSince: lastSeenAt }),
      kind: 'stale',
      channel,
      subject: announcement.subject,
      version: announcement.version,
      announcementId: announcement.id,
      team,
      consumers: [consumer],
      silentSince: lastSeenAt,
      status: 'pending',
      attempts: 0,
      createdAt: now,
      dueAt: later(now, UNSENT_AFTER),
      revision: 1,
    }));
  });
  if (deliveries.length > 0) await store.ensure(deliveries.map((item) => ({ put: 'delivery' as const, item })));
}
