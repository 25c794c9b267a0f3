import type { Announcement } from '../../announcement.ts';
import type { KillSwitchUse } from '../../kill-switch.ts';
import type { Migration } from '../../migration/migration.ts';

export interface KillSwitchMessage {
  readonly use: KillSwitchUse;
  readonly team: string;
  readonly subject: string;
  readonly version: number;
  /** Absent on a trial of a model to which nothing was announced yet. */
  readonly cause?: { readonly announcement: Announcement; readonly migration: Migration };
  readonly registryUrl: string;
}
