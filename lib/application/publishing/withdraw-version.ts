import type { Announcement } from '../../domain/announcement.ts';
import { DomainError } from '../../domain/errors.ts';
import { later } from '../../domain/policy/deadlines/notice.ts';
import type { Principal } from '../../domain/principal.ts';
import type { SchemaVersion } from '../../domain/subject.ts';
import { auditEntry } from '../audit-entry.ts';
import { contend } from '../contend.ts';
import { loadOwned } from '../load-owned.ts';
import { getVersion } from '../load-schema.ts';
import type { WritePorts } from '../ports/write-ports.ts';
import { UNFINISHED_AFTER } from './version-writes.ts';

export interface WithdrawRequest {
  readonly subject: string;
  readonly version: string;
  readonly reason: string;
  readonly principal: Principal;
  readonly from?: string;
}

/**
 * Takes a proposed version back, and its announcement in the same transaction; `closeWithdrawn` follows from the stream.
 * A repeat changes nothing. A live version is taken back by publishing the old shape.
 */
export async function withdrawVersion(request: WithdrawRequest, ports: WritePorts): Promise<SchemaVersion> {
  return await contend(ports.pacer, request.subject, () => tryWithdraw(request, ports));
}

async function tryWithdraw(request: WithdrawRequest, ports: WritePorts): Promise<SchemaVersion | 'lost'> {
  const subject = await loadOwned(request, ports.store);
  const version = await getVersion(ports.store, subject, request.version);
  const announcement = version.announcementId
    ? await ports.store.find('announcement', { id: version.announcementId })
    : undefined;
  if (version.status === 'withdrawn') return version;
  if (version.status !== 'proposed')
    throw new DomainError(
      'conflict',
      `${subject.name} v${version.version} is ${version.status}: only a proposal can be withdrawn; publish the old shape instead`,
    );
  const now = ports.clock.now();
  const withdrawn: SchemaVersion = { ...version, status: 'withdrawn', revision: version.revision + 1 };
  const closed: Announcement | undefined = announcement && {
    ...announcement,
    status: 'withdrawn',
    // Until its migrations are closed too; the stream hands that on, the sweep makes sure of it.
    dueAt: later(now, UNFINISHED_AFTER),
    revision: announcement.revision + 1,
  };
  const result = await ports.store.commit(
    [
      { put: 'version', item: withdrawn, expect: version.revision, was: version },
      ...(closed && announcement
        ? [{ put: 'announcement', item: closed, expect: announcement.revision, was: announcement } as const]
        : []),
    ],
    auditEntry({
      ...request,
      ports,
      now,
      action: 'version.withdrawn',
      subject: subject.name,
      ...(announcement ? { announcementId: announcement.id } : {}),
      detail: { version: version.version, reason: request.reason },
    }),
  );
  return result === 'lost' ? 'lost' : withdrawn;
}
