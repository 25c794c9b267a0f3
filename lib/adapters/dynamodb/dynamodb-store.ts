import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Entities, EntityKind, Keys } from '../../application/ports/entities.ts';
import type { DueItem, Expectation, Page, PageOf, Store } from '../../application/ports/store.ts';
import type { Announcement } from '../../domain/announcement.ts';
import type { Approval } from '../../domain/approval.ts';
import type { AuditEntry } from '../../domain/audit.ts';
import type { Consumer, Subscription } from '../../domain/consumer.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Environment, ModelDeployment, SubjectDeployment } from '../../domain/deployment.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import type { ApiToken, Identity, Team } from '../../domain/principal.ts';
import type { SchemaVersion, Subject } from '../../domain/subject.ts';
import { decodeAuditEntry } from './audit.ts';
import { decodeBody } from './body.ts';
import { type Attributes, decodeItem, type PlainKind } from './codec.ts';
import { commit, ensure, update } from './commit.ts';
import { listDue } from './due.ts';
import { answered } from './failures.ts';
import { itemKey, part } from './keys.ts';
import { indexListing, type Listing, ownListing, readPage } from './listings.ts';
import { queryRange } from './query.ts';
import { auditTable, sharedDocumentClient, type Tables } from './table.ts';

/** Everything stored, in one DynamoDB table and one for the audit trail; the layout is in docs/storage.md. */
export class DynamoDbStore implements Store {
  readonly #settings: { readonly tableName: string; readonly auditTableName?: string | undefined };
  #client: DynamoDBDocumentClient | undefined;

  /** Without a client, the process's shared one is made at the first call. */
  constructor(
    settings: { readonly tableName: string; readonly auditTableName?: string | undefined },
    client?: DynamoDBDocumentClient,
  ) {
    this.#settings = settings;
    this.#client = client;
  }

  get #tables(): Tables {
    this.#client ??= sharedDocumentClient();
    return { client: this.#client, name: this.#settings.tableName, audit: this.#settings.auditTableName };
  }

  async find<K extends EntityKind>(kind: K, key: Keys[K]): Promise<Entities[K] | undefined>;
  async find(kind: EntityKind, key: Keys[EntityKind]): Promise<Entities[EntityKind] | undefined> {
    const { client, name } = this.#tables;
    const at = itemKey(kind, key);
    if (kind === 'schema') return this.#findBody(at);
    const command = new GetCommand({ TableName: name, Key: { ...at }, ConsistentRead: true });
    const { Item } = await answered(client.send(command));
    return Item && decodeItem(kind, Item);
  }

  /** All chunks in one query: a body of one costs the same as getting it by its key. */
  async #findBody({ pk, sk }: { readonly pk: string; readonly sk: string }): Promise<Entities['schema'] | undefined> {
    const chunks: Attributes[] = [];
    const range = {
      table: this.#tables.name,
      partition: { attribute: 'pk', value: pk },
      sort: { attribute: 'sk', from: sk, to: `${sk.slice(0, -2)}99` },
      consistent: true,
    };
    for await (const chunk of queryRange(this.#tables, range)) chunks.push(chunk);
    return decodeBody(chunks);
  }

  listSubjects(page: Page): Promise<PageOf<Subject>> {
    return this.#list('subject', indexListing(this.#tables, 'SUBJECTS'), page);
  }
  listVersions(subject: string, page: Page): Promise<PageOf<SchemaVersion>> {
    const listing = ownListing(this.#tables, `SUBJECT#${part(subject)}`, 'VERSION#');
    return this.#list('version', { ...listing, newestFirst: true }, page);
  }
  listConsumers(page: Page): Promise<PageOf<Consumer>> {
    return this.#list('consumer', indexListing(this.#tables, 'CONSUMERS'), page);
  }
  listSubscriptionsOfSubject(subject: string, page: Page): Promise<PageOf<Subscription>> {
    return this.#list('subscription', ownListing(this.#tables, `READERS#${part(subject)}`, 'CONSUMER#'), page);
  }
  listSubscriptionsOfConsumer(consumer: string, page: Page): Promise<PageOf<Subscription>> {
    const listing = indexListing(this.#tables, { kind: 'CONSUMER', name: consumer, list: 'SUBSCRIPTIONS' });
    return this.#list('subscription', listing, page);
  }
  listAnnouncementsOfSubject(subject: string, page: Page): Promise<PageOf<Announcement>> {
    const listing = indexListing(this.#tables, { kind: 'SUBJECT', name: subject, list: 'ANNOUNCEMENTS' });
    return this.#list('announcement', { ...listing, newestFirst: true }, page);
  }
  listApprovalsOfSubject(subject: string, page: Page): Promise<PageOf<Approval>> {
    return this.#list('approval', ownListing(this.#tables, `SUBJECT#${part(subject)}`, 'APPROVAL#'), page);
  }
  listMigrationsOfAnnouncement(id: string, page: Page, team?: string): Promise<PageOf<Migration>> {
    const prefix = team === undefined ? 'MIGRATION#' : `MIGRATION#${part(team)}#`;
    return this.#list('migration', ownListing(this.#tables, `ANNOUNCEMENT#${part(id)}`, prefix), page);
  }
  listMigrationsOfConsumer(consumer: string, page: Page): Promise<PageOf<Migration>> {
    const listing = indexListing(this.#tables, { kind: 'CONSUMER', name: consumer, list: 'MIGRATIONS' });
    return this.#list('migration', { ...listing, newestFirst: true }, page);
  }
  listDeliveriesOfAnnouncement(id: string, page: Page, prefix = ''): Promise<PageOf<Delivery>> {
    return this.#list('delivery', ownListing(this.#tables, `ANNOUNCEMENT#${part(id)}`, `DELIVERY#${prefix}`), page);
  }
  listDeliveriesOfTeam(team: string, page: Page, prefix = ''): Promise<PageOf<Delivery>> {
    return this.#list('delivery', ownListing(this.#tables, `TEAM#${part(team)}`, `DELIVERY#${prefix}`), page);
  }
  listDeploymentsOfConsumer(consumer: string, page: Page): Promise<PageOf<ModelDeployment>> {
    return this.#list('modelDeployment', ownListing(this.#tables, `CONSUMER#${part(consumer)}`, 'DEPLOYMENT#'), page);
  }
  listModelDeployments(environment: string, page: Page): Promise<PageOf<ModelDeployment>> {
    const listing = indexListing(this.#tables, { kind: 'ENVIRONMENT', name: environment, list: 'MODELS' });
    return this.#list('modelDeployment', listing, page);
  }
  listSubjectDeployments(environment: string, page: Page): Promise<PageOf<SubjectDeployment>> {
    const listing = indexListing(this.#tables, { kind: 'ENVIRONMENT', name: environment, list: 'SUBJECTS' });
    return this.#list('subjectDeployment', listing, page);
  }
  listEnvironments(page: Page): Promise<PageOf<Environment>> {
    return this.#list('environment', indexListing(this.#tables, 'ENVIRONMENTS'), page);
  }
  listTeams(page: Page): Promise<PageOf<Team>> {
    return this.#list('team', indexListing(this.#tables, 'TEAMS'), page);
  }
  listIdentitiesOfTeam(team: string, page: Page): Promise<PageOf<Identity>> {
    return this.#list('identity', indexListing(this.#tables, { kind: 'TEAM', name: team, list: 'IDENTITIES' }), page);
  }
  listTokensOfTeam(team: string, page: Page): Promise<PageOf<ApiToken>> {
    return this.#list('token', indexListing(this.#tables, { kind: 'TEAM', name: team, list: 'TOKENS' }), page);
  }

  listAuditEntries(scope: Parameters<Store['listAuditEntries']>[0], page: Page): Promise<PageOf<AuditEntry>> {
    const [index, attribute, value] =
      'subject' in scope
        ? ['subject', 'subject', scope.subject]
        : 'consumer' in scope
          ? ['consumer', 'consumer', scope.consumer]
          : ['announcement', 'announcementId', scope.announcementId];
    const listing: Listing = {
      table: auditTable(this.#tables),
      index,
      partition: { attribute, values: [value] },
      sort: { attribute: 'sk', prefix: '' },
      newestFirst: true,
    };
    return readPage(this.#tables, { listing, page, decode: decodeAuditEntry });
  }

  listDue(now: string, limit: number): Promise<readonly DueItem[]> {
    return listDue(this.#tables, { now, limit });
  }
  commit(...[writes, audit]: Parameters<Store['commit']>): Promise<'committed' | 'lost'> {
    return commit(this.#tables, { writes, audit: [audit].flat() });
  }
  ensure(writes: Parameters<Store['ensure']>[0]): Promise<void> {
    return ensure(this.#tables, writes);
  }
  update<K extends 'delivery' | 'announcement' | 'watch' | 'upgrade'>(
    kind: K,
    item: Entities[K],
    expect: Expectation,
  ): Promise<'committed' | 'lost'> {
    return update(this.#tables, { kind, item, expect });
  }

  #list<K extends PlainKind>(kind: K, listing: Listing, page: Page): Promise<PageOf<Entities[K]>> {
    return readPage(this.#tables, { listing, page, decode: (item) => decodeItem(kind, item) });
  }
}
