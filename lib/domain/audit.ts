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
}
