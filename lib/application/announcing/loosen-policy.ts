import type { Announcement } from '../../domain/announcement.ts';
import { defined } from '../../domain/defined.ts';
import { DomainError } from '../../domain/errors.ts';
import { later } from '../../domain/policy/deadlines/notice.ts';
import { announcedPolicy, type Loosened } from '../../domain/policy/settings/announced-policy.ts';
import { effectiveFloors } from '../../domain/policy/settings/floors.ts';
import { type Loosening, loosen, type PolicyChange } from '../../domain/policy/settings/loosen.ts';
import { type Asking, requireAdmin } from '../administration/require-admin.ts';
import { auditEntry } from '../audit-entry.ts';
import { contend } from '../contend.ts';
import { policyFor } from '../effective-policy.ts';
import type { Store } from '../ports/store.ts';
import type { WritePorts } from '../ports/write-ports.ts';
import { UNFINISHED_AFTER } from '../publishing/version-writes.ts';

export interface LoosenRequest extends Asking {
  readonly announcement: string;
  readonly policy: Loosening;
  /** Told to everyone who still has to answer, and kept. */
  readonly reason: string;
}
export interface LoosenOutcome {
  readonly outcome: 'loosened' | 'unchanged';
  readonly announcement: Announcement;
  /** What differs from what it went by until now. */
  readonly changes: readonly PolicyChange[];
}

/**
 * Gives an announcement that waits looser values than it was made under; an administrator's alone. `tellLoosened` follows
 * from the stream. Throws `forbidden`, `not-found`, `conflict` where nothing waits for it any more, and `invalid-request`
 * with each value that may not be.
 */
export async function loosenPolicy(request: LoosenRequest, ports: WritePorts): Promise<LoosenOutcome> {
  requireAdmin(request.principal);
  return await contend(ports.pacer, `announcement ${request.announcement}`, () => tryLoosen(request, ports));
}

async function tryLoosen(request: LoosenRequest, ports: WritePorts): Promise<LoosenOutcome | 'lost'> {
  const { store } = ports;
  const { principal, from, reason } = request;
  const announcement = await getWaiting(request.announcement, store);
  const [subject, organisation] = await Promise.all([
    store.find('subject', { name: announcement.subject }),
    store.find('organisation', {}),
  ]);
  const current = announcedPolicy(await policyFor(announcement, subject, store));
  const madeUnder = announcement.loosened?.madeUnder ?? current;
  const floors = effectiveFloors(organisation?.floors);
  const decision = loosen({ madeUnder, current, values: request.policy, floors });
  if (decision.outcome === 'unchanged') return { outcome: 'unchanged', announcement, changes: [] };
  if (decision.outcome === 'refused') throw refused(decision.errors);
  const now = ports.clock.now();
  const { policy, changes } = decision;
  const item = withLoosened({ ...announcement, policy }, { at: now, by: principal.id, reason, madeUnder });
  const audit = auditEntry({
    ...{ principal, ...defined({ from }), ports, now },
    action: 'announcement.policy-loosened',
    subject: announcement.subject,
    announcementId: announcement.id,
    detail: { reason, changes },
  });
  const write = { put: 'announcement' as const, item, expect: announcement.revision, was: announcement };
  if ((await store.commit([write], audit)) === 'lost') return 'lost';
  return { outcome: 'loosened', announcement: item, changes };
}

/** As it stands until its readers were told; the end of a subject is looked at by itself, and tells them first. */
const withLoosened = (announcement: Announcement, loosened: Omit<Loosened, 'told'>): Announcement => ({
  ...announcement,
  loosened: { ...loosened, told: false },
  dueAt: announcement.dueAt ?? later(loosened.at, UNFINISHED_AFTER),
  revision: announcement.revision + 1,
});

/** An announcement whose gate still waits for somebody. */
async function getWaiting(id: string, store: Store): Promise<Announcement> {
  const announcement = await store.find('announcement', { id });
  if (!announcement) throw new DomainError('not-found', `there is no announcement ${JSON.stringify(id.slice(0, 40))}`);
  const { subject, version, status, live, supersededBy } = announcement;
  const name = `${subject} v${version}`;
  if (supersededBy !== undefined)
    throw new DomainError('conflict', `${name} was superseded: loosen announcement ${supersededBy} instead`);
  if (status === 'planning')
    throw new DomainError('unavailable', `the readers of ${name} are still being looked up; try again in a moment`);
  if (status !== 'open' || live)
    throw new DomainError(
      'conflict',
      `${name} is ${live ? 'live' : status}: nothing waits for its announcement, whatever its policy`,
    );
  return announcement;
}

const refused = (errors: readonly { readonly pointer: string; readonly detail: string }[]): DomainError =>
  new DomainError('invalid-request', errors.map(({ detail }) => detail).join('; '), {
    errors: errors.map(({ pointer, detail }) => ({ pointer: `/policy${pointer}`, detail })),
  });
