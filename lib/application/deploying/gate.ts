import type { Announcement } from '../../domain/announcement.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { channelsOf } from '../../domain/notification/channels.ts';
import { staleDeliveryId } from '../../domain/notification/plan/delivery-id.ts';
import { changeIn, pendingDelivery } from '../../domain/notification/plan/pending-delivery.ts';
import { type Affected, affectedAmong, type GateModel, gateHeadline } from '../../domain/policy/gate/gate-answer.ts';
import type { SchemaVersion, Subject } from '../../domain/subject.ts';
import { allMigrations } from '../announcing/all-migrations.ts';
import { policyFor } from '../effective-policy.ts';
import { getSubject, getVersion } from '../load-schema.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import { requireEnvironment } from './environments.ts';
import { noteOpening } from './gate-opening.ts';
import { modelsAtGate } from './models-at-gate.ts';

/** `unknown`: who is affected is still being found out; come again in a moment. */
export interface GateAnswer extends Affected {
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
  const base = {
    subject: subject.name,
    version: version.version,
    environment: request.environment,
    at,
    ...affectedAmong([]),
  };
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
  await noteOpening({ announcement, migrations, policy, now: at }, store);
  const holding = models.filter(({ blocks }) => blocks);
  return {
    ...about,
    gate: holding.length > 0 ? 'closed' : 'open',
    because: gateHeadline(models),
    models: [...holding, ...models.filter(({ blocks }) => !blocks)],
    ...affectedAmong(models),
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
    const about = { ...changeIn(announcement), team, consumers: [consumer], silentSince: lastSeenAt };
    return channelsOf(asked ?? {}).map((channel) =>
      pendingDelivery(
        { id: staleDeliveryId({ team, channel, consumer, silentSince: lastSeenAt }), kind: 'stale', channel, ...about },
        now,
      ),
    );
  });
  if (deliveries.length > 0) await store.ensure(deliveries.map((item) => ({ put: 'delivery' as const, item })));
}
