import type { AuditEntry } from '../domain/audit.ts';
import type { Principal } from '../domain/principal.ts';
import type { IdSource } from './ports/ids.ts';

/** The audit entry of one principal's act; `from` is the request's address and user agent. */
export function auditEntry(input: {
  readonly ports: { readonly ids: IdSource };
  readonly now: string;
  readonly action: string;
  readonly principal: Principal;
  readonly from?: string;
  readonly subject?: string;
  readonly consumer?: string;
  readonly announcementId?: string;
  readonly detail: AuditEntry['detail'];
}): AuditEntry {
  const { ports, now, action, principal, from, subject, consumer, announcementId, detail } = input;
  return {
    id: ports.ids.next(now),
    at: now,
    action,
    principal: principal.id,
    ...(principal.team ? { team: principal.team } : {}),
    ...(from ? { from } : {}),
    ...(subject ? { subject } : {}),
    ...(consumer ? { consumer } : {}),
    ...(announcementId ? { announcementId } : {}),
    detail,
  };
}
