/** Who did what, when, from where; written in the transaction of what it tells of, never changed. */
export interface AuditEntry {
  /** ULID: sorts by time. */
  readonly id: string;
  readonly at: string;
  /** e.g. `version.registered`, `subscription.put`, `token.revoked`. */
  readonly action: string;
  readonly principal: string;
  readonly team?: string;
  /** Source address and user agent of the request, where there was one. */
  readonly from?: string;
  readonly subject?: string;
  readonly consumer?: string;
  readonly announcementId?: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** What it changed, one for each item of its transaction. Absent on entries of older releases. */
  readonly writes?: readonly AuditedWrite[];
}

/** One item before and after: only the members that differ, long ones cut, bodies of schemas and secrets never. */
export interface AuditedWrite {
  /** e.g. `migration`, `subject`. */
  readonly entity: string;
  readonly key: Readonly<Record<string, unknown>>;
  /** `null`: it did not exist. */
  readonly before: Readonly<Record<string, unknown>> | null;
  /** `null`: it was deleted. */
  readonly after: Readonly<Record<string, unknown>> | null;
  /** Too much was written at once: its members are left out. */
  readonly cut?: true;
}
