import { ANNOUNCED_CHANGES, type Announcement } from '../../domain/announcement.ts';
import type { AuditEntry } from '../../domain/audit.ts';
import { boundedChanges, boundedReason } from '../../domain/bounded.ts';
import { utcDay } from '../../domain/date.ts';
import { defined } from '../../domain/defined.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { registeredDeliveryId } from '../../domain/notification/plan/delivery-id.ts';
import { pendingDelivery } from '../../domain/notification/plan/pending-delivery.ts';
import { later } from '../../domain/policy/deadlines/notice.ts';
import type { PublishDecision } from '../../domain/policy/publishing/publish-decision.ts';
import { observedUntil, TRIAL } from '../../domain/policy/publishing/trial.ts';
import { announcedPolicy } from '../../domain/policy/settings/announced-policy.ts';
import type { Policy } from '../../domain/policy/settings/policy.ts';
import type { ParsedSchema } from '../../domain/schema/parse-schema.ts';
import type { SchemaVersion, Subject } from '../../domain/subject.ts';
import type { Write } from '../ports/store.ts';
import type { HeadComparison } from './compare-with-head.ts';
import type { RegisterRequest } from './register-schema.ts';

/** Unplanned or unsent after this, the sweep takes it up again. */
export const UNFINISHED_AFTER = 'PT15M';

export interface NewVersion {
  readonly request: RegisterRequest;
  readonly subject: Subject;
  readonly next: ParsedSchema;
  readonly policy: Policy;
  readonly comparison: HeadComparison;
  readonly decision: Extract<PublishDecision, { outcome: 'accepted' }>;
  readonly sunset: string | undefined;
  readonly sameAs: number | undefined;
  /** The head that a breaking version which goes live at once supersedes. */
  readonly superseded: SchemaVersion | undefined;
  /** Where it goes live at once: what looks at the breaking changes before it again. */
  readonly lookAgain: readonly Write[];
  /** When an earlier proposal announced the same change. */
  readonly noticeSince: string | undefined;
  readonly now: string;
  /** Of the announcement, if there is one, and of the audit entry. */
  readonly id: string;
}

/** Everything one accepted publish writes; constant in number, whatever the versions and consumers. */
export function planVersion(facts: NewVersion): {
  readonly writes: readonly Write[];
  readonly audit: AuditEntry;
  readonly version: SchemaVersion;
  readonly subject: Subject;
  readonly announcementId?: string;
} {
  const { request, next, decision, now } = facts;
  const before = facts.subject;
  const version = newVersion(facts);
  const goesLive = decision.status === 'active';
  const breaks = goesLiveBreaking(decision);
  const announcement = decision.announce ? newAnnouncement(facts, version.version) : undefined;
  const subject: Subject = {
    ...before,
    latest: version.version,
    ...(goesLive ? { head: version.version } : {}),
    generation: before.generation + (breaks ? 1 : 0),
    ...(announcement && decision.status === 'proposed' ? { proposal: announcement.id } : {}),
    ...(announcement && breaks ? { live: withLive(before, announcement.id) } : {}),
    ...(before.revision === 0 ? { createdAt: now } : {}),
    ...defined({ source: request.source }),
    ...(request.import ? { imported: version.version } : {}),
    ...(before.revision === 0 && (request.observe || request.import) ? observedUntil(later(utcDay(now), TRIAL)) : {}),
    revision: before.revision + 1,
  };
  const { fingerprint } = next;
  const writes: Write[] = [
    {
      put: 'subject',
      item: subject,
      ...(before.revision === 0
        ? { expect: 'absent' as const, was: undefined }
        : { expect: before.revision, was: before }),
    },
    { put: 'version', item: version, expect: 'absent' },
    {
      put: 'schema',
      item: { subject: subject.name, version: version.version, canonical: next.canonical },
      expect: 'absent',
    },
    { put: 'fingerprint', item: { subject: subject.name, fingerprint, version: version.version }, expect: 'any' },
    ...(request.import
      ? []
      : [{ put: 'delivery', item: registeredEvent(version, subject.ownerTeam), expect: 'absent' } as const]),
    ...(announcement ? [{ put: 'announcement', item: announcement, expect: 'absent' } as const] : []),
    ...facts.lookAgain,
    ...(facts.superseded ? [deprecate(facts.superseded, version.version, { now, sunset: facts.sunset })] : []),
  ];
  const audit = auditOf(facts, version);
  return { writes, audit, version, subject, ...(announcement ? { announcementId: announcement.id } : {}) };
}

/** Whether a version that breaks readers is live with its publish, without having waited as a proposal. */
export const goesLiveBreaking = (decision: NewVersion['decision']): boolean =>
  decision.status === 'active' && decision.announce === 'breaking' && !decision.observed;

const LIVE_CHANGES = 5;
/** The breaking changes of a subject that are live, with one more. */
export const withLive = ({ live = [] }: Subject, announcementId: string): readonly string[] =>
  [announcementId, ...live].slice(0, LIVE_CHANGES);

/** The former head, once a breaking successor is live. */
export function deprecate(
  version: SchemaVersion,
  successor: number,
  { now, sunset }: { readonly now: string; readonly sunset: string | undefined },
): Write {
  const item: SchemaVersion = {
    ...version,
    status: 'deprecated',
    deprecatedAt: now,
    ...defined({ sunset }),
    successor,
    revision: version.revision + 1,
  };
  return { put: 'version', item, expect: version.revision, was: version };
}

function newVersion({ request, subject, next, comparison, decision, sameAs, now, id }: NewVersion): SchemaVersion {
  return {
    subject: subject.name,
    version: subject.latest + 1,
    fingerprint: next.fingerprint,
    status: decision.status,
    ...defined({ sameAs }),
    ...(decision.announce ? { announcementId: id } : {}),
    ...defined({ manifest: request.manifest, source: request.source }),
    generation: subject.generation,
    ...defined({ judged: comparison.judged }),
    publishedAt: now,
    publishedBy: request.principal.id,
    revision: 1,
  };
}

function newAnnouncement(facts: NewVersion, version: number): Announcement {
  const { request, subject, comparison, decision, sunset, noticeSince, now, id } = facts;
  const { changes } = comparison;
  return {
    id,
    kind: decision.announce ?? 'breaking',
    status: 'planning',
    subject: subject.name,
    ownerTeam: subject.ownerTeam,
    version,
    previous: subject.head ?? version,
    generation: subject.generation,
    observed: decision.observed,
    live: decision.status === 'active',
    ...defined({ foundIn: request.foundIn }),
    ...(decision.status === 'active' ? { liveAt: now } : {}),
    ...defined({ noticeSince, sunset }),
    ...(request.emergency ? { emergency: { reason: request.emergency.reason, by: request.principal.id } } : {}),
    policy: announcedPolicy(facts.policy),
    ...defined({ manifest: request.manifest, source: request.source }),
    changes: boundedChanges(changes, ANNOUNCED_CHANGES),
    changeCount: changes.length,
    ...undecidedIn(comparison),
    ...defined({ judged: comparison.judged }),
    affected: 0,
    createdAt: now,
    createdBy: request.principal.id,
    dueAt: later(now, UNFINISHED_AFTER),
    revision: 1,
  };
}

function undecidedIn({ verdicts }: HeadComparison): Pick<Announcement, 'undecided'> {
  const { serving } = verdicts;
  if (serving.verdict !== 'undecided') return {};
  const { reason, pointer } = serving;
  return { undecided: { reason: boundedReason(reason), ...defined({ pointer }) } };
}

function registeredEvent({ subject, version, publishedAt }: SchemaVersion, team: string): Delivery {
  const id = registeredDeliveryId({ subject, version });
  return pendingDelivery({ id, kind: 'registered', channel: { kind: 'sns' }, subject, version, team }, publishedAt);
}

function auditOf({ request, decision, comparison, now, id }: NewVersion, version: SchemaVersion): AuditEntry {
  return {
    id,
    at: now,
    action: request.import ? 'version.imported' : 'version.registered',
    principal: request.principal.id,
    ...(request.principal.team ? { team: request.principal.team } : {}),
    ...(request.from ? { from: request.from } : {}),
    subject: version.subject,
    ...(decision.announce ? { announcementId: id } : {}),
    detail: {
      version: version.version,
      status: version.status,
      fingerprint: version.fingerprint,
      serving: comparison.verdicts.serving.verdict,
      training: comparison.verdicts.training.verdict,
      changes: comparison.changes.length,
      ...(request.emergency ? { emergency: request.emergency.reason } : {}),
      ...defined({ foundIn: request.foundIn }),
      ...(request.import && request.source?.commit ? { commit: request.source.commit } : {}),
      ...(request.import && request.source?.committedAt ? { committedAt: request.source.committedAt } : {}),
    },
  };
}
