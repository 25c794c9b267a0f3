import type { Announcement } from '../../domain/announcement.ts';
import type { Approval } from '../../domain/approval.ts';
import type { Consumer, Subscription } from '../../domain/consumer.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Environment, ModelDeployment, SubjectDeployment } from '../../domain/deployment.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import type { FloorOverrides } from '../../domain/policy/settings/floors.ts';
import type { PolicyOverrides } from '../../domain/policy/settings/policy.ts';
import type { ApiToken, Identity, Team } from '../../domain/principal.ts';
import type { SchemaVersion, Subject } from '../../domain/subject.ts';

/** Everything stored, by kind; the key of each is what `KeyOf` says. */
export interface Entities {
  subject: Subject;
  version: SchemaVersion;
  /** A version's body: canonical JSON, immutable. */
  schema: { readonly subject: string; readonly version: number; readonly canonical: string };
  /** The newest version with that content. */
  fingerprint: { readonly subject: string; readonly fingerprint: string; readonly version: number };
  consumer: Consumer;
  subscription: Subscription;
  announcement: Announcement;
  migration: Migration;
  delivery: Delivery;
  modelDeployment: ModelDeployment;
  subjectDeployment: SubjectDeployment;
  environment: Environment;
  team: Team;
  /** Held by one team, so that two never own the same prefix. */
  prefix: { readonly prefix: string; readonly team: string };
  identity: Identity;
  token: ApiToken;
  /** `floors`: absent on one of before there were any. */
  organisation: { readonly policy: PolicyOverrides; readonly floors?: FloorOverrides; readonly revision: number };
  /** How far the watch over another registry has come: `after` is the last subject that was looked at, where not all were. */
  watch: { readonly registry: string; readonly after?: string; readonly revision: number };
  /** How far announcements were looked through for those that an older engine judged; one for the whole registry. */
  upgrade: Upgrade;
  /** Gone some time after its date; see `APPROVAL_KEPT_DAYS`. */
  approval: Approval;
}

export type EntityKind = keyof Entities;

/** What waits to go live is looked at before what is live. */
export interface Upgrade {
  readonly engine: number;
  readonly round: 'waiting' | 'live' | 'done';
  /** Where the round goes on, of the listing of subjects. */
  readonly after?: string;
  readonly revision: number;
}

export interface Keys {
  subject: { readonly name: string };
  version: { readonly subject: string; readonly version: number };
  schema: { readonly subject: string; readonly version: number };
  fingerprint: { readonly subject: string; readonly fingerprint: string };
  consumer: { readonly name: string };
  subscription: { readonly consumer: string; readonly subject: string };
  announcement: { readonly id: string };
  migration: { readonly announcementId: string; readonly team: string; readonly consumer: string };
  delivery: { readonly id: string };
  modelDeployment: { readonly consumer: string; readonly environment: string };
  subjectDeployment: { readonly subject: string; readonly environment: string };
  environment: { readonly name: string };
  team: { readonly name: string };
  prefix: { readonly prefix: string };
  identity: { readonly issuer: string; readonly subject: string };
  token: { readonly id: string };
  organisation: Readonly<Record<never, never>>;
  watch: { readonly registry: string };
  upgrade: Readonly<Record<never, never>>;
  approval: { readonly subject: string; readonly change: string; readonly consumer: string };
}
