import { mayAdminister } from '../../domain/access.ts';
import type { Announcement } from '../../domain/announcement.ts';
import type { AuditEntry } from '../../domain/audit.ts';
import { defined } from '../../domain/defined.ts';
import type { SubjectDeployment } from '../../domain/deployment.ts';
import { environmentsAsked } from '../../domain/policy/gate/gate.ts';
import { type Affected, affectedAmong, type GateModel } from '../../domain/policy/gate/gate-answer.ts';
import { askedAtDeployment, governing, madeUnder } from '../../domain/policy/settings/announced-policy.ts';
import type { Principal } from '../../domain/principal.ts';
import type { SchemaVersion, Subject } from '../../domain/subject.ts';
import { allMigrations } from '../announcing/all-migrations.ts';
import { withNews } from '../announcing/tell-live.ts';
import { auditEntry } from '../audit-entry.ts';
import { contend } from '../contend.ts';
import { policyOf } from '../effective-policy.ts';
import { loadOwned } from '../load-owned.ts';
import { checkName } from '../load-publisher.ts';
import { getSubject, getVersion } from '../load-schema.ts';
import type { Store, Write } from '../ports/store.ts';
import type { WritePorts } from '../ports/write-ports.ts';
import { goLive } from '../publishing/go-live.ts';
import { lookAgainWrites } from '../publishing/revert.ts';
import { firstRecording } from './environments.ts';
import { modelsAtGate } from './models-at-gate.ts';

export interface RecordVersionRequest {
  readonly subject: string;
  readonly environment: string;
  readonly version: number;
  readonly principal: Principal;
  readonly from?: string;
}

/** `willBreak`, `mayBreak`: of what went live now. */
export interface RecordVersionOutcome extends Affected {
  readonly outcome: 'recorded' | 'unchanged';
  readonly deployment: SubjectDeployment;
  /** `activated`: it became the head. `live`, `emergency`, `rolled-back`: what its readers are told. */
  readonly effects: readonly ('activated' | 'live' | 'emergency' | 'rolled-back')[];
  /** Models that held the gate when it went live. */
  readonly blockers: readonly GateModel[];
  readonly notes: readonly string[];
}

/**
 * Records which version a producer emits in an environment. It is a fact and never refused for what it is: in an
 * environment that counts as live it makes a proposal the head, and what its gate had not let pass is an emergency. An
 * older version takes the newer one out of production; the head stays, as the version that was announced.
 */
export async function recordVersionDeployment(
  request: RecordVersionRequest,
  ports: WritePorts,
): Promise<RecordVersionOutcome> {
  checkName(request.environment, 'environment');
  return await contend(ports.pacer, request.subject, () => tryRecord(request, ports));
}

interface Effect {
  readonly writes: readonly Write[];
  readonly effects: RecordVersionOutcome['effects'];
  /** Of what went live. */
  readonly models?: readonly GateModel[];
  readonly announcementId?: string;
}
const NO_EFFECT: Effect = { writes: [], effects: [] };

async function tryRecord(request: RecordVersionRequest, ports: WritePorts): Promise<RecordVersionOutcome | 'lost'> {
  const { store } = ports;
  const { environment, principal } = request;
  const subject = mayAdminister(principal).allowed
    ? await getSubject(store, request.subject)
    : await loadOwned(request, store);
  const version = await getVersion(store, subject, String(request.version));
  const known = await store.find('subjectDeployment', { subject: subject.name, environment });
  const notes = notesOf(subject, version);
  if (known?.version === version.version)
    return { outcome: 'unchanged', deployment: known, effects: [], blockers: [], ...affectedAmong([]), notes };
  const now = ports.clock.now();
  const deployment: SubjectDeployment = {
    subject: subject.name,
    environment,
    version: version.version,
    at: now,
    by: principal.id,
    revision: (known?.revision ?? 0) + 1,
  };
  const effect = await effectOf({ request, subject, version, known, now }, ports);
  const first = await firstRecording({ name: environment, since: now, by: principal.id }, store);
  const { models = [] } = effect;
  const blockers = models.filter(({ blocks }) => blocks);
  const audit = auditOf({ request, subject, version, known, now }, { effect, blockers }, ports);
  const writes: Write[] = [
    { put: 'subjectDeployment', item: deployment, expect: known?.revision ?? 'absent', was: known },
    ...first.writes,
    ...effect.writes,
  ];
  if ((await store.commit(writes, audit)) === 'lost') return 'lost';
  return {
    outcome: 'recorded',
    deployment,
    effects: effect.effects,
    blockers,
    ...affectedAmong(models),
    notes: [...first.notes, ...notes],
  };
}

function auditOf(
  { request, subject, version, known, now }: Facts,
  { effect, blockers }: { readonly effect: Effect; readonly blockers: readonly GateModel[] },
  ports: WritePorts,
): AuditEntry {
  const [kind] = effect.effects.filter((one) => one !== 'activated');
  return auditEntry({
    ...request,
    ports,
    now,
    action: kind === 'emergency' ? 'version.deployed-as-emergency' : 'version.deployed',
    ...defined({ announcementId: effect.announcementId }),
    detail: {
      environment: request.environment,
      version: version.version,
      former: known?.version ?? null,
      head: subject.head ?? null,
      effects: effect.effects,
      blockers: blockers.map(({ consumer, team, state, deadline }) => ({ consumer, team, state, deadline })),
    },
  });
}

function notesOf(subject: Subject, version: SchemaVersion): readonly string[] {
  const name = `${subject.name} v${version.version}`;
  if (subject.status === 'retired')
    return [`${subject.name} is retired: nothing is told of ${name}; publish to its successor`];
  if (version.status === 'withdrawn')
    return [`${name} had been withdrawn: publish it again, so that its readers are asked`];
  return [];
}

interface Facts {
  readonly request: RecordVersionRequest;
  readonly subject: Subject;
  readonly version: SchemaVersion;
  readonly known: SubjectDeployment | undefined;
  readonly now: string;
}

async function effectOf(facts: Facts, ports: WritePorts): Promise<Effect> {
  const { subject, version, known } = facts;
  if (subject.status === 'retired') return NO_EFFECT;
  const gone = known && known.version > version.version ? await rollBack(facts, ports) : NO_EFFECT;
  const come = await goesLive(facts, ports);
  return {
    // What was rolled back is in the list of what another version may have undone: one write of it, and this one.
    writes: [...gone.writes, ...come.writes.filter((write) => !gone.writes.some((one) => isSameItem(one, write)))],
    effects: [...come.effects, ...gone.effects],
    ...defined({ models: come.models }),
    ...(come.announcementId === undefined && gone.announcementId === undefined
      ? {}
      : { announcementId: come.announcementId ?? gone.announcementId ?? '' }),
  };
}

const isSameItem = (one: Write, other: Write): boolean =>
  'put' in one &&
  'put' in other &&
  one.put === 'announcement' &&
  other.put === 'announcement' &&
  one.item.id === other.item.id;

const announcementOf = async (version: SchemaVersion | undefined, store: Store): Promise<Announcement | undefined> =>
  version?.announcementId === undefined ? undefined : await store.find('announcement', { id: version.announcementId });

const putAnnouncement = (item: Announcement, was: Announcement): Write => ({
  put: 'announcement',
  item,
  expect: was.revision,
  was,
});

/** The version that was there is live no more, unless another environment still has it. */
async function rollBack({ request, subject, known, now }: Facts, { store }: WritePorts): Promise<Effect> {
  if (!known) return NO_EFFECT;
  const announcement = await announcementOf(await getVersion(store, subject, String(known.version)), store);
  const current = await policyOf(store, subject);
  const announced = announcement && madeUnder(announcement);
  const environments = new Set([...current.liveEnvironments, ...(announced?.liveEnvironments ?? [])]);
  if (!environments.has(request.environment)) return NO_EFFECT;
  for (const environment of environments) {
    if (environment === request.environment) continue;
    const elsewhere = await store.find('subjectDeployment', { subject: subject.name, environment });
    if (elsewhere && elsewhere.version >= known.version) return NO_EFFECT;
  }
  if (!announcement?.live || announcement.kind !== 'breaking') return NO_EFFECT;
  const back = withNews(announcement, { kind: 'rolled-back', at: now, environment: request.environment });
  return { writes: [putAnnouncement(back, announcement)], effects: ['rolled-back'], announcementId: announcement.id };
}

/** What is new in production: a proposal becomes the head, and the readers hear of it or are alarmed. */
async function goesLive(facts: Facts, ports: WritePorts): Promise<Effect> {
  const { request, subject, version, now } = facts;
  const { store } = ports;
  const announcement = await announcementOf(version, store);
  const isProposal = version.status === 'proposed';
  if (announcement?.kind !== 'breaking') return NO_EFFECT;
  const current = await policyOf(store, subject);
  const policy = governing(current, announcement);
  const migrations = await allMigrations(store, announcement.id);
  const environments = askedAtDeployment(request.environment, {
    now: current.liveEnvironments,
    announced: environmentsAsked(migrations, policy, now),
  });
  if (!environments) return NO_EFFECT;
  // A change that was taken back counts as not live, though its version once was.
  const isKnownLive = announcement.live && announcement.status !== 'withdrawn';
  if (isKnownLive && announcement.liveNews) return NO_EFFECT;
  const models = await modelsAtGate({ migrations, policy, environments, now }, store);
  // A withdrawn change holds no gate any more, and nobody expects it; one that is being planned has asked nobody yet.
  const unasked = announcement.status === 'withdrawn' || announcement.status === 'planning';
  const isEmergency = !isKnownLive && (unasked || models.some(({ blocks }) => blocks));
  const kind = isEmergency ? 'emergency' : 'live';
  const reason = `v${version.version} was deployed to ${request.environment} before its gate was open`;
  const emergency = isEmergency && !announcement.emergency ? { reason, by: request.principal.id } : undefined;
  const next = withNews(announcement, { kind, at: now, environment: request.environment }, emergency);
  if (!isProposal)
    return {
      writes: [putAnnouncement(next, announcement)],
      effects: [kind],
      models,
      announcementId: announcement.id,
    };
  const head = subject.head === undefined ? undefined : await getVersion(store, subject, 'head');
  const live = goLive({ subject, version, head, breaking: announcement.id, sunset: announcement.sunset, now });
  const writes = [...live.writes, putAnnouncement(next, announcement), ...(await lookAgainWrites(subject, store, now))];
  return { writes, effects: ['activated', kind], models, announcementId: announcement.id };
}
