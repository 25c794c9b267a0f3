import { mayAdminister } from '../../domain/access.ts';
import { defined } from '../../domain/defined.ts';
import { DomainError } from '../../domain/errors.ts';
import { findTrialObstacle, observedUntil } from '../../domain/policy/publishing/trial.ts';
import { effectiveFloors } from '../../domain/policy/settings/floors.ts';
import type { PolicyOverrides } from '../../domain/policy/settings/policy.ts';
import type { Principal } from '../../domain/principal.ts';
import type { SchemaVersion, Subject } from '../../domain/subject.ts';
import { auditEntry } from '../audit-entry.ts';
import { contend } from '../contend.ts';
import { refuseBelow } from '../effective-policy.ts';
import { loadOwned } from '../load-owned.ts';
import { checkName } from '../load-publisher.ts';
import { getSubject, getVersion } from '../load-schema.ts';
import type { WritePorts } from '../ports/write-ports.ts';
import { requireAllowedPlaces } from './allow-places.ts';

interface SubjectRequest {
  readonly subject: string;
  readonly principal: Principal;
  readonly from?: string;
}

/**
 * The owner's settings of a subject: the policy's overrides and the producer's channel, as a whole. Throws
 * `invalid-request` with what is allowed, where the policy goes below the organisation's floors.
 */
export async function putSubjectPolicy(
  request: SubjectRequest & { readonly policy: PolicyOverrides; readonly channel?: string },
  ports: WritePorts,
): Promise<Subject> {
  const { policy, channel } = request;
  if (policy.fallbackChannel !== undefined) {
    const detail = 'fallbackChannel is the organisation’s: an administrator sets it without a subject';
    const errors = [{ pointer: '/policy/fallbackChannel', detail }];
    throw new DomainError('invalid-request', detail, { errors });
  }
  return await changeSubject({
    request,
    ports,
    action: 'subject.policy-set',
    detail: () => ({ policy, channel: channel ?? null }),
    load: async () => {
      const subject = await loadOwned(request, ports.store);
      const organisation = await ports.store.find('organisation', {});
      refuseBelow(effectiveFloors(organisation?.floors), policy, '/policy');
      const at = { channel: '/channel', group: '/channel' };
      await requireAllowedPlaces(subject.ownerTeam, { channel, at }, ports.store);
      return subject;
    },
    change: ({ channel: _, ...subject }) => ({ ...subject, policy, ...defined({ channel }) }),
  });
}

/**
 * Has a subject observed until a moment, or no more: then its readers are told from now on. Throws `conflict` where that
 * would silence what readers count on.
 */
export async function observeSubject(
  request: SubjectRequest & { readonly until: string | undefined },
  ports: WritePorts,
): Promise<Subject> {
  const { until } = request;
  return await changeSubject({
    request,
    ports,
    action: until === undefined ? 'subject.observation-ended' : 'subject.observed',
    detail: () => ({ until: until ?? null }),
    load: async () => {
      const subject = await loadOwned(request, ports.store);
      const obstacle = until === undefined ? undefined : findTrialObstacle(subject, until, ports.clock.now());
      if (obstacle !== undefined) throw new DomainError('conflict', obstacle);
      return subject;
    },
    change: ({ observeUntil: _, dueAt: __, ...subject }) => ({
      ...subject,
      ...(until === undefined ? {} : observedUntil(until)),
    }),
  });
}

/** Gives a subject to another team; an administrator's act. */
export async function transferSubject(
  request: SubjectRequest & { readonly team: string },
  ports: WritePorts,
): Promise<Subject> {
  checkName(request.team, 'team');
  if (!(await ports.store.find('team', { name: request.team })))
    throw new DomainError('not-found', `there is no team ${request.team}; create it with \`forewarn teams create\``);
  return await changeSubject({
    request,
    ports,
    action: 'subject.transferred',
    detail: () => ({ team: request.team }),
    load: () => loadAsAdministrator(request, ports),
    change: (subject) => ({ ...subject, ownerTeam: request.team }),
  });
}

async function loadAsAdministrator({ subject, principal }: SubjectRequest, { store }: WritePorts): Promise<Subject> {
  const access = mayAdminister(principal);
  if (!access.allowed) throw new DomainError('forbidden', access.detail);
  return await getSubject(store, subject);
}

async function changeSubject(input: {
  readonly request: SubjectRequest;
  readonly ports: WritePorts;
  readonly action: string;
  readonly detail: (subject: Subject) => Readonly<Record<string, unknown>>;
  readonly load: () => Promise<Subject>;
  readonly change: (subject: Subject) => Subject;
}): Promise<Subject> {
  const { request, ports, action, detail, load, change } = input;
  return await contend(ports.pacer, request.subject, async () => {
    const subject = await load();
    const changed: Subject = { ...change(subject), revision: subject.revision + 1 };
    const now = ports.clock.now();
    const entry = auditEntry({ ...request, ports, now, action, detail: detail(subject) });
    const result = await ports.store.commit(
      [{ put: 'subject', item: changed, expect: subject.revision, was: subject }],
      entry,
    );
    return result === 'lost' ? 'lost' : changed;
  });
}

/** Ends a version that is live no more: neither the head nor a proposal. A repeat changes nothing. */
export async function retireVersion(
  request: SubjectRequest & { readonly version: string },
  ports: WritePorts,
): Promise<SchemaVersion> {
  return await contend(ports.pacer, request.subject, async () => {
    const subject = await loadOwned(request, ports.store);
    const version = await getVersion(ports.store, subject, request.version);
    if (version.status === 'retired') return version;
    if (version.version === subject.head || version.status === 'proposed' || version.status === 'withdrawn')
      throw new DomainError(
        'conflict',
        `${subject.name} v${version.version} is ${version.version === subject.head ? 'the head' : version.status}: only a former live version can be retired`,
      );
    const now = ports.clock.now();
    const retired: SchemaVersion = { ...version, status: 'retired', revision: version.revision + 1 };
    const detail = { version: version.version };
    const entry = auditEntry({ ...request, ports, now, action: 'version.retired', detail });
    const result = await ports.store.commit(
      [{ put: 'version', item: retired, expect: version.revision, was: version }],
      entry,
    );
    return result === 'lost' ? 'lost' : retired;
  });
}
