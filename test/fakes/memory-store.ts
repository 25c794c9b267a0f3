import { isDeepStrictEqual } from 'node:util';
import { KEY_MEMBERS, withWrites } from '../../lib/application/administration/describe-writes.ts';
import type { Entities, EntityKind, Keys } from '../../lib/application/ports/entities.ts';
import type { DueItem, Expectation, Page, PageOf, Store, Write } from '../../lib/application/ports/store.ts';
import type { Announcement } from '../../lib/domain/announcement.ts';
import type { Approval } from '../../lib/domain/approval.ts';
import type { AuditEntry } from '../../lib/domain/audit.ts';
import type { Consumer, Subscription } from '../../lib/domain/consumer.ts';
import type { Delivery } from '../../lib/domain/delivery.ts';
import type { Environment, ModelDeployment, SubjectDeployment } from '../../lib/domain/deployment.ts';
import { DomainError } from '../../lib/domain/errors.ts';
import type { Migration } from '../../lib/domain/migration/migration.ts';
import { splitDeliveryId } from '../../lib/domain/notification/plan/delivery-id.ts';
import type { ApiToken, Identity, Team } from '../../lib/domain/principal.ts';
import { ExactNumber } from '../../lib/domain/schema/json.ts';
import { jsonText } from '../../lib/domain/schema/json-text.ts';
import type { SchemaVersion, Subject } from '../../lib/domain/subject.ts';

type Put = { [K in EntityKind]: { readonly put: K; readonly item: Entities[K] } }[EntityKind];
interface Stored {
  readonly kind: EntityKind;
  readonly item: Readonly<Record<string, unknown>>;
}

/** What DynamoDB takes in one transaction, the audit entry included. */
const ACTIONS = 100;

/**
 * The `Store` in memory, with the semantics of the real one; `test/adapters/dynamodb/store-contract.ts` runs against
 * both. Everything is copied on its way in and out.
 */
export class MemoryStore implements Store {
  readonly auditEntries: AuditEntry[] = [];
  /** Runs before each commit is judged: the place for a test to let another writer win. */
  beforeCommit: (() => void | Promise<void>) | undefined;
  /** So many commits from now on answer `lost` as if another transaction held an item. */
  loseCommits = 0;
  /** Thrown by every call while it is set. */
  failure: Error | undefined;
  /** Taken by every call: the place for a simulation to let others go first, or to end a function. */
  turn: () => Promise<void> = () => new Promise((resolve) => setImmediate(resolve));
  /** Told of everything written, after it is. */
  onPut: ((kind: EntityKind, item: object, former: object | undefined) => void) | undefined;
  /** Told of everything deleted, after it is. */
  onDelete: ((kind: EntityKind, item: object) => void) | undefined;
  readonly #items = new Map<string, Stored>();
  /** Addresses by the list that they stand in: a year of a simulation must not look at everything for each list. */
  readonly #lists = new Map<string, Set<string>>();
  readonly #due = new Map<string, DueItem>();

  /** Puts something without condition or audit entry: a test's starting point. */
  seed<K extends EntityKind>(kind: K, item: Entities[K]): void {
    this.#put(kind, item);
  }

  /** Takes something away behind everybody's back. */
  remove<K extends EntityKind>(kind: K, key: Keys[K]): void {
    this.#items.delete(address(kind, key));
  }

  /** Everything of a kind, in no promised order. */
  all<K extends EntityKind>(kind: K): Entities[K][] {
    return this.#raw(`kind:${kind}`).map((item) => copy(item) as unknown as Entities[K]);
  }

  async find<K extends EntityKind>(kind: K, key: Keys[K]): Promise<Entities[K] | undefined> {
    await this.#turn();
    const stored = this.#items.get(address(kind, key));
    return stored && (copy(stored.item) as unknown as Entities[K]);
  }

  listSubjects(page: Page): Promise<PageOf<Subject>> {
    return this.#list('subject', page, { listing: 'subjects', by: (subject) => subject.name });
  }
  listVersions(subject: string, page: Page): Promise<PageOf<SchemaVersion>> {
    return this.#list('version', page, {
      listing: `versions:${subject}`,
      by: (version) => String(version.version).padStart(6, '0'),
      newestFirst: true,
    });
  }
  listConsumers(page: Page): Promise<PageOf<Consumer>> {
    return this.#list('consumer', page, { listing: 'consumers', by: (consumer) => consumer.name });
  }
  listSubscriptionsOfSubject(subject: string, page: Page): Promise<PageOf<Subscription>> {
    return this.#list('subscription', page, {
      listing: `readers:${subject}`,
      by: (subscription) => subscription.consumer,
    });
  }
  listSubscriptionsOfConsumer(consumer: string, page: Page): Promise<PageOf<Subscription>> {
    return this.#list('subscription', page, {
      listing: `subscriptions:${consumer}`,
      by: (subscription) => subscription.subject,
    });
  }
  listAnnouncementsOfSubject(subject: string, page: Page): Promise<PageOf<Announcement>> {
    return this.#list('announcement', page, {
      listing: `announcements:${subject}`,
      by: (announcement) => announcement.id,
      newestFirst: true,
    });
  }
  listApprovalsOfSubject(subject: string, page: Page): Promise<PageOf<Approval>> {
    return this.#list('approval', page, {
      listing: `approvals:${subject}`,
      by: (approval) => `${approval.change}#${approval.consumer}`,
    });
  }
  listMigrationsOfAnnouncement(id: string, page: Page, team?: string): Promise<PageOf<Migration>> {
    return this.#list('migration', page, {
      listing: `migrations:${id}:${team ?? ''}`,
      of: `migrations:${id}`,
      where: (migration) => team === undefined || migration.team === team,
      by: (migration) => `${migration.team}#${migration.consumer}`,
    });
  }
  listMigrationsOfConsumer(consumer: string, page: Page): Promise<PageOf<Migration>> {
    return this.#list('migration', page, {
      listing: `migrations-of:${consumer}`,
      by: (migration) => `${migration.announcementId}#${migration.team}`,
      newestFirst: true,
    });
  }
  listDeliveriesOfAnnouncement(id: string, page: Page, prefix = ''): Promise<PageOf<Delivery>> {
    return this.#list('delivery', page, {
      listing: `deliveries:${id}:${prefix}`,
      of: `deliveries:${id}`,
      where: (delivery) => splitDeliveryId(delivery.id)?.rest.startsWith(prefix) ?? false,
      by: (delivery) => delivery.id,
    });
  }
  listDeliveriesOfTeam(team: string, page: Page, prefix = ''): Promise<PageOf<Delivery>> {
    return this.#list('delivery', page, {
      listing: `deliveries:TEAM#${team}:${prefix}`,
      of: `deliveries:TEAM#${team}`,
      where: (delivery) => splitDeliveryId(delivery.id)?.rest.startsWith(prefix) ?? false,
      by: (delivery) => delivery.id,
    });
  }
  listDeploymentsOfConsumer(consumer: string, page: Page): Promise<PageOf<ModelDeployment>> {
    return this.#list('modelDeployment', page, {
      listing: `deployments:${consumer}`,
      by: (deployment) => deployment.environment,
    });
  }
  listModelDeployments(environment: string, page: Page): Promise<PageOf<ModelDeployment>> {
    return this.#list('modelDeployment', page, {
      listing: `models:${environment}`,
      by: (deployment) => deployment.consumer,
    });
  }
  listSubjectDeployments(environment: string, page: Page): Promise<PageOf<SubjectDeployment>> {
    return this.#list('subjectDeployment', page, {
      listing: `subjects-in:${environment}`,
      by: (deployment) => deployment.subject,
    });
  }
  listEnvironments(page: Page): Promise<PageOf<Environment>> {
    return this.#list('environment', page, { listing: 'environments', by: (environment) => environment.name });
  }
  listTeams(page: Page): Promise<PageOf<Team>> {
    return this.#list('team', page, { listing: 'teams', by: (team) => team.name });
  }
  listIdentitiesOfTeam(team: string, page: Page): Promise<PageOf<Identity>> {
    return this.#list('identity', page, {
      listing: `identities:${team}`,
      by: (identity) => `${identity.issuer}#${identity.subject}`,
    });
  }
  listTokensOfTeam(team: string, page: Page): Promise<PageOf<ApiToken>> {
    return this.#list('token', page, {
      listing: `tokens:${team}`,
      by: (token) => token.id,
    });
  }

  async listDue(now: string, limit: number): Promise<readonly DueItem[]> {
    await this.#turn();
    return [...this.#due.values()]
      .filter(({ dueAt }) => dueAt <= moment(now))
      .sort((left, right) => compare(left.dueAt, right.dueAt))
      .slice(0, limit);
  }

  async listAuditEntries(scope: Parameters<Store['listAuditEntries']>[0], page: Page): Promise<PageOf<AuditEntry>> {
    await this.#turn();
    const [[member, value] = ['', '']] = Object.entries(scope);
    return pageOf(
      this.auditEntries.filter((entry) => Object.entries(entry).some(([k, v]) => k === member && v === value)),
      page,
      {
        listing: `audit:${member}:${value}`,
        by: (entry) => entry.id,
        newestFirst: true,
      },
    );
  }

  async commit(writes: readonly Write[], audit: AuditEntry | readonly AuditEntry[]): Promise<'committed' | 'lost'> {
    const entries = [audit].flat();
    await this.#turn();
    await this.beforeCommit?.();
    const actions = writes.length + entries.length;
    if (actions > ACTIONS)
      throw new DomainError('too-large', `${actions} writes; one transaction takes ${ACTIONS}. Write less at once.`);
    if (writes.some((write) => 'delete' in write && write.delete === 'schema'))
      throw new TypeError('the body of a version is immutable and never deleted');
    const addresses = writes.map(writeAddress);
    if (new Set(addresses).size < addresses.length) throw new TypeError('Two writes of one transaction have one key');
    if (this.loseCommits > 0) {
      this.loseCommits--;
      return 'lost';
    }
    if (this.auditEntries.some(({ id }) => entries.some((entry) => entry.id === id))) return 'lost';
    if (!writes.every((write) => this.#holds(writeAddress(write), write.expect))) return 'lost';
    for (const write of writes) this.#checkFormer(write);
    for (const write of writes) {
      if ('put' in write) this.#put(write.put, write.item);
      if ('delete' in write) {
        this.#delete(writeAddress(write));
        this.onDelete?.(write.delete, write.was);
      }
    }
    this.auditEntries.push(...withWrites(entries, writes).map(copy));
    return 'committed';
  }

  async ensure(writes: readonly Put[]): Promise<void> {
    await this.#turn();
    for (const write of writes) if (this.#holds(writeAddress(write), 'absent')) this.#put(write.put, write.item);
  }

  async update<K extends 'delivery' | 'announcement' | 'watch' | 'upgrade'>(
    kind: K,
    item: Entities[K],
    expect: Expectation,
  ): Promise<'committed' | 'lost'> {
    await this.#turn();
    if (!this.#holds(address(kind, item), expect)) return 'lost';
    this.#put(kind, item);
    return 'committed';
  }

  #put(kind: EntityKind, item: object): void {
    const at = address(kind, item);
    const former = this.#items.get(at)?.item;
    this.#delete(at);
    const stored: Stored = { kind, item: { ...copy(item) } };
    this.#items.set(at, stored);
    for (const list of listsOf(stored)) {
      const members = this.#lists.get(list) ?? new Set();
      this.#lists.set(list, members.add(at));
    }
    const due = dueOf(stored);
    if (due) this.#due.set(at, due);
    this.onPut?.(kind, item, former);
  }

  #delete(at: string): void {
    const stored = this.#items.get(at);
    if (!stored) return;
    for (const list of listsOf(stored)) this.#lists.get(list)?.delete(at);
    this.#due.delete(at);
    this.#items.delete(at);
  }

  #raw(list: string): readonly Stored['item'][] {
    return [...(this.#lists.get(list) ?? [])].flatMap((at) => {
      const stored = this.#items.get(at);
      return stored ? [stored.item] : [];
    });
  }

  /** What a write says that the item was, for the audit trail, must be what it is. */
  #checkFormer(write: Write): void {
    if ('check' in write) return;
    const stored = this.#items.get(writeAddress(write))?.item;
    // Only what may overwrite without looking says nothing of it.
    if (!stored || ('put' in write && write.expect === 'any')) return;
    if (!isDeepStrictEqual(plain(write.was), plain(stored)))
      throw new TypeError(`${writeAddress(write)} was not what the write says: ${JSON.stringify(write.was)}`);
  }

  #holds(at: string, expect: Expectation): boolean {
    const stored = this.#items.get(at);
    if (expect === 'any') return true;
    return expect === 'absent' ? stored === undefined : stored?.item['revision'] === expect;
  }

  async #list<K extends EntityKind>(
    _kind: K,
    page: Page,
    // `of`: the list that is looked through, where its cursors have another name.
    order: Order<Entities[K]> & { readonly of?: string; readonly where?: (item: Entities[K]) => boolean },
  ): Promise<PageOf<Entities[K]>> {
    await this.#turn();
    const where = order.where ?? (() => true);
    const items = this.#raw(order.of ?? order.listing) as unknown as readonly Entities[K][];
    return pageOf(items.filter(where), page, order);
  }

  // Every call takes a turn of the event loop, so that callers interleave as they do over a network.
  async #turn(): Promise<void> {
    await this.turn();
    if (this.failure) throw this.failure;
  }
}

/** The names that the listings above give. */
const LISTS: { readonly [K in EntityKind]?: (item: Entities[K]) => readonly string[] } = {
  subject: () => ['subjects'],
  version: ({ subject }) => [`versions:${subject}`],
  consumer: () => ['consumers'],
  subscription: ({ subject, consumer }) => [`readers:${subject}`, `subscriptions:${consumer}`],
  announcement: ({ subject }) => [`announcements:${subject}`],
  migration: ({ announcementId, consumer }) => [`migrations:${announcementId}`, `migrations-of:${consumer}`],
  delivery: ({ id }) => [`deliveries:${splitDeliveryId(id)?.scope.replace(/^ANNOUNCEMENT#/, '')}`],
  modelDeployment: ({ consumer, environment }) => [`deployments:${consumer}`, `models:${environment}`],
  subjectDeployment: ({ environment }) => [`subjects-in:${environment}`],
  environment: () => ['environments'],
  team: () => ['teams'],
  identity: ({ team }) => [`identities:${team}`],
  token: ({ team }) => [`tokens:${team}`],
  approval: ({ subject }) => [`approvals:${subject}`],
};
const listsOf = ({ kind, item }: Stored): readonly string[] => {
  const named = LISTS[kind] as ((item: object) => readonly string[]) | undefined;
  return [`kind:${kind}`, ...(named?.(item) ?? [])];
};

function dueOf({ kind, item }: Stored): DueItem | undefined {
  if (typeof item['dueAt'] !== 'string') return undefined;
  const dueAt = moment(item['dueAt']);
  const text = (name: string): string => String(item[name]);
  if (kind === 'announcement' || kind === 'delivery') return { kind, key: { id: text('id') }, dueAt };
  if (kind === 'subject') return { kind, key: { name: text('name') }, dueAt };
  if (kind !== 'migration') return undefined;
  const key = { announcementId: text('announcementId'), team: text('team'), consumer: text('consumer') };
  return { kind, key, dueAt };
}

interface Order<T> {
  readonly listing: string;
  readonly by: (item: T) => string;
  readonly newestFirst?: boolean;
}

function pageOf<T extends object>(items: readonly T[], page: Page, { listing, by, newestFirst }: Order<T>): PageOf<T> {
  const after = page.cursor === undefined ? undefined : readCursor(listing, page.cursor);
  const direction = newestFirst ? -1 : 1;
  const rest = items
    .filter((item) => after === undefined || compare(by(item), after) * direction > 0)
    .sort((left, right) => compare(by(left), by(right)) * direction);
  const shown = rest.slice(0, page.limit);
  const last = shown.at(-1);
  if (!last || rest.length <= page.limit) return { items: shown.map(copy) };
  const nextCursor = Buffer.from(JSON.stringify([listing, by(last)])).toString('base64url');
  return { items: shown.map(copy), nextCursor };
}

function readCursor(listing: string, cursor: string): string {
  const [, after] = /^\["[^"]*","([!-~]+)"\]$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  const whole = Buffer.from(JSON.stringify([listing, after])).toString('base64url');
  if (after !== undefined && whole === cursor) return after;
  throw new DomainError('invalid-request', 'cursor is not one that this listing gave; start without it', {
    errors: [{ pointer: '/cursor', detail: 'not a cursor of this listing' }],
  });
}

const address = (kind: EntityKind, key: object): string => {
  const members = new Map<string, unknown>(Object.entries(key));
  if (kind === 'delivery' && !splitDeliveryId(String(members.get('id'))))
    throw new DomainError('invalid-request', `${members.get('id')} is no delivery id; delivery-id.ts builds them`);
  return JSON.stringify([kind, ...KEY_MEMBERS[kind].map((member) => members.get(member))]);
};
function writeAddress(write: Write | Put): string {
  if ('put' in write) return address(write.put, write.item);
  return 'delete' in write ? address(write.delete, write.key) : address(write.check, write.key);
}

const plain = (value: unknown): unknown => JSON.parse(jsonText(value));
const moment = (at: string): string => new Date(at).toISOString();
const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** Like `structuredClone`, but numbers keep their digits, objects their missing prototype, and `undefined` is left out. */
function copy<T>(value: T): T {
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return value;
  if (Array.isArray(value)) return value.map(copy) as T;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const target: Record<string, unknown> = Object.create(Object.getPrototypeOf(value));
  for (const [name, member] of members) target[name] = copy(member);
  return target as T;
}
