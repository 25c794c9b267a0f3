import type { Consumer, Subscription } from '../../domain/consumer.ts';
import { placesRead } from '../../domain/contract/constrained.ts';
import { touches } from '../../domain/contract/read-paths.ts';
import { findUnknownReads } from '../../domain/contract/unknown-reads.ts';
import { defined } from '../../domain/defined.ts';
import type { ModelDeployment } from '../../domain/deployment.ts';
import { DomainError } from '../../domain/errors.ts';
import { isLiveIn, isStale, liveReleases } from '../../domain/policy/gate/liveness.ts';
import { requireEnvironment } from '../deploying/environments.ts';
import { deploymentsOf } from '../deploying/models-at-gate.ts';
import { policyOf } from '../effective-policy.ts';
import { everyPage } from '../every-page.ts';
import { inBatches } from '../in-batches.ts';
import { getSubject, loadSchema } from '../load-schema.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';

/** A live model that reads a field, one above it or one below it. */
export interface FieldReader {
  readonly consumer: string;
  readonly team: string;
  readonly tier: Subscription['tier'];
  /** Its team's channel. */
  readonly contact?: string;
  /** Of what it subscribed to or expects something of, what touches the field; none: it reads everything. */
  readonly reads: readonly string[];
  readonly trainedOn: number;
  /** When it subscribed (UTC ISO 8601). */
  readonly since: string;
  /** Where it runs, as recorded; none: it never recorded a deployment, and counts as live everywhere. */
  readonly releases: readonly { readonly release: string; readonly environment: string; readonly version?: number }[];
  /** Nobody has spoken for it for longer than the policy waits: it holds nothing. */
  readonly stale: boolean;
}

/**
 * Which live models still read a field of a subject, or anything of it where the field is ''. Linear in its
 * subscriptions. Throws `unknown-field` where neither the live version nor a reader has it: a misspelt name must not look
 * like a field that nobody reads. Throws `unknown-environment` for the same reason.
 */
export async function findReaders(
  request: { readonly subject: string; readonly field: string; readonly environment?: string },
  { store, clock }: { readonly store: Store; readonly clock: Clock },
): Promise<readonly FieldReader[]> {
  const { field } = request;
  const subject = await getSubject(store, request.subject);
  const policy = await policyOf(store, subject);
  if (request.environment !== undefined) await requireEnvironment(request.environment, policy.liveEnvironments, store);
  const now = clock.now();
  const has = fieldFinder(subject.name, field, store);
  const subscriptions = await subscriptionsOf(subject.name, store);
  const found = await inBatches(subscriptions, async (subscription): Promise<FieldReader | undefined> => {
    const { reads, expectations, trainedOn, consumer: name, team, tier, createdAt } = subscription;
    const pointers = new Set(placesRead(reads, expectations).map(({ pointer }) => pointer));
    const touching = reads.length === 0 ? [] : [...pointers].filter((pointer) => touches(field, pointer));
    if (reads.length === 0 ? !(await has(trainedOn)) : touching.length === 0) return undefined;
    const consumer = await store.find('consumer', { name });
    const deployments = await deploymentsOf(name, store);
    const environments = request.environment === undefined ? undefined : [request.environment];
    if (!isLiveIn(deployments, environments)) return undefined;
    return {
      consumer: name,
      team,
      tier,
      ...(consumer?.slack ? { contact: consumer.slack.channel } : {}),
      reads: touching,
      trainedOn,
      since: createdAt,
      releases: releasesOf(deployments, environments, subject.name),
      stale: isForsaken(consumer) || isStale(consumer, policy, now),
    };
  });
  const readers = found.filter((reader) => reader !== undefined);
  const head = subject.head ?? subject.latest;
  if (readers.length === 0 && !(await has(head))) throw await unknownField(subject.name, head, field, store);
  return readers;
}

const isForsaken = (consumer: Consumer | undefined): consumer is undefined => consumer === undefined;

function releasesOf(
  deployments: readonly ModelDeployment[],
  environments: readonly string[] | undefined,
  subject: string,
) {
  return liveReleases(deployments, environments).map(({ release, environment, reads }) => {
    const version = reads.find((read) => read.subject === subject)?.version;
    return { release, environment, ...defined({ version }) };
  });
}

/** Whether a version's records can have the field; each version is read once. */
function fieldFinder(subject: string, field: string, store: Store): (version: number) => Promise<boolean> {
  const known = new Map<number, Promise<boolean>>();
  const look = async (version: number): Promise<boolean> => {
    return findUnknownReads(await loadSchema(store, subject, version), [{ pointer: field }]).length === 0;
  };
  return async (version) => {
    const found = known.get(version) ?? look(version);
    known.set(version, found);
    return await found;
  };
}

async function unknownField(subject: string, version: number, field: string, store: Store): Promise<DomainError> {
  const [unknown] = findUnknownReads(await loadSchema(store, subject, version), [{ pointer: field }]);
  const near = unknown && unknown.nearest.length > 0 ? `; nearest: ${unknown.nearest.join(', ')}` : '';
  const detail = `${subject} v${version} has no field ${field}${near}`;
  return new DomainError('unknown-field', detail, { errors: [{ pointer: '/field', detail }] });
}

async function subscriptionsOf(subject: string, store: Store): Promise<readonly Subscription[]> {
  return await everyPage((page) => store.listSubscriptionsOfSubject(subject, page));
}
