import type { Consumer, Subscription } from '../../domain/consumer.ts';
import type { LiveRelease, ModelDeployment } from '../../domain/deployment.ts';
import { DomainError } from '../../domain/errors.ts';
import { comesAlive, liveReleases } from '../../domain/policy/gate/liveness.ts';
import type { Principal } from '../../domain/principal.ts';
import { contend } from '../contend.ts';
import { checkName } from '../load-publisher.ts';
import { getSubject, getVersion, loadSchema } from '../load-schema.ts';
import type { Store } from '../ports/store.ts';
import type { JudgingPorts } from '../ports/write-ports.ts';
import { loadManaged } from '../subscribing/consumers.ts';
import { breakByHead } from '../subscribing/subscribe.ts';
import { confirmStep, followSteps, holdingSteps, moveSteps, packed, recordStep } from './deployment-steps.ts';
import { firstRecording } from './environments.ts';
import { deploymentsOf } from './models-at-gate.ts';
import { lackingReads, type Proven, proveMigrations } from './prove-migrations.ts';

export interface RecordModelRequest {
  readonly consumer: string;
  readonly environment: string;
  /** e.g. `v8` */
  readonly release: string;
  readonly change: /** `alongside`: the others stay, as with a canary; else this one replaces them. */
    | { readonly name: 'deployed'; readonly reads: LiveRelease['reads']; readonly alongside: boolean }
    | { readonly name: 'removed' };
  readonly principal: Principal;
  readonly from?: string;
}

export interface RecordModelOutcome {
  readonly outcome: 'recorded' | 'unchanged';
  readonly deployment: ModelDeployment;
  readonly migrations: readonly Proven[];
  /** Subscriptions that follow what is live from now on. */
  readonly followed: readonly { readonly subject: string; readonly trainedOn: number; readonly former: number }[];
  /** What a person should look at. */
  readonly notes: readonly string[];
}

/**
 * Records which release of a model runs in an environment and what it reads, and moves what that proves or contradicts.
 * An activation that was decided before it looks again where a model holds the version by it. Usually one transaction. Where more moves than fit into one, the deployment is in the first, reopened migrations before
 * proven ones, and a repeat of the same recording moves what a cut left: it looks at everything again.
 */
export async function recordModelDeployment(
  request: RecordModelRequest,
  ports: JudgingPorts,
): Promise<RecordModelOutcome> {
  checkName(request.environment, 'environment');
  return await contend(ports.pacer, `consumer ${request.consumer}`, () => tryRecord(request, ports));
}

async function tryRecord(request: RecordModelRequest, ports: JudgingPorts): Promise<RecordModelOutcome | 'lost'> {
  const { store } = ports;
  const consumer = await loadManaged(request.consumer, request.principal, store);
  await refuseUnknownReads(request, store);
  const now = ports.clock.now();
  const all = await deploymentsOf(consumer.name, store);
  const known = all.find(({ environment }) => environment === request.environment);
  const deployment = nextDeployment(known, { request, consumer, now });
  const deployments = [...all.filter((other) => other !== known), deployment];
  const subscriptions = await subscriptionsOf(consumer.name, store);
  const recorded = liveReleases([deployment]).filter(
    ({ release }) => request.change.name === 'deployed' && release === request.release,
  );
  const facts = { consumer: consumer.name, team: consumer.team, deployments, recorded, subscriptions, now };
  const migrations = await proveMigrations(facts, ports);
  if (migrations === 'planning') return 'lost';
  const following = await followSteps({ request, deployments, subscriptions, now }, ports);
  const steps = [...(await moveSteps(migrations, { request, now }, ports)), ...following.map(({ step }) => step)];
  const cameAlive = comesAlive(all, deployments, request.environment);
  const holding = await holdingSteps({ migrations, consumer, cameAlive, now }, ports);
  const isSame = deployment === known || (!known && deployment.releases.length === 0);
  const first = isSame
    ? NOTHING
    : await firstRecording({ name: request.environment, since: now, by: request.principal.id }, store);
  const base = isSame
    ? confirmStep({ request, consumer, now }, ports)
    : recordStep({ request, consumer, known, deployment, place: first.writes, now }, ports);
  for (const { writes, audits } of packed(base ? [base, ...holding, ...steps] : steps))
    if ((await store.commit(writes, audits)) === 'lost') return 'lost';
  return {
    outcome: isSame ? 'unchanged' : 'recorded',
    deployment,
    migrations,
    followed: following.map(({ followed }) => followed),
    notes: [...first.notes, ...(await notesOf({ request, subscriptions }, ports))],
  };
}

const NOTHING = { writes: [], notes: [] };

/** Every version that a release reads must be there; a withdrawn one is read as well as any other. */
async function refuseUnknownReads({ change }: RecordModelRequest, store: Store): Promise<void> {
  if (change.name === 'removed') return;
  const seen = new Set<string>();
  for (const [at, { subject, version }] of change.reads.entries()) {
    if (seen.has(subject))
      throw new DomainError('invalid-request', `${subject} is named twice; a release reads one version of it`, {
        errors: [{ pointer: `/reads/${at}/subject`, detail: 'named twice' }],
      });
    seen.add(subject);
    await getVersion(store, await getSubject(store, subject), String(version));
  }
}

function nextDeployment(
  known: ModelDeployment | undefined,
  { request, consumer, now }: { request: RecordModelRequest; consumer: Consumer; now: string },
): ModelDeployment {
  const { environment, release, change, principal } = request;
  const former = known?.releases ?? [];
  const others = former.filter((other) => other.release !== release);
  const same = former.find((other) => other.release === release);
  const next = ((): readonly LiveRelease[] => {
    if (change.name === 'removed') return others;
    const kept = same && readsText(same) === readsText(change) ? same : undefined;
    const live = kept ?? { release, reads: change.reads, at: now, by: principal.id };
    return change.alongside ? [live, ...others] : [live];
  })();
  const isSame =
    known &&
    known.team === consumer.team &&
    namesOf(next) === namesOf(former) &&
    next.every((one) => former.includes(one));
  if (isSame) return known;
  return {
    consumer: consumer.name,
    team: consumer.team,
    environment,
    releases: next,
    revision: (known?.revision ?? 0) + 1,
  };
}

const readsText = ({ reads }: Pick<LiveRelease, 'reads'>): string =>
  reads
    .map(({ subject, version }) => `${subject}@${version}`)
    .sort()
    .join(' ');
const namesOf = (releases: readonly LiveRelease[]): string =>
  releases
    .map(({ release }) => release)
    .sort()
    .join(' ');

async function subscriptionsOf(consumer: string, store: Store): Promise<ReadonlyMap<string, Subscription>> {
  const known = new Map<string, Subscription>();
  let cursor: string | undefined;
  do {
    const page = await store.listSubscriptionsOfConsumer(consumer, { limit: 100, ...(cursor ? { cursor } : {}) });
    for (const { subject } of page.items) {
      // The listing may lag; what is judged and written is read afresh.
      const subscription = await store.find('subscription', { consumer, subject });
      if (subscription) known.set(subject, subscription);
    }
    cursor = page.nextCursor;
  } while (cursor);
  return known;
}

async function notesOf(
  { request, subscriptions }: { request: RecordModelRequest; subscriptions: ReadonlyMap<string, Subscription> },
  ports: JudgingPorts,
): Promise<readonly string[]> {
  const { store } = ports;
  const { change, consumer, release } = request;
  if (change.name === 'removed') return [];
  const notes: string[] = [];
  for (const { subject, version } of change.reads) {
    const subscription = subscriptions.get(subject);
    if (!subscription) {
      notes.push(`${consumer} does not subscribe to ${subject}: nobody tells it of changes; forewarn subscribe does`);
      continue;
    }
    const lacking = lackingReads(await loadSchema(store, subject, version), subscription.reads);
    for (const pointer of lacking)
      notes.push(
        `${subject} v${version} has no ${pointer}, which ${consumer} is subscribed to read: correct it with forewarn subscribe`,
      );
    if (subscription.expectations !== undefined)
      notes.push(
        `${consumer} states its own expectations of ${subject}: they decide, whatever version ${release} reads`,
      );
    const early = lacking.length > 0 ? undefined : await breakByLive(subscription, version, ports);
    if (early !== undefined) notes.push(`${release} ${early}`);
  }
  const named = new Set(change.reads.map(({ subject }) => subject));
  for (const subject of subscriptions.keys())
    if (!named.has(subject))
      notes.push(`${release} does not say which version of ${subject} it reads: it proves nothing there`);
  return notes;
}

/** What the live version does to a release that reads a proposal: it came before what it was made for. */
async function breakByLive(
  subscription: Subscription,
  version: number,
  ports: JudgingPorts,
): Promise<string | undefined> {
  const subject = await getSubject(ports.store, subscription.subject);
  if (subject.head === undefined || version <= subject.head) return undefined;
  const trained = await loadSchema(ports.store, subject.name, version);
  const broken = await breakByHead({ ...subscription, trainedOn: version }, subject, trained, ports);
  if (!broken) return undefined;
  const places = broken.pointers.filter((pointer) => pointer !== '').slice(0, 3);
  return (
    `reads ${subject.name} v${version}, which is not live: v${subject.head} is, and its records break the release` +
    `${places.length > 0 ? ` at ${places.join(', ')}` : ''} until v${version} is live; deploy it then, or have it read both`
  );
}
