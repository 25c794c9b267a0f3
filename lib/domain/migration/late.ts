/** Whoever subscribed, read more or went back to an old version once the readers of a change had been looked up. */
export interface Late {
  /** UTC ISO 8601. */
  readonly at: string;
  /**
   * Since when nothing waited for it any more: the gate had opened, or the latest date that was agreed was over. It is
   * shown as what will break, and holds nothing. Absent: it holds the release until its own date, as all do.
   */
  readonly over?: string;
}
