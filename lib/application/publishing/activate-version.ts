import { mayAdminister } from '../../domain/access.ts';
import type { Announcement } from '../../domain/announcement.ts';
import { dateText, isOver } from '../../domain/date.ts';
import { defined } from '../../domain/defined.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { type Blocker, environmentsAsked } from '../../domain/policy/gate/gate.ts';
import { type Affected, affectedAmong, type GateModel } from '../../domain/policy/gate/gate-answer.ts';
import type { Emergency } from '../../domain/policy/publishing/publish-decision.ts';
import type { Principal } from '../../domain/principal.ts';
import type { SchemaVersion, Subject } from '../../domain/subject.ts';
import { allMigrations } from '../announcing/all-migrations.ts';
import { withNews } from '../announcing/tell-live.ts';
import { auditEntry } from '../audit-entry.ts';
import { contend } from '../contend.ts';
import { askStale } from '../deploying/gate.ts';
import { modelsAtGate } from '../deploying/models-at-gate.ts';
import { policyFor } from '../effective-policy.ts';
import { loadOwned } from '../load-owned.ts';
import { getSubject, getVersion } from '../load-schema.ts';
import type { Store, Write } from '../ports/store.ts';
import type { WritePorts } from '../ports/write-ports.ts';
import { goLive } from './go-live.ts';
import { lookAgainWrites } from './revert.ts';

export interface ActivateRequest {
  readonly subject: string;
  readonly version: string;
  readonly emergency?: Emergency;
  readonly principal: Principal;
  readonly from?: string;
}

/** `willBreak`, `mayBreak`: of what went live now. */
export interface ActivateOutcome extends Affected {
  readonly outcome: 'activated' | 'unchanged';
  readonly subject: Subject;
  readonly version: SchemaVersion;
}

/**
 * Makes a proposed version the head, once every affected model has migrated or its date has passed; earlier only as an
 * emergency, which is audited. Throws `gate-closed` with who blocks and until when, `conflict` for what is no proposal.
 */
export async function activateVersion(request: ActivateRequest, ports: WritePorts): Promise<ActivateOutcome> {
  return await contend(ports.pacer, request.subject, async () => {
    const isAdministrator = mayAdminister(request.principal).allowed;
    const subject = isAdministrator
      ? await getSubject(ports.store, request.subject)
      : await loadOwned(request, ports.store);
    const version = await getVersion(ports.store, subject, request.version);
    if (version.version === subject.head) return { outcome: 'unchanged', subject, version, ...affectedAmong([]) };
    if (subject.status === 'retired')
      throw new DomainError(
        'conflict',
        `${subject.name} is retired: nothing goes live there; publish to its successor`,
      );
    const proposal = await loadProposal(subject, version, ports.store);
    const now = ports.clock.now();
    const policy = await policyFor(proposal.announcement, subject, ports.store);
    const { migrations } = proposal;
    const environments = environmentsAsked(migrations, policy, now);
    const models = await modelsAtGate({ migrations, policy, environments, now }, ports.store);
    await askStale({ ...proposal, models, now }, ports.store);
    const holding = models.filter(({ blocks }) => blocks);
    const blockers = holding.filter(
      ({ administratorAfter }) =>
        !(isAdministrator && administratorAfter !== undefined && isOver(administratorAfter, now)),
    );
    const { emergency } = request;
    if (blockers.length > 0 && !emergency) throw gateClosed(version, blockers);
    const head = subject.head === undefined ? undefined : await getVersion(ports.store, subject, 'head');
    const { sunset } = proposal.announcement;
    const live = goLive({ subject, version, head, breaking: proposal.announcement.id, sunset, now });
    const { openedAt = holding.length === 0 ? now : undefined } = proposal.announcement;
    const announcement = withNews(
      { ...proposal.announcement, ...defined({ openedAt }) },
      { kind: emergency && holding.length > 0 ? 'emergency' : 'live', at: now },
      emergency && { reason: emergency.reason, by: request.principal.id },
    );
    const writes: Write[] = [
      ...live.writes,
      { put: 'announcement', item: announcement, expect: proposal.announcement.revision, was: proposal.announcement },
      ...(await lookAgainWrites(subject, ports.store, now)),
    ];
    const audit = auditEntry({
      ...request,
      ports,
      now,
      action: request.emergency ? 'version.activated-as-emergency' : 'version.activated',
      subject: subject.name,
      announcementId: announcement.id,
      detail: { version: version.version, former: subject.head ?? null, emergency: request.emergency?.reason ?? null },
    });
    if ((await ports.store.commit(writes, audit)) === 'lost') return 'lost';
    return { outcome: 'activated', subject: live.subject, version: live.version, ...affectedAmong(models) };
  });
}

async function loadProposal(
  subject: Subject,
  version: SchemaVersion,
  store: Store,
): Promise<{ announcement: Announcement; migrations: readonly Migration[] }> {
  const name = `${subject.name} v${version.version}`;
  if (version.status !== 'proposed' || !version.announcementId)
    throw new DomainError('conflict', `${name} is ${version.status}: only a proposed version can go live`);
  const announcement = await store.find('announcement', { id: version.announcementId });
  if (!announcement || announcement.status === 'planning')
    throw new DomainError('unavailable', `the readers of ${name} are still being looked up; try again in a moment`);
  if (announcement.generation !== subject.generation)
    throw new DomainError(
      'conflict',
      `${name} was compared with v${announcement.previous}, and another breaking version went live since: publish it again`,
    );
  return { announcement, migrations: await allMigrations(store, announcement.id) };
}

function gateClosed(version: SchemaVersion, models: readonly GateModel[]): DomainError {
  const blockers = models.map(
    ({ consumer, team, state, deadline, holdsUntil, administratorAfter, untold }): Blocker => ({
      consumer,
      team,
      state: state.name,
      deadline,
      ...defined({ holdsUntil, administratorAfter, untold }),
    }),
  );
  const first = blockers[0];
  const when = first?.holdsUntil
    ? `until ${dateText(first.holdsUntil)}`
    : `until it answers or, after ${dateText(first?.administratorAfter ?? '')}, an administrator activates it`;
  const said = first?.untold === undefined ? first?.state : `never told: ${first.untold}`;
  const others = blockers.length > 1 ? ` and ${blockers.length - 1} more` : '';
  return new DomainError(
    'gate-closed',
    `${version.subject} v${version.version} waits for ${first?.consumer} (${first?.team}, ${said}) ${when}${others}; ` +
      'earlier only with --emergency --reason',
    { extensions: { blockers } },
  );
}
