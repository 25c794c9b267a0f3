import type { AuditEntry } from '../../domain/audit.ts';
import type { Consumer, Subscription } from '../../domain/consumer.ts';
import { defined } from '../../domain/defined.ts';
import type { ModelDeployment } from '../../domain/deployment.ts';
import { planAnswered } from '../../domain/notification/plan/plan-answered.ts';
import { liveReleases } from '../../domain/policy/gate/liveness.ts';
import { auditEntry } from '../audit-entry.ts';
import { policyFor } from '../effective-policy.ts';
import { getSubject, loadSchema } from '../load-schema.ts';
import type { Write } from '../ports/store.ts';
import type { JudgingPorts } from '../ports/write-ports.ts';
import { breakByHead } from '../subscribing/subscribe.ts';
import { holdingWrites } from './hold-again.ts';
import type { Proven } from './prove-migrations.ts';
import type { RecordModelOutcome, RecordModelRequest } from './record-model-deployment.ts';
import { tripped } from './trigger-kill-switch.ts';

/** What belongs together in one transaction, and the entry that tells of it. */
interface Step {
  readonly writes: readonly Write[];
  readonly audits: readonly AuditEntry[];
}
/** DynamoDB takes 100 actions. */
const ACTIONS = 95;

type Now = { readonly request: RecordModelRequest; readonly now: string };

const seen = (consumer: Consumer, now: string): Write => ({
  put: 'consumer',
  item: { ...consumer, lastSeenAt: now, revision: consumer.revision + 1 },
  expect: consumer.revision,
  was: consumer,
});

/** The deployment, and that its model is alive. */
export function recordStep(
  of: Now & {
    readonly consumer: Consumer;
    readonly known: ModelDeployment | undefined;
    readonly deployment: ModelDeployment;
    /** What the first recording in an environment writes. */
    readonly place: readonly Write[];
  },
  ports: JudgingPorts,
): Step {
  const { request, consumer, known, deployment, place, now } = of;
  const { environment, release, change } = request;
  const action = change.name === 'removed' ? 'deployment.removed' : 'deployment.recorded';
  const detail = { environment, release };
  return {
    writes: [
      { put: 'modelDeployment', item: deployment, expect: known?.revision ?? 'absent', was: known },
      seen(consumer, now),
      ...place,
    ],
    audits: [auditEntry({ ...request, ports, now, action, detail })],
  };
}

/** The same again says that the model is alive; once a day is enough to say so. */
export function confirmStep(
  { request, consumer, now }: Now & { readonly consumer: Consumer },
  ports: JudgingPorts,
): Step | undefined {
  if (consumer.lastSeenAt.slice(0, 10) >= now.slice(0, 10)) return undefined;
  const { environment, release } = request;
  const detail = { environment, release };
  return {
    writes: [seen(consumer, now)],
    audits: [auditEntry({ ...request, ports, now, action: 'deployment.confirmed', detail })],
  };
}

/** Of what did not move by it, the announcements that a model holds again because it runs there now, or is spoken for once more. */
export async function holdingSteps(
  of: {
    readonly migrations: readonly Proven[];
    readonly consumer: Consumer;
    readonly cameAlive: boolean;
    readonly now: string;
  },
  { store }: JudgingPorts,
): Promise<readonly Step[]> {
  const { consumer, now } = of;
  const cameAlive = of.cameAlive ? [consumer.name] : [];
  const steps: Step[] = [];
  for (const { announcement, migration, former } of of.migrations) {
    if (former || announcement.live) continue;
    const policy = await policyFor(announcement, await getSubject(store, migration.subject), store);
    const move = { known: [migration], moved: [migration], consumers: [consumer], cameAlive, policy, now };
    const writes = holdingWrites(announcement, move);
    if (writes.length > 0) steps.push({ writes, audits: [] });
  }
  return steps;
}

/** Reopened ones first: of two halves, the one that closes a gate must not be the one that is cut off. */
export async function moveSteps(
  migrations: readonly Proven[],
  { request, now }: Now,
  ports: JudgingPorts,
): Promise<readonly Step[]> {
  const steps: Step[] = [];
  const moved = [...migrations].sort(
    (left, right) => Number(right.outcome === 'reopened') - Number(left.outcome === 'reopened'),
  );
  for (const { announcement, migration, former, policy, outcome, because } of moved) {
    if (!former || !policy) continue;
    const subject = await getSubject(ports.store, migration.subject);
    const audit = auditEntry({
      ...request,
      ports,
      now,
      action: outcome === 'proven' ? 'migration.prove' : 'migration.reopen',
      subject: migration.subject,
      announcementId: announcement.id,
      detail: { consumers: [migration.consumer], because },
    });
    const deliveries = planAnswered({ announcement, subject, migrations: [migration], qualifier: audit.id, now });
    // Back on the old version after its date: late once more.
    const isLate = migration.state.name === 'overdue';
    const cause = { announcement, migration, reason: 'overdue' as const, since: now, now };
    const trip = isLate ? await tripped(cause, ports) : undefined;
    const told = trip ? [...deliveries, trip.delivery] : deliveries;
    steps.push({
      writes: [
        ...holdingWrites(announcement, { known: [former], moved: [migration], consumers: [], policy, now }),
        { put: 'migration', item: migration, expect: former.revision, was: former },
        ...told.map((item) => ({ put: 'delivery' as const, item, expect: 'absent' as const })),
      ],
      audits: trip ? [audit, trip.audit] : [audit],
    });
  }
  return steps;
}

/** Moves each subscription to the oldest version that a live release reads: it is what a change must not break. */
export async function followSteps(
  of: Now & {
    readonly deployments: readonly ModelDeployment[];
    readonly subscriptions: ReadonlyMap<string, Subscription>;
  },
  ports: JudgingPorts,
) {
  const { request, deployments, subscriptions, now } = of;
  const live = liveReleases(deployments);
  const followed: { readonly step: Step; readonly followed: RecordModelOutcome['followed'][number] }[] = [];
  for (const [name, known] of subscriptions) {
    const versions = live.flatMap(({ reads }) => reads.filter(({ subject }) => subject === name));
    const oldest = versions.map(({ version }) => version).sort((left, right) => left - right)[0];
    if (oldest === undefined || oldest === known.trainedOn) continue;
    const subject = await getSubject(ports.store, name);
    const { alreadyBroken: _, namedVersion = known.trainedOn, ...rest } = known;
    const named = namedVersion === oldest ? {} : { namedVersion };
    const next: Subscription = { ...rest, ...named, trainedOn: oldest, revision: known.revision + 1 };
    const broken = await breakByHead(next, subject, await loadSchema(ports.store, name, oldest), ports);
    const change = { subject: name, trainedOn: oldest, former: known.trainedOn };
    followed.push({
      followed: change,
      step: {
        writes: [
          {
            put: 'subscription',
            item: { ...next, ...defined({ alreadyBroken: broken }) },
            expect: known.revision,
            was: known,
          },
        ],
        audits: [
          auditEntry({ ...request, ports, now, action: 'subscription.followed', subject: name, detail: change }),
        ],
      },
    });
  }
  return followed;
}

/** Steps in as few transactions as they fit into, none of them torn. */
export function packed(steps: readonly Step[]): readonly { readonly writes: Write[]; readonly audits: AuditEntry[] }[] {
  const packs: { readonly writes: Write[]; readonly audits: AuditEntry[] }[] = [];
  for (const { writes, audits } of steps) {
    const last = packs.at(-1);
    if (last && last.writes.length + last.audits.length + writes.length + audits.length <= ACTIONS) {
      last.writes.push(...writes);
      last.audits.push(...audits);
    } else packs.push({ writes: [...writes], audits: [...audits] });
  }
  return packs;
}
