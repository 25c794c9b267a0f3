import type { Entities, EntityKind } from '../../application/ports/entities.ts';
import { APPROVAL_KEPT_DAYS } from '../../domain/approval.ts';
import { endOf } from '../../domain/date.ts';
import { DomainError } from '../../domain/errors.ts';
import { type JsonValue, parseJson } from '../../domain/schema/json.ts';
import { jsonText } from '../../domain/schema/json-text.ts';
import { withDays } from './format-1.ts';
import { dueKey, keyOfItem, listingKey } from './keys.ts';

export type Attributes = Readonly<Record<string, unknown>>;
/** Every kind but the body of a version, which `body.ts` spreads over several items. */
export type PlainKind = Exclude<EntityKind, 'schema'>;

/** Written with every item; raised when an older release could misread a newer one's items. */
export const SCHEMA_VERSION = 2;

/**
 * Members that hold JSON of strangers. They are stored as text: DynamoDB's numbers would lose digits, and its
 * maps come back with a prototype, where `__proto__` is not a name like any other.
 */
const JSON_MEMBERS: { readonly [K in EntityKind]?: readonly (keyof Entities[K] & string)[] } = {
  subscription: ['expectations', 'alreadyBroken'],
  announcement: ['changes'],
  migration: ['witness', 'changes'],
};
/** The table's TTL attribute, in seconds since 1970; it is not the `expiresAt` that a token says of itself in words. */
const TTL = 'expiresAt';
/** From when on an item of that kind may be deleted. Without a calendar: what only reads items loads none. */
const DELETED_FROM: { readonly [K in EntityKind]?: (item: Entities[K]) => number } = {
  approval: ({ until }) => Math.floor(Date.parse(endOf(until)) / 1000) + APPROVAL_KEPT_DAYS * 86_400,
};
const STORAGE_MEMBERS = new Set(['pk', 'sk', 'entity', 'schemaVersion', 'listingPk', 'listingSk', 'duePk', 'dueSk']);

/** An entity as an item of the table, with the keys of its indexes. */
export function encodeItem<K extends PlainKind>(kind: K, entity: Entities[K]): Attributes {
  const key = keyOfItem(kind, entity);
  const members: Record<string, unknown> = { ...entity };
  for (const name of JSON_MEMBERS[kind] ?? []) if (members[name] !== undefined) members[name] = jsonText(members[name]);
  const { dueAt } = members;
  const due = typeof dueAt === 'string' ? dueKey(key, dueAt) : {};
  const deletedFrom = DELETED_FROM[kind]?.(entity);
  const ttl = deletedFrom === undefined ? {} : { [TTL]: deletedFrom };
  return {
    ...members,
    ...key,
    ...listingKey(kind, entity),
    ...due,
    ...ttl,
    entity: kind,
    schemaVersion: SCHEMA_VERSION,
  };
}

/** Throws a DomainError `unavailable` for an item that a newer release wrote. */
export function decodeItem<K extends PlainKind>(kind: K, item: Attributes): Entities[K] {
  assertReadable(item);
  const members: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(item)) if (!STORAGE_MEMBERS.has(name)) members[name] = value;
  if (DELETED_FROM[kind]) delete members[TTL];
  for (const name of JSON_MEMBERS[kind] ?? [])
    if (members[name] !== undefined) members[name] = jsonValue(members[name]);
  if (item['schemaVersion'] === 1) return withDays(kind, members) as unknown as Entities[K];
  // Only this module writes items, and it writes whole entities.
  return members as unknown as Entities[K];
}

/** Throws a DomainError `unavailable` for an item that a newer release wrote. */
export function assertReadable(item: Attributes): void {
  const { schemaVersion } = item;
  if (typeof schemaVersion === 'number' && schemaVersion > SCHEMA_VERSION)
    throw new DomainError(
      'unavailable',
      `The stored ${item['entity']} ${item['pk']} ${item['sk']} has format ${schemaVersion}, and this release of Forewarn ` +
        `reads formats up to ${SCHEMA_VERSION}: it is too old, deploy the newer release again`,
    );
}

export function jsonValue(text: unknown): JsonValue {
  if (typeof text !== 'string') throw new TypeError(`stored JSON is ${typeof text} instead of text`);
  const parsed = parseJson(text);
  if (!parsed.ok) throw new TypeError(`stored JSON cannot be read: ${parsed.detail} at ${parsed.offset}`);
  return parsed.value;
}
