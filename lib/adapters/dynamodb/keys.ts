import { createHash } from 'node:crypto';
import type { Entities, EntityKind, Keys } from '../../application/ports/entities.ts';
import type { DueItem } from '../../application/ports/store.ts';
import { DomainError } from '../../domain/errors.ts';
import { splitDeliveryId } from '../../domain/notification/plan/delivery-id.ts';

/** Where an item lies in the table; the whole layout is a table in docs/storage.md. */
export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

export const LISTING_SHARDS = 4;
export const DUE_SHARDS = 8;
const AUDIT_SHARDS = 4;
/** DynamoDB's bounds in bytes. */
const KEY_BYTES = { pk: 2048, sk: 1024 } as const;

/**
 * A name as a part of a key. '#' separates parts and must not occur in one; the rest of the escapes keep keys printable
 * ASCII, whose order is the same for DynamoDB (bytes) and for us (UTF-16). Names of the usual alphabet stay as they are.
 */
export const part = (name: string): string => name.replace(/[#%]|[^!-~]/gu, escapePoint);
const escapePoint = (point: string): string => Buffer.from(point).toString('hex').toUpperCase().replace(/../g, '%$&');

/** Six digits, so that the order of keys is the order of numbers. */
const versionPart = (version: number): string => String(version).padStart(6, '0');

const KEYS: { readonly [K in EntityKind]: (key: Keys[K]) => ItemKey } = {
  subject: ({ name }) => ({ pk: `SUBJECT#${part(name)}`, sk: 'META' }),
  version: ({ subject, version }) => ({ pk: `SUBJECT#${part(subject)}`, sk: `VERSION#${versionPart(version)}` }),
  schema: ({ subject, version }) => ({ pk: `SUBJECT#${part(subject)}`, sk: `SCHEMA#${versionPart(version)}#00` }),
  fingerprint: ({ subject, fingerprint }) => ({
    pk: `SUBJECT#${part(subject)}`,
    sk: `FINGERPRINT#${part(fingerprint)}`,
  }),
  consumer: ({ name }) => ({ pk: `CONSUMER#${part(name)}`, sk: 'META' }),
  subscription: ({ consumer, subject }) => ({ pk: `READERS#${part(subject)}`, sk: `CONSUMER#${part(consumer)}` }),
  announcement: ({ id }) => ({ pk: `ANNOUNCEMENT#${part(id)}`, sk: 'META' }),
  migration: ({ announcementId, team, consumer }) => ({
    pk: `ANNOUNCEMENT#${part(announcementId)}`,
    sk: `MIGRATION#${part(team)}#${part(consumer)}`,
  }),
  // `<scope>/<rest>`: a delivery lies beside what it tells of, so that one query reads an announcement's deliveries.
  delivery: ({ id }) => {
    const halves = splitDeliveryId(id);
    if (!halves)
      throw new DomainError('invalid-request', `${JSON.stringify(id)} is not a delivery id; take one from a listing`);
    return { pk: halves.scope, sk: `DELIVERY#${halves.rest}` };
  },
  modelDeployment: ({ consumer, environment }) => ({
    pk: `CONSUMER#${part(consumer)}`,
    sk: `DEPLOYMENT#${part(environment)}`,
  }),
  subjectDeployment: ({ subject, environment }) => ({
    pk: `SUBJECT#${part(subject)}`,
    sk: `DEPLOYMENT#${part(environment)}`,
  }),
  environment: ({ name }) => ({ pk: `ENVIRONMENT#${part(name)}`, sk: 'META' }),
  team: ({ name }) => ({ pk: `TEAM#${part(name)}`, sk: 'META' }),
  prefix: ({ prefix }) => ({ pk: `PREFIX#${part(prefix)}`, sk: 'META' }),
  identity: ({ issuer, subject }) => ({ pk: `IDENTITY#${part(issuer)}`, sk: part(subject) }),
  token: ({ id }) => ({ pk: `TOKEN#${part(id)}`, sk: 'META' }),
  organisation: () => ({ pk: 'ORGANISATION', sk: 'META' }),
  watch: ({ registry }) => ({ pk: `WATCH#${part(registry)}`, sk: 'META' }),
  upgrade: () => ({ pk: 'UPGRADE', sk: 'META' }),
  approval: ({ subject, change, consumer }) => ({
    pk: `SUBJECT#${part(subject)}`,
    sk: `APPROVAL#${part(change)}#${part(consumer)}`,
  }),
};
// Every entity has the members of its own key.
const KEYS_OF_ITEMS: { readonly [K in EntityKind]: (item: Entities[K]) => ItemKey } = KEYS;

/** Throws a DomainError `invalid-request` if a name is longer than DynamoDB's keys. */
export const itemKey = <K extends EntityKind>(kind: K, key: Keys[K]): ItemKey => fitting(kind, KEYS[kind](key));
export const keyOfItem = <K extends EntityKind>(kind: K, item: Entities[K]): ItemKey =>
  fitting(kind, KEYS_OF_ITEMS[kind](item));

function fitting(kind: EntityKind, key: ItemKey): ItemKey {
  for (const name of ['pk', 'sk'] as const) {
    const size = Buffer.byteLength(key[name]);
    if (size > KEY_BYTES[name])
      throw new DomainError(
        'invalid-request',
        `The name of this ${kind} takes ${size} bytes as a key and ${KEY_BYTES[name]} fit; use a shorter one`,
      );
  }
  return key;
}

export interface ListingKey {
  readonly listingPk: string;
  readonly listingSk: string;
}
const sharded = (collection: string, name: string): ListingKey => ({
  listingPk: `${collection}#${shardOf(name, LISTING_SHARDS)}`,
  listingSk: part(name),
});
/** Every listing has a partition of its own, so that a bound on the sort key never meets another kind. */
const LISTING_KEYS: { readonly [K in EntityKind]?: (item: Entities[K]) => ListingKey } = {
  subject: ({ name }) => sharded('SUBJECTS', name),
  consumer: ({ name }) => sharded('CONSUMERS', name),
  team: ({ name }) => sharded('TEAMS', name),
  environment: ({ name }) => sharded('ENVIRONMENTS', name),
  subscription: ({ consumer, subject }) => ({
    listingPk: `CONSUMER#${part(consumer)}#SUBSCRIPTIONS`,
    listingSk: part(subject),
  }),
  announcement: ({ subject, id }) => ({ listingPk: `SUBJECT#${part(subject)}#ANNOUNCEMENTS`, listingSk: part(id) }),
  migration: ({ consumer, announcementId, team }) => ({
    listingPk: `CONSUMER#${part(consumer)}#MIGRATIONS`,
    listingSk: `${part(announcementId)}#${part(team)}`,
  }),
  modelDeployment: ({ environment, consumer }) => ({
    listingPk: `ENVIRONMENT#${part(environment)}#MODELS`,
    listingSk: part(consumer),
  }),
  subjectDeployment: ({ environment, subject }) => ({
    listingPk: `ENVIRONMENT#${part(environment)}#SUBJECTS`,
    listingSk: part(subject),
  }),
  identity: ({ team, issuer, subject }) => ({
    listingPk: `TEAM#${part(team)}#IDENTITIES`,
    listingSk: `${part(issuer)}#${part(subject)}`,
  }),
  token: ({ team, id }) => ({ listingPk: `TEAM#${part(team)}#TOKENS`, listingSk: part(id) }),
};
export const listingKey = <K extends EntityKind>(kind: K, item: Entities[K]): ListingKey | undefined =>
  LISTING_KEYS[kind]?.(item);

/** One form for all, so that text order is the order of time. */
export const moment = (at: string): string => new Date(at).toISOString();
export const duePartition = (shard: number): string => `DUE#${shard}`;
export function dueKey({ pk, sk }: ItemKey, dueAt: string): { readonly duePk: string; readonly dueSk: string } {
  return { duePk: duePartition(shardOf(`${pk}#${sk}`, DUE_SHARDS)), dueSk: moment(dueAt) };
}

/** The meaning of a key of the due index; it projects nothing else. */
export function dueItem({ pk, sk }: ItemKey, dueAt: string): DueItem {
  const [kind = '', first = '', second = ''] = sk.split('#');
  const id = decodeURIComponent(pk.slice(pk.indexOf('#') + 1));
  if (kind === 'META' && pk.startsWith('SUBJECT#')) return { kind: 'subject', key: { name: id }, dueAt };
  if (kind === 'META') return { kind: 'announcement', key: { id }, dueAt };
  if (kind === 'MIGRATION') {
    const key = { announcementId: id, team: decodeURIComponent(first), consumer: decodeURIComponent(second) };
    return { kind: 'migration', key, dueAt };
  }
  return { kind: 'delivery', key: { id: `${pk}/${sk.slice('DELIVERY#'.length)}` }, dueAt };
}

/** By day and sharded, so that neither a day's writes nor a busy subject's fall on one partition. */
export const auditKey = ({ id, at }: { readonly id: string; readonly at: string }): ItemKey => ({
  pk: `DAY#${moment(at).slice(0, 10)}#${shardOf(id, AUDIT_SHARDS)}`,
  sk: id,
});

const shardOf = (text: string, shards: number): number =>
  createHash('sha256').update(text).digest().readUInt32BE(0) % shards;
