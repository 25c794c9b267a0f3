import type { CompatibilityMode } from '../../domain/policy/settings/policy.ts';
import type { ParsedSchema } from '../../domain/schema/parse-schema.ts';
import type { Source } from '../../domain/subject.ts';

/** Another registry, whose new versions are told of here. */
export interface WatchedRegistry {
  /** What it is called, e.g. `schemas.example.com`. */
  readonly host: string;
  /** Sorted. */
  listSubjects(): Promise<readonly string[]>;
  /** Oldest first; none if the subject was deleted meanwhile. */
  listVersions(subject: string): Promise<readonly number[]>;
  /** `undefined` where it was deleted meanwhile. */
  findVersion(subject: string, wanted: number | 'latest'): Promise<WatchedVersion | undefined>;
  /** The mode that is in force for a subject there, by its name there. */
  findCompatibility(subject: string): Promise<string | undefined>;
}

export interface WatchedVersion {
  readonly version: number;
  readonly isJsonSchema: boolean;
  readonly source: Source;
  /** With all that it refers to, as one schema; throws where that cannot be. */
  load(): Promise<ParsedSchema>;
}

/** Where what was found is registered: a function does it itself, the command line asks the registry's API. */
export interface FindingsRegistry {
  /** `undefined` where the subject has no version yet. */
  findSubject(name: string): Promise<KnownSubject | undefined>;
  /** Registers a version as found in `foundIn`: active at once, its readers told. */
  register(finding: Finding): Promise<Registered>;
  setCompatibility(subject: string, mode: CompatibilityMode): Promise<void>;
}

export interface KnownSubject {
  readonly isRetired: boolean;
  readonly hasCompatibility: boolean;
  /** Whether the subject ever had this content. */
  hasContent(fingerprint: string): Promise<boolean>;
}

export interface Finding {
  readonly subject: string;
  readonly schema: ParsedSchema;
  readonly foundIn: string;
  readonly source: Source;
  /** Of a new subject: its first 30 days are only observed. */
  readonly observe: boolean;
}

export interface Registered {
  readonly version: number;
  readonly isNew: boolean;
  /** Readers are told of it, or would be if it were not only observed. */
  readonly announcementId?: string;
}

/** A registry, the other or ours, that cannot be reached now: what is left is not tried. */
export class RegistryUnreachable extends Error {
  override readonly name = 'RegistryUnreachable';
}
