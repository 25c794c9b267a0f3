import type { JsonValue } from '../domain/schema/json.ts';

/** Another registry, whose versions are told of here. */
export interface WatchedRegistry {
  /** What it is called, e.g. `schemas.example.com`. */
  readonly host: string;
  /** Sorted. */
  listSubjects(): Promise<readonly string[]>;
  /** Oldest first; none where the subject was deleted meanwhile. */
  listVersions(subject: string): Promise<readonly number[]>;
  /** `undefined` where it was deleted meanwhile. */
  findVersion(subject: string, wanted: number | 'latest'): Promise<WatchedVersion | undefined>;
  findCompatibility(subject: string): Promise<string | undefined>;
}

export interface WatchedVersion {
  readonly version: number;
  readonly isJsonSchema: boolean;
  /** When it was registered there, where that is known (UTC ISO 8601). */
  readonly date?: string;
  /** With all that it refers to, as one schema. */
  load(): Promise<JsonValue>;
}

/** A registry, the other or ours, that cannot be reached now: what is left is not tried. */
export class RegistryUnreachable extends Error {
  override readonly name = 'RegistryUnreachable';
}
