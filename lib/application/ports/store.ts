import type { Announcement } from '../../domain/announcement.ts';
import type { Approval } from '../../domain/approval.ts';
import type { AuditEntry } from '../../domain/audit.ts';
import type { Consumer, Subscription } from '../../domain/consumer.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Environment, ModelDeployment, SubjectDeployment } from '../../domain/deployment.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import type { ApiToken, Identity, Team } from '../../domain/principal.ts';
import type { SchemaVersion, Subject } from '../../domain/subject.ts';
import type { Entities, EntityKind, Keys } from './entities.ts';

/** `absent`: must not exist yet. A number: must exist with that `revision`. `any`: whatever was there. */
export type Expectation = 'absent' | 'any' | number;

/**
 * One item of a transaction. A put carries the whole new state; its `revision` is the one it will have. Whoever changes
 * or deletes something says what it was (`was`), for the audit trail: what is new was nothing.
 */
export type Write = {
  [K in EntityKind]:
    | { readonly put: K; readonly item: Entities[K]; readonly expect: 'absent' | 'any'; readonly was?: undefined }
    | {
        readonly put: K;
        readonly item: Entities[K];
        readonly expect: 'absent' | number;
        readonly was: Entities[K] | undefined;
      }
    | { readonly delete: K; readonly key: Keys[K]; readonly expect: Expectation; readonly was: Entities[K] }
    /** Writes nothing, but loses the transaction if the entity moved on. */
    | { readonly check: K; readonly key: Keys[K]; readonly expect: Expectation };
}[EntityKind];

export interface Page {
  readonly limit: number;
  /** As a former answer's `nextCursor` gave it; a malformed one is an `invalid-request`. */
  readonly cursor?: string;
}

export interface PageOf<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

/** What the sweep finds due: only keys, the state is read afresh. */
export type DueItem =
  | { readonly kind: 'announcement'; readonly key: Keys['announcement']; readonly dueAt: string }
  | { readonly kind: 'migration'; readonly key: Keys['migration']; readonly dueAt: string }
  | { readonly kind: 'delivery'; readonly key: Keys['delivery']; readonly dueAt: string }
  | { readonly kind: 'subject'; readonly key: Keys['subject']; readonly dueAt: string };

/**
 * Reads and transactions over everything stored. Reads by key are strongly consistent; listings are by an index and may
 * lag by moments, except those said to be consistent.
 */
export interface Store {
  find<K extends EntityKind>(kind: K, key: Keys[K]): Promise<Entities[K] | undefined>;

  /** Sorted by name. */
  listSubjects(page: Page): Promise<PageOf<Subject>>;
  /** Newest first; consistent. */
  listVersions(subject: string, page: Page): Promise<PageOf<SchemaVersion>>;
  /** Sorted by name. */
  listConsumers(page: Page): Promise<PageOf<Consumer>>;
  /** Sorted by consumer; consistent. */
  listSubscriptionsOfSubject(subject: string, page: Page): Promise<PageOf<Subscription>>;
  listSubscriptionsOfConsumer(consumer: string, page: Page): Promise<PageOf<Subscription>>;
  /** Newest first. */
  listAnnouncementsOfSubject(subject: string, page: Page): Promise<PageOf<Announcement>>;
  /** Sorted by change and consumer; consistent. */
  listApprovalsOfSubject(subject: string, page: Page): Promise<PageOf<Approval>>;
  /** Sorted by team and consumer; only of one team if given; consistent. */
  listMigrationsOfAnnouncement(id: string, page: Page, team?: string): Promise<PageOf<Migration>>;
  /** Newest first. */
  listMigrationsOfConsumer(consumer: string, page: Page): Promise<PageOf<Migration>>;
  /** Sorted by id; only those whose id goes on with `prefix` after its scope, if given; consistent. */
  listDeliveriesOfAnnouncement(id: string, page: Page, prefix?: string): Promise<PageOf<Delivery>>;
  /** Of those that are no announcement's alone: digests, a day's reminders, trials; `prefix` as above. */
  listDeliveriesOfTeam(team: string, page: Page, prefix?: string): Promise<PageOf<Delivery>>;
  /** Sorted by environment; consistent. */
  listDeploymentsOfConsumer(consumer: string, page: Page): Promise<PageOf<ModelDeployment>>;
  /** Sorted by consumer. */
  listModelDeployments(environment: string, page: Page): Promise<PageOf<ModelDeployment>>;
  /** Sorted by subject. */
  listSubjectDeployments(environment: string, page: Page): Promise<PageOf<SubjectDeployment>>;
  /** Sorted by name: those in which anything was recorded. */
  listEnvironments(page: Page): Promise<PageOf<Environment>>;
  listTeams(page: Page): Promise<PageOf<Team>>;
  listIdentitiesOfTeam(team: string, page: Page): Promise<PageOf<Identity>>;
  listTokensOfTeam(team: string, page: Page): Promise<PageOf<ApiToken>>;
  /** Due at or before `now` (UTC ISO 8601), at most `limit`, over all shards; cost grows with what is due only. */
  listDue(now: string, limit: number): Promise<readonly DueItem[]>;
  /** Newest first. */
  listAuditEntries(
    scope: { readonly subject: string } | { readonly consumer: string } | { readonly announcementId: string },
    page: Page,
  ): Promise<PageOf<AuditEntry>>;

  /**
   * All writes and the audit entries, which tell what each write changed, in one transaction, or none. `lost`: an expectation did not hold, or another
   * transaction held an item; nothing was written, and the caller reads again and decides anew.
   */
  commit(writes: readonly Write[], audit: AuditEntry | readonly AuditEntry[]): Promise<'committed' | 'lost'>;
  /** Puts each that does not exist yet, one by one (bookkeeping under deterministic keys); existing ones stay. */
  ensure(
    writes: readonly { [K in EntityKind]: { readonly put: K; readonly item: Entities[K] } }[EntityKind][],
  ): Promise<void>;
  /** One conditional put without an audit entry, for bookkeeping: a delivery's progress, how far planning, a watch or an upgrade is. */
  update<K extends 'delivery' | 'announcement' | 'watch' | 'upgrade'>(
    kind: K,
    item: Entities[K],
    expect: Expectation,
  ): Promise<'committed' | 'lost'>;
}
