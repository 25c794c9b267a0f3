import type { Announcement } from '../../domain/announcement.ts';
import type { Subscription } from '../../domain/consumer.ts';
import { findUnknownReads } from '../../domain/contract/unknown-reads.ts';
import { defined } from '../../domain/defined.ts';
import type { ModelDeployment } from '../../domain/deployment.ts';
import type { Late } from '../../domain/migration/late.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { type Proof, proveMigration, type ReadVerdict } from '../../domain/migration/proof.ts';
import { transition } from '../../domain/migration/transition.ts';
import { withDue } from '../../domain/policy/deadlines/due.ts';
import { hoursFor } from '../../domain/policy/deadlines/hours.ts';
import { liveReleases, type PlacedRelease } from '../../domain/policy/gate/liveness.ts';
import { isDated } from '../../domain/policy/publishing/attention.ts';
import type { Governing } from '../../domain/policy/settings/announced-policy.ts';
import type { ParsedSchema } from '../../domain/schema/parse-schema.ts';
import type { ReadField } from '../../domain/verdict.ts';
import { exposedSince } from '../announcing/expose.ts';
import { policyFor } from '../effective-policy.ts';
import { getSubject, loadSchema } from '../load-schema.ts';
import type { Judge } from '../ports/judge.ts';
import type { Store } from '../ports/store.ts';
import { arrivalAt, keepOpening } from './gate-opening.ts';

export interface ProvePorts {
  readonly store: Store;
  readonly judge: Judge;
}

/** One migration in view of what is live: how it stands now, and how it stood where it moved. */
export interface Proven {
  readonly announcement: Announcement;
  readonly migration: Migration;
  readonly former?: Migration;
  /** What the announcement goes by, where the migration moved. */
  readonly policy?: Governing;
  readonly outcome: 'proven' | 'reopened' | 'unchanged';
  readonly because: string;
}

/** Newest first; what was announced to a model before that is settled, or holds nothing any more. */
const LOOKED_AT = 200;

/**
 * What the live releases of a model prove of what was announced to it, and what they contradict; only of breaks, since
 * no schema tells whether a unit or a deprecation was taken care of. Judged by the engine: a release's contract is made
 * of the version that it reads and the fields that its model reads there.
 */
export async function proveMigrations(
  facts: {
    readonly consumer: string;
    readonly team: string;
    /** Everywhere, with what was just recorded. */
    readonly deployments: readonly ModelDeployment[];
    readonly recorded: readonly PlacedRelease[];
    readonly subscriptions: ReadonlyMap<string, Subscription>;
    readonly now: string;
  },
  ports: ProvePorts,
): Promise<'planning' | readonly Proven[]> {
  const live = liveReleases(facts.deployments);
  const outcomes: Proven[] = [];
  const concerned = await concernedMigrations(facts, ports.store);
  if (concerned === 'planning') return 'planning';
  for (const { announcement, migration } of concerned) {
    const subscription = facts.subscriptions.get(migration.subject);
    if (!subscription) continue;
    const verdicts = await verdictsOf({ announcement, subscription, live }, ports);
    const proof = proveMigration({ subject: migration.subject, live, recorded: facts.recorded, verdicts });
    outcomes.push(await moved({ announcement, migration, proof, now: facts.now }, ports.store));
  }
  return outcomes;
}

async function moved(
  {
    announcement,
    migration,
    proof,
    now,
  }: Omit<Proven, 'outcome' | 'because' | 'policy'> & { proof: Proof; now: string },
  store: Store,
): Promise<Proven> {
  const { outcome, because } = proof;
  if (outcome === 'open') return { announcement, migration, outcome: 'unchanged', because };
  const event =
    outcome === 'proven'
      ? ({ name: 'prove', by: 'deployment' } as const)
      : ({ name: 'reopen', reason: because.slice(0, 500) } as const);
  const result = transition(migration, event, now);
  if (result.outcome !== 'moved') return { announcement, migration, outcome: 'unchanged', because };
  const policy = await policyFor(announcement, await getSubject(store, migration.subject), store);
  const team = await store.find('team', { name: migration.team });
  const back = outcome === 'contradicted' ? await comesBack(announcement, { policy, now }, store) : { announcement };
  const late = 'late' in back ? { late: back.late } : {};
  const standing: Migration = { ...migration, ...result.standing, ...late, revision: migration.revision + 1 };
  const next = outcome === 'proven' ? standing : exposedSince(standing, announcement, { since: now });
  const { dueAt: _, ...silent } = next;
  return {
    announcement: back.announcement,
    policy,
    migration: announcement.observed ? silent : withDue(next, policy, now, hoursFor(announcement, team)),
    former: migration,
    outcome: outcome === 'proven' ? 'proven' : 'reopened',
    because,
  };
}

/** Whoever goes back to the old version comes late, and does not close what is open. */
async function comesBack(
  announcement: Announcement,
  at: Parameters<typeof arrivalAt>[1],
  store: Store,
): Promise<Pick<Proven, 'announcement'> & { readonly late?: Late }> {
  const arrival = await arrivalAt(announcement, at, store);
  if (!arrival) return { announcement };
  const kept = await keepOpening(announcement, arrival.announcement.openedAt, store);
  return { announcement: kept, late: arrival.late };
}

/** The breaks announced to the model, read afresh; those of the versions just read even where the index lags. */
async function concernedMigrations(
  { consumer, team, recorded, subscriptions }: Parameters<typeof proveMigrations>[0],
  store: Store,
): Promise<'planning' | readonly { readonly announcement: Announcement; readonly migration: Migration }[]> {
  const ids = new Set<string>();
  for (const { subject, version } of recorded.flatMap(({ reads }) => reads)) {
    for (const number of new Set([version, (await getSubject(store, subject)).latest])) {
      const stored = await store.find('version', { subject, version: number });
      if (stored?.announcementId) ids.add(stored.announcementId);
    }
  }
  const direct = new Set(ids);
  let cursor: string | undefined;
  for (let seen = 0; seen < LOOKED_AT; ) {
    const page = await store.listMigrationsOfConsumer(consumer, { limit: 100, ...(cursor ? { cursor } : {}) });
    for (const migration of page.items) {
      const { subject, announcementId, state } = migration;
      if (isDated(migration) && state.name !== 'withdrawn' && subscriptions.has(subject)) ids.add(announcementId);
    }
    seen += page.items.length;
    cursor = page.nextCursor;
    if (!cursor) break;
  }
  const found: { announcement: Announcement; migration: Migration }[] = [];
  for (const id of ids) {
    const announcement = await store.find('announcement', { id });
    // Planning may be judging this very model by what it read before: it must not end after us.
    if (announcement?.status === 'planning' && direct.has(id)) return 'planning';
    if (!announcement || announcement.status === 'planning' || announcement.status === 'withdrawn') continue;
    const migration = await store.find('migration', { announcementId: id, team, consumer });
    if (migration && isDated(migration)) found.push({ announcement, migration });
  }
  return found;
}

/** The engine's verdict on each version that a live release reads of the subject. */
async function verdictsOf(
  of: {
    readonly announcement: Announcement;
    readonly subscription: Subscription;
    readonly live: readonly PlacedRelease[];
  },
  { store, judge }: ProvePorts,
): Promise<ReadonlyMap<number, ReadVerdict>> {
  const { announcement, subscription, live } = of;
  const { subject, strict, expectations } = subscription;
  const versions = new Set(
    live.flatMap(({ reads }) => reads.filter((read) => read.subject === subject).map(({ version }) => version)),
  );
  if (announcement.retires) return new Map([...versions].map((version) => [version, readsWhatEnds(version)]));
  const next = await loadSchema(store, subject, announcement.version);
  const options = await policyFor(announcement, await getSubject(store, subject), store);
  const verdicts = new Map<number, ReadVerdict>();
  for (const version of versions) {
    const trained = await loadSchema(store, subject, version);
    const reads = readsThere(trained, subscription);
    if (reads === 'none') {
      verdicts.set(version, { version, verdict: 'compatible' });
      continue;
    }
    const contract = { trained, reads, strict, ...defined({ expectations }) };
    const verdict = await judge.serve({ next, contract, options });
    if (verdict.status === 'compatible') verdicts.set(version, { version, verdict: 'compatible' });
    else if (verdict.status === 'undecided')
      verdicts.set(version, { version, verdict: 'undecided', because: `undecided: ${verdict.reason.slice(0, 200)}` });
    else {
      const place = verdict.pointers[0] ?? '';
      const broken = `which v${announcement.version} breaks at ${place === '' ? 'the whole record' : place}`;
      verdicts.set(version, { version, verdict: 'breaking', because: broken });
    }
  }
  return verdicts;
}

const readsWhatEnds = (version: number): ReadVerdict => ({
  version,
  verdict: 'breaking',
  because: 'which is retired',
});

/**
 * The fields that a release can read of its version: what that version lacks it cannot read, whatever the subscription
 * says of the model. `none`: it lacks all of them.
 */
function readsThere(trained: ParsedSchema, { reads, expectations }: Subscription): readonly ReadField[] | 'none' {
  if (reads.length === 0 || expectations !== undefined) return reads;
  const lacking = new Set(lackingReads(trained, reads));
  const kept = reads.filter(({ pointer }) => !lacking.has(pointer));
  return kept.length === 0 ? 'none' : kept;
}

export const lackingReads = (schema: ParsedSchema, reads: readonly ReadField[]): readonly string[] =>
  findUnknownReads(schema, reads).map(({ pointer }) => pointer);
