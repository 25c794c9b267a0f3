export interface Clock {
  /** UTC ISO 8601 with milliseconds. */
  now(): string;
}

/** Waits before another try at a lost race: longer with each attempt, never alike for two. */
export interface Pacer {
  pause(attempt: number): Promise<void>;
}
