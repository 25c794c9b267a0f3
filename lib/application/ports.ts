import type {
  Announcement,
  Delivery,
  DeliveryChannel,
  IssueReceipt,
  Migration,
  SlackReceipt,
  SnsReceipt,
} from '../domain/announcement.ts';
import type { Approval } from '../domain/approval.ts';
import type { AuditEntry } from '../domain/audit.ts';
import type { Consumer, Subscription } from '../domain/consumer.ts';
import type { Environment, ModelDeployment, SubjectDeployment } from '../domain/deployment.ts';
import type { Change } from '../domain/diff/change.ts';
import type { Interaction } from '../domain/interaction/interaction.ts';
import type { RenderedEvent } from '../domain/notification/events/event-parts.ts';
import type { IssueStanding } from '../domain/notification/github/render-issue.ts';
import type { FloorOverrides } from '../domain/policy/settings/floors.ts';
import type { PolicyOverrides, RecordValues } from '../domain/policy/settings/policy.ts';
import type { ApiToken, Identity, Team } from '../domain/principal.ts';
import type { JsonValue } from '../domain/schema/json.ts';
import type { ParsedSchema } from '../domain/schema/parse-schema.ts';
import type { SchemaVersion, Subject } from '../domain/subject.ts';
import type {
  ConsumerVerdict,
  ContentModel,
  Dissent,
  FormatMode,
  Lens,
  ReadField,
  Verdict,
} from '../domain/verdict.ts';

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

export interface Clock {
  /** UTC ISO 8601 with milliseconds. */
  now(): string;
}
/** Waits before another try at a lost race: longer with each attempt, never alike for two. */
export interface Pacer {
  pause(attempt: number): Promise<void>;
}
export interface IdSource {
  /** A ULID for that moment: sorts by time, monotonic within a process. */
  next(at: string): string;
}

/** Hands work on; each message may arrive twice. */
export interface PlanQueue {
  send(message: PlanMessage): Promise<void>;
}
export interface PlanMessage {
  readonly announcementId: string;
  readonly cursor?: string;
  /** Which half of planning: models page by page, then the deliveries; or models that a newer engine judges again. */
  readonly phase: 'models' | 'deliveries' | 'rejudge';
  /** Of `rejudge`: models of the pages before for which there was no time. */
  readonly unjudged?: number;
}
export interface DeliveryQueue {
  /** To the channel's FIFO queue, group = channel. `attempt` makes a requeue a new message to the queue. */
  send(message: DeliveryMessage): Promise<void>;
}
export interface DeliveryMessage {
  readonly deliveryId: string;
  readonly channel: { readonly kind: DeliveryChannel['kind']; readonly group: string };
  /** Part of the deduplication id. */
  readonly attempt: string;
}

/** What became of one call to a channel. */
export type ChannelOutcome<Receipt> =
  | { readonly outcome: 'sent'; readonly receipt: Receipt }
  | { readonly outcome: 'rate-limited'; readonly retryAfterSeconds: number }
  /** The other side said no, and will say so again. `gone`: what was to be brought up to date is there no more. */
  | { readonly outcome: 'refused'; readonly error: string; readonly gone?: true }
  /** No answer or a server error: it may have been sent. */
  | { readonly outcome: 'unknown'; readonly error: string };

/** A place outside where deliveries are told; each kind is an adapter of its own. */
interface Channel<Message, Receipt> {
  post(message: Message): Promise<ChannelOutcome<Receipt>>;
}

/** A channel in which what was sent stands and is kept true; `Kept` are those messages that change. */
interface LastingChannel<Message, Receipt, Kept = Message> extends Channel<Message, Receipt> {
  update(message: Kept, receipt: Receipt): Promise<ChannelOutcome<Receipt>>;
}

/** A Slack message, rendered; `notificationId` goes into its metadata. */
export interface SlackMessage {
  readonly channel: string;
  readonly text: string;
  readonly blocks: readonly Readonly<Record<string, unknown>>[];
  readonly notificationId: string;
  readonly threadTs?: string;
}
export type SlackOutcome = ChannelOutcome<SlackReceipt>;
export interface SlackNotifier extends LastingChannel<SlackMessage, SlackReceipt> {
  /** The address of a message, for people to follow; `undefined` where Slack gives none. */
  permalink(receipt: SlackReceipt): Promise<string | undefined>;
  /** The receipt of a message already sent, by its notification id, in the thread it belongs to; `cannot-look` where scopes or rate forbid it. */
  findSent(
    sought: Pick<SlackMessage, 'channel' | 'notificationId' | 'threadTs'>,
  ): Promise<SlackReceipt | 'not-found' | 'cannot-look'>;
}

/** What stands in a repository's list of issues. */
export interface IssueMessage {
  readonly repository: string;
  readonly notificationId: string;
  readonly title: string;
  readonly body: string;
  readonly standing: IssueStanding;
}
/** A comment in an issue that there is. */
export interface IssueComment {
  readonly repository: string;
  readonly notificationId: string;
  readonly issue: number;
  readonly body: string;
}
/** Looks for an issue, or for a comment in one, among those that changed since. */
export interface SoughtIssue {
  readonly repository: string;
  readonly notificationId: string;
  readonly issue?: number;
  /** UTC ISO 8601. */
  readonly since: string;
}
/** An issue's title, text and state are kept true; what was said in it stays as it was said. */
export interface IssueTracker extends LastingChannel<IssueMessage | IssueComment, IssueReceipt, IssueMessage> {
  /** By its notification id; `sent` with the receipt of what was sent, another outcome where it cannot be known now. */
  findSent(sought: SoughtIssue): Promise<ChannelOutcome<IssueReceipt> | 'not-found'>;
}

/** Who is in which user group of Slack. Throws where Slack gives no answer at this moment. */
export interface SlackDirectory {
  /** Ids of users; `unknown` where Slack does not tell, now or later: no such group, no permission. */
  membersOf(group: string): Promise<readonly string[] | 'unknown'>;
  /** Ids of the groups that a user is in; none where Slack does not tell. */
  groupsOf(user: string): Promise<readonly string[]>;
}
/** Opens a form for whoever has just pressed; a trigger is good for three seconds. */
export interface SlackForms {
  open(trigger: string, view: Readonly<Record<string, unknown>>): Promise<'opened' | 'failed'>;
}
/** Tells one person what became of what they did. */
export interface SlackResponder {
  /** `lost`: Slack takes no answer there any more. Throws where Slack cannot be reached. */
  reply(responseUrl: string, text: string): Promise<'told' | 'lost'>;
}
/** Hands on what somebody did in Slack; each may arrive twice. */
export interface InteractionQueue {
  /** `id` is the same for the same act, however often Slack sends it. */
  send(interaction: Interaction, id: string): Promise<void>;
}

/** To Forewarn's own topic, or to the allow-listed one of that name. */
export interface EventMessage extends RenderedEvent {
  readonly target?: string;
}
export type EventPublisher = Channel<EventMessage, SnsReceipt>;

/** Where people look: the registry's own address, for links and as the events' `source`. */
export interface Registry {
  readonly url: string;
}

/** What two schemas are to each other, and what changed between them, worst first. */
export interface Comparison {
  readonly verdicts: Readonly<Record<Lens, Verdict>>;
  readonly changes: readonly Change[];
  /** Absent where the validators agreed on every witness. */
  readonly outvoted?: readonly Outvoted[];
}
export interface Outvoted extends Dissent {
  readonly lens: Lens;
}
export interface JudgeOptions {
  readonly contentModel: ContentModel;
  readonly formatMode: FormatMode;
  /** Of a comparison: see `Policy`; the default ones where absent. */
  readonly categoryKeywords?: readonly string[];
  /** Whether what is answered holds values of records; `shown` where absent. */
  readonly recordValues?: RecordValues;
}
/** A consumer's contract: what decides its verdict; consumers with equal contracts share one. */
interface ContractInput {
  readonly trained: ParsedSchema;
  readonly reads: readonly ReadField[];
  readonly strict: boolean;
  readonly expectations?: JsonValue;
}
/**
 * The compatibility engine within bounds of time and memory, its witnesses checked by independent validators. What it
 * cannot decide within them is `undecided`, never an error. `time`: milliseconds that are left for the question, where
 * they are fewer than the judge allows each.
 */
export interface Judge {
  /** The engine's version: see `ENGINE_VERSION`. */
  readonly engine: number;
  compare(input: {
    readonly old: ParsedSchema;
    readonly next: ParsedSchema;
    readonly options: JudgeOptions;
    readonly time?: number;
  }): Promise<Comparison>;
  /** What `next` does to one contract, beyond what `head` already did to it. */
  serve(input: {
    readonly next: ParsedSchema;
    readonly head?: ParsedSchema;
    readonly contract: ContractInput;
    readonly options: JudgeOptions;
    readonly time?: number;
  }): Promise<ConsumerVerdict>;
}
