import { mayAdminister } from '../../domain/access.ts';
import type { Announcement } from '../../domain/announcement.ts';
import { isOver } from '../../domain/date.ts';
import { defined } from '../../domain/defined.ts';
import { retiredChange } from '../../domain/diff/rules/subject-retired.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Manifest } from '../../domain/manifest.ts';
import { later, type minimumNotice } from '../../domain/policy/deadlines/notice.ts';
import type { GateModel } from '../../domain/policy/gate/gate-answer.ts';
import type { Emergency } from '../../domain/policy/publishing/publish-decision.ts';
import { decideRetirement, type RetireDecision } from '../../domain/policy/publishing/retire-decision.ts';
import { announcedPolicy } from '../../domain/policy/settings/announced-policy.ts';
import type { Policy } from '../../domain/policy/settings/policy.ts';
import type { Principal } from '../../domain/principal.ts';
import type { Source, Subject } from '../../domain/subject.ts';
import { auditEntry } from '../audit-entry.ts';
import { contend } from '../contend.ts';
import { policyOf } from '../effective-policy.ts';
import { loadOwned } from '../load-owned.ts';
import { getSubject } from '../load-schema.ts';
import type { Write } from '../ports/store.ts';
import type { WritePorts } from '../ports/write-ports.ts';
import { findSunset } from './compare-with-head.ts';
import { retired, retirementGate, retiringWrites, takeBackProposals, takenBack } from './retirement.ts';
import { UNFINISHED_AFTER } from './version-writes.ts';

export interface RetireRequest {
  readonly subject: string;
  readonly sunset?: string;
  readonly emergency?: Emergency;
  readonly manifest?: Manifest;
  readonly source?: Source;
  readonly principal: Principal;
  readonly from?: string;
}

/** `announced`: it is retired once its readers have come through; `waits`: that was announced before. */
export interface RetireOutcome {
  readonly outcome: 'retired' | 'unchanged' | 'announced' | 'waits';
  readonly subject: Subject;
  readonly announcementId?: string;
  readonly minimum?: ReturnType<typeof minimumNotice>;
  /** Of one that waits: who holds it. */
  readonly holding?: readonly GateModel[];
}

/**
 * Ends a subject, at once where nobody subscribes, else announced like a break; its owner or an administrator may. Asked
 * again it ends as soon as no reader holds it, or as an emergency. Throws `conflict`, `incompatible`, `notice-too-short`.
 */
export async function retireSubject(request: RetireRequest, ports: WritePorts): Promise<RetireOutcome> {
  return await contend(ports.pacer, request.subject, async () => {
    const subject = await loadEndable(request, ports);
    if (subject.status === 'retired') return { outcome: 'unchanged', subject };
    const { retirement: id } = subject;
    const announcement = id === undefined ? undefined : await ports.store.find('announcement', { id });
    if (announcement) return await hasten(request, { subject, announcement }, ports);
    return await begin(request, subject, ports);
  });
}

async function loadEndable(request: RetireRequest, { store }: WritePorts): Promise<Subject> {
  return mayAdminister(request.principal).allowed
    ? await getSubject(store, request.subject)
    : await loadOwned(request, store);
}

async function begin(request: RetireRequest, subject: Subject, ports: WritePorts): Promise<RetireOutcome | 'lost'> {
  const { store } = ports;
  const { emergency } = request;
  const now = ports.clock.now();
  const sunset = findSunset(request);
  const policy = await policyOf(store, subject);
  const decision = decideRetirement({ subject, policy, sunset, emergency, now });
  if (decision.outcome === 'refused') throw refusal(decision, subject);
  const id = ports.ids.next(now);
  const isAnnounced = decision.outcome === 'announced';
  const announcement = isAnnounced
    ? newRetirement({ request, subject, policy, sunset, atOnce: decision.atOnce, now, id })
    : undefined;
  const ends = announcement === undefined || announcement.live;
  const changed = ends ? retired(subject) : { ...subject, retirement: id, revision: subject.revision + 1 };
  const writes: Write[] = [
    { put: 'subject', item: changed, expect: subject.revision, was: subject },
    ...(announcement ? [{ put: 'announcement', item: announcement, expect: 'absent' } as const] : []),
    ...(ends ? await takeBackProposals(subject, now, store) : []),
  ];
  const entry = auditEntry({
    ...request,
    ports,
    now,
    action: ends ? 'subject.retired' : 'subject.retirement-announced',
    ...(announcement ? { announcementId: id } : {}),
    detail: {
      head: subject.head ?? null,
      readers: subject.tiers,
      sunset: sunset ?? null,
      emergency: emergency?.reason ?? null,
    },
  });
  if ((await store.commit(writes, entry)) === 'lost') return 'lost';
  if (!isAnnounced) return { outcome: 'retired', subject: changed };
  const outcome = ends ? 'retired' : 'announced';
  return { outcome, subject: changed, announcementId: id, minimum: decision.minimum };
}

function refusal(
  decision: Extract<RetireDecision, { outcome: 'refused' }>,
  { name, head }: Pick<Subject, 'name' | 'head'>,
): DomainError {
  const { code, detail } = decision;
  const change = { against: head ?? null, changes: [retiredChange(name)], changeCount: 1 };
  return new DomainError(code, detail, {
    errors: code === 'notice-too-short' ? [{ pointer: '/sunset', detail }] : [],
    extensions: {
      ...(code === 'conflict' ? {} : change),
      ...(code === 'notice-too-short' ? { earliest: decision.earliest } : {}),
    },
  });
}

function newRetirement(facts: {
  readonly request: RetireRequest;
  readonly subject: Subject;
  readonly policy: Policy;
  readonly sunset: string | undefined;
  readonly atOnce: boolean;
  readonly now: string;
  readonly id: string;
}): Announcement {
  const { request, subject, policy, sunset, atOnce, now, id } = facts;
  const { emergency, manifest, source, principal } = request;
  const version = subject.head ?? subject.latest;
  return {
    id,
    kind: 'breaking',
    status: 'planning',
    subject: subject.name,
    ownerTeam: subject.ownerTeam,
    version,
    previous: version,
    generation: subject.generation,
    observed: false,
    retires: true,
    live: atOnce,
    policy: announcedPolicy(policy),
    ...(atOnce ? { liveAt: now } : {}),
    ...defined({ sunset }),
    ...(emergency ? { emergency: { reason: emergency.reason, by: principal.id } } : {}),
    ...defined({ manifest, source }),
    changes: [retiredChange(subject.name)],
    changeCount: 1,
    affected: 0,
    createdAt: now,
    createdBy: principal.id,
    dueAt: later(now, UNFINISHED_AFTER),
    revision: 1,
  };
}

/** What was announced ends now where nobody holds it any more, where an administrator may decide, or in an emergency. */
async function hasten(
  request: RetireRequest,
  { subject, announcement }: { readonly subject: Subject; readonly announcement: Announcement },
  ports: WritePorts,
): Promise<RetireOutcome | 'lost'> {
  const { store } = ports;
  const { emergency, principal } = request;
  const now = ports.clock.now();
  const waits: RetireOutcome = { outcome: 'waits', subject, announcementId: announcement.id };
  if (announcement.status === 'planning') {
    if (!emergency) return waits;
    throw new DomainError(
      'unavailable',
      `the readers of ${subject.name} are still being looked up; try again in a moment`,
    );
  }
  const isAdministrator = mayAdminister(principal).allowed;
  const models = await retirementGate(announcement, subject, { store, now });
  const holding = models.filter(({ blocks }) => blocks);
  const undecidable = holding.filter(
    ({ administratorAfter: after }) => !(isAdministrator && after !== undefined && isOver(after, now)),
  );
  if (undecidable.length > 0 && !emergency) return { ...waits, holding };
  const kind = holding.length > 0 && emergency ? ('emergency' as const) : ('live' as const);
  const by = emergency && { reason: emergency.reason, by: principal.id };
  const news = { announcement, subject, news: { kind, at: now }, ...defined({ emergency: by }) };
  const entry = auditEntry({
    ...request,
    ports,
    now,
    action: kind === 'emergency' ? 'subject.retired-as-emergency' : 'subject.retired',
    announcementId: announcement.id,
    detail: { head: subject.head ?? null, readers: subject.tiers, emergency: emergency?.reason ?? null },
  });
  if ((await store.commit(await retiringWrites(news, store), entry)) === 'lost') return 'lost';
  return { outcome: 'retired', subject: retired(subject), announcementId: announcement.id };
}

/** Takes an announced retirement back; who was told hears of it. A repeat changes nothing. */
export async function keepSubject(
  request: Omit<RetireRequest, 'sunset' | 'emergency' | 'manifest' | 'source'> & { readonly reason: string },
  ports: WritePorts,
): Promise<Subject> {
  return await contend(ports.pacer, request.subject, async () => {
    const subject = await loadEndable(request, ports);
    if (subject.status === 'retired')
      throw new DomainError('conflict', `${subject.name} is retired already; publish to its successor`);
    const { retirement: id, ...rest } = subject;
    if (id === undefined) return subject;
    const now = ports.clock.now();
    const announcement = await ports.store.find('announcement', { id });
    const kept: Subject = { ...rest, revision: subject.revision + 1 };
    const entry = auditEntry({
      ...request,
      ports,
      now,
      action: 'subject.retirement-withdrawn',
      announcementId: id,
      detail: { reason: request.reason },
    });
    const writes: Write[] = [
      { put: 'subject', item: kept, expect: subject.revision, was: subject },
      ...(announcement ? [takenBack(announcement, now)] : []),
    ];
    return (await ports.store.commit(writes, entry)) === 'lost' ? 'lost' : kept;
  });
}
