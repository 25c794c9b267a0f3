import { mayAdminister, mayManageConsumer } from '../../domain/access.ts';
import { APPROVAL_REASON, type Approval } from '../../domain/approval.ts';
import { dateText, isLater, isOver, utcDay } from '../../domain/date.ts';
import { defined } from '../../domain/defined.ts';
import { CHANGE_FINGERPRINT } from '../../domain/diff/change.ts';
import { DomainError } from '../../domain/errors.ts';
import { later } from '../../domain/policy/deadlines/notice.ts';
import type { Principal } from '../../domain/principal.ts';
import type { Subject } from '../../domain/subject.ts';
import { auditEntry } from '../audit-entry.ts';
import { contend } from '../contend.ts';
import { policyOf } from '../effective-policy.ts';
import { everyPage } from '../every-page.ts';
import { getSubject } from '../load-schema.ts';
import type { Store, Write } from '../ports/store.ts';
import type { WritePorts } from '../ports/write-ports.ts';

export interface ApproveRequest {
  readonly subject: string;
  /** Fingerprints of changes, as a check shows them: whether such a change exists is not known here. */
  readonly changes: readonly string[];
  /** Absent: all models of the principal's team that subscribe to the subject. */
  readonly consumers?: readonly string[];
  /** The date that it ends with. */
  readonly until: string;
  readonly reason: string;
  readonly principal: Principal;
  readonly from?: string;
}

export interface Approved {
  readonly outcome: 'created' | 'updated' | 'unchanged';
  readonly approval: Approval;
}

/** One item each, and the audit entry, of the hundred that a transaction takes. */
const AT_ONCE = 50;

/**
 * Keeps a team's word on changes that are not published yet, for each of its models; the same again changes nothing.
 * Throws `not-found`, `forbidden`, and `invalid-request` for a date that has passed or lies beyond the policy.
 */
export async function approveChanges(request: ApproveRequest, ports: WritePorts): Promise<readonly Approved[]> {
  for (const change of request.changes) checkFingerprint(change);
  const reason = request.reason.trim();
  if (reason.length < APPROVAL_REASON.minimum)
    throw invalid('/reason', `say in ${APPROVAL_REASON.minimum} characters or more why the change may come`);
  const subject = await getSubject(ports.store, request.subject);
  const models = await findModels(request, subject, ports.store);
  await checkDate(request, subject, ports);
  const wanted = [...new Set(request.changes)].flatMap((change) =>
    models.map((model) => ({ ...model, change, subject: subject.name })),
  );
  const approved: Approved[] = [];
  for (let start = 0; start < wanted.length; start += AT_ONCE) {
    const keys = wanted.slice(start, start + AT_ONCE);
    approved.push(
      ...(await contend(ports.pacer, `the approvals of ${subject.name}`, () =>
        tryApprove(keys, { ...request, reason }, ports),
      )),
    );
  }
  return approved;
}

/** Throws `invalid-request` for what no check shows. */
export function checkFingerprint(change: string): void {
  if (CHANGE_FINGERPRINT.test(change)) return;
  const shown = JSON.stringify(change.slice(0, 40));
  throw invalid('/changes', `${shown} is no change: take the 12 hexadecimal digits that forewarn check shows`);
}

const invalid = (pointer: string, detail: string): DomainError =>
  new DomainError('invalid-request', detail, { errors: [{ pointer, detail }] });

async function checkDate({ until }: ApproveRequest, subject: Subject, { store, clock }: WritePorts): Promise<void> {
  const now = clock.now();
  if (isOver(until, now)) throw invalid('/until', `${dateText(until)} has passed: name a date that lies ahead`);
  const { approval } = await policyOf(store, subject);
  const latest = later(utcDay(now), approval);
  if (isLater(until, latest))
    throw invalid(
      '/until',
      `${dateText(until)} is too far ahead: the policy lets an approval hold for ${approval}, until ${latest} at the latest`,
    );
}

interface Model {
  readonly consumer: string;
  readonly team: string;
}

/** The models that it is for: those named, if they are the principal's to speak for, or all of its team. */
async function findModels(request: ApproveRequest, subject: Subject, store: Store): Promise<readonly Model[]> {
  const { consumers, principal } = request;
  if (consumers) {
    const models: Model[] = [];
    for (const name of new Set(consumers)) models.push(await loadModel(name, { subject, principal }, store));
    return models;
  }
  const { team } = principal;
  if (team === undefined) throw invalid('/consumers', 'name the models: this token is of no team');
  const own = await subscribedOf(team, subject, store);
  const [first] = own;
  if (!first)
    throw new DomainError(
      'not-found',
      `no model of team ${team} subscribes to ${subject.name}: nothing to approve for`,
    );
  checkAccess(principal, first);
  return own;
}

async function subscribedOf(team: string, subject: Subject, store: Store): Promise<readonly Model[]> {
  return (await everyPage((page) => store.listSubscriptionsOfSubject(subject.name, page))).filter(
    (subscription) => subscription.team === team,
  );
}

async function loadModel(
  name: string,
  { subject, principal }: { readonly subject: Subject; readonly principal: Principal },
  store: Store,
): Promise<Model> {
  const subscription = await store.find('subscription', { consumer: name, subject: subject.name });
  if (!subscription)
    throw new DomainError(
      'not-found',
      `${name} does not subscribe to ${subject.name}, so nothing there is its to approve; forewarn consumers lists the models`,
    );
  checkAccess(principal, subscription);
  return subscription;
}

/** Throws `forbidden` unless the principal speaks for the model: its own team, or an administrator in its place. */
export function checkAccess(principal: Principal, { consumer, team }: Model): void {
  const access = mayManageConsumer(principal, { name: consumer, team });
  if (access.allowed || mayAdminister(principal).allowed) return;
  throw new DomainError(
    'forbidden',
    `${access.detail}; a change is approved for ${consumer} with a token of its own team that has the verb "subscribe", or by an administrator`,
  );
}

async function tryApprove(
  keys: readonly (Model & { readonly change: string; readonly subject: string })[],
  request: ApproveRequest,
  ports: WritePorts,
): Promise<readonly Approved[] | 'lost'> {
  const now = ports.clock.now();
  const approved: Approved[] = [];
  const writes: Write[] = [];
  for (const { subject, change, consumer, team } of keys) {
    const known = await ports.store.find('approval', { subject, change, consumer });
    const { until, reason, principal } = request;
    if (known && known.team === team && known.until === until && known.reason === reason) {
      approved.push({ outcome: 'unchanged', approval: known });
      continue;
    }
    const revision = (known?.revision ?? 0) + 1;
    const item: Approval = { subject, change, consumer, team, until, reason, by: principal.id, at: now, revision };
    approved.push({ outcome: known ? 'updated' : 'created', approval: item });
    writes.push({ put: 'approval', item, expect: known?.revision ?? 'absent', was: known });
  }
  if (writes.length === 0) return approved;
  return (await ports.store.commit(writes, auditOf(request, approved, { ports, now }))) === 'lost' ? 'lost' : approved;
}

function auditOf(
  request: ApproveRequest,
  approved: readonly Approved[],
  { ports, now }: { readonly ports: WritePorts; readonly now: string },
) {
  const given = approved.filter(({ outcome }) => outcome !== 'unchanged').map(({ approval }) => approval);
  const consumers = [...new Set(given.map(({ consumer }) => consumer))];
  const [only] = consumers;
  const { principal, from, subject, until, reason } = request;
  return auditEntry({
    principal,
    ...defined({ from }),
    ports,
    now,
    action: 'change.approved',
    subject,
    ...(consumers.length === 1 && only !== undefined ? { consumer: only } : {}),
    detail: { changes: [...new Set(given.map(({ change }) => change))], consumers, until, reason },
  });
}
