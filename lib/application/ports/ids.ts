export interface IdSource {
  /** A ULID for that moment: sorts by time, monotonic within a process. */
  next(at: string): string;
}
