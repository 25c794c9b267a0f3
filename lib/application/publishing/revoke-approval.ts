import { defined } from '../../domain/defined.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Principal } from '../../domain/principal.ts';
import { auditEntry } from '../audit-entry.ts';
import { contend } from '../contend.ts';
import type { WritePorts } from '../ports/write-ports.ts';
import { checkAccess, checkFingerprint } from './approve-changes.ts';

/**
 * Takes a team's word on a change back, from the next check on; what was published meanwhile stays as it is. The team that
 * gave it may, the one that owns the model now, or an administrator. Throws `not-found`, `forbidden`.
 */
export async function revokeApproval(
  request: {
    readonly subject: string;
    readonly change: string;
    readonly consumer: string;
    readonly principal: Principal;
    readonly from?: string;
  },
  ports: WritePorts,
): Promise<void> {
  const { subject, change, consumer, principal, from } = request;
  checkFingerprint(change);
  await contend(ports.pacer, `the approvals of ${subject}`, async () => {
    const { store } = ports;
    const approval = await store.find('approval', { subject, change, consumer });
    if (!approval)
      throw new DomainError(
        'not-found',
        `${consumer} has no approval of ${change}; forewarn approvals --subject ${subject} lists those that exist`,
      );
    const owner = await store.find('consumer', { name: consumer });
    const team = owner !== undefined && principal.team === owner.team ? owner.team : approval.team;
    checkAccess(principal, { consumer, team });
    const { until, reason, by } = approval;
    const audit = auditEntry({
      principal,
      ...defined({ from }),
      ports,
      now: ports.clock.now(),
      action: 'approval.revoked',
      subject,
      consumer,
      detail: { change, until, reason, by },
    });
    const key = { subject, change, consumer };
    return await store.commit([{ delete: 'approval', key, expect: approval.revision, was: approval }], audit);
  });
}
