import type { AuditEntry, AuditedWrite } from '../../domain/audit.ts';
import { wholeText } from '../../domain/bounded.ts';
import { jsonText } from '../../domain/schema/json-text.ts';
import type { EntityKind, Keys } from '../ports/entities.ts';
import type { Write } from '../ports/store.ts';

/** The members of each entity that make its key, in order. */
export const KEY_MEMBERS: { readonly [K in EntityKind]: readonly (keyof Keys[K] & string)[] } = {
  subject: ['name'],
  version: ['subject', 'version'],
  schema: ['subject', 'version'],
  fingerprint: ['subject', 'fingerprint'],
  consumer: ['name'],
  subscription: ['consumer', 'subject'],
  announcement: ['id'],
  migration: ['announcementId', 'team', 'consumer'],
  delivery: ['id'],
  modelDeployment: ['consumer', 'environment'],
  subjectDeployment: ['subject', 'environment'],
  environment: ['name'],
  team: ['name'],
  prefix: ['prefix'],
  identity: ['issuer', 'subject'],
  token: ['id'],
  organisation: [],
  watch: ['registry'],
  upgrade: [],
  approval: ['subject', 'change', 'consumer'],
};

/** Never told: a secret's hash helps whoever wants to guess it, a body is in its version, a revision only counts. */
const UNTOLD: { readonly [K in EntityKind]?: readonly string[] } = {
  token: ['secretHash'],
  schema: ['canonical'],
};
/** A member that is longer is cut: the trail tells what changed, and is no second copy of everything. */
const MEMBER_LENGTH = 1_000;
/** Of all writes of an entry: an eighth of what an item holds, however they are encoded. */
const ENTRY_LENGTH = 50_000;

type Members = Readonly<Record<string, unknown>>;

/** What each write of a transaction changes, for its audit entry: only the members that differ, bounded in size. */
export function describeWrites(writes: readonly Write[]): readonly AuditedWrite[] {
  let left = ENTRY_LENGTH;
  return writes.flatMap((write) => {
    if ('check' in write) return [];
    const told = 'put' in write ? toldOfPut(write) : toldOfDelete(write);
    left -= jsonText(told).length;
    if (left > 0) return [told];
    const { entity, key, before, after } = told;
    return [{ entity, key, before: before && {}, after: after && {}, cut: true as const }];
  });
}

/**
 * The entries of one transaction as they are kept, each with what it changed: where there are several, what is of an
 * entry's own announcement and consumer is told there, and the rest by the first.
 */
export function withWrites(entries: readonly AuditEntry[], writes: readonly Write[]): readonly AuditEntry[] {
  const [first, ...others] = entries;
  return entries.map((entry) => {
    const own = writes.filter((write) => (others.find((other) => isOf(write, other)) ?? first) === entry);
    const told = describeWrites(own);
    return told.length === 0 ? entry : { ...entry, writes: told };
  });
}

function isOf(write: Write, { announcementId, consumer }: AuditEntry): boolean {
  if (!('put' in write) || announcementId === undefined) return false;
  switch (write.put) {
    case 'announcement':
      return write.item.id === announcementId && consumer === undefined;
    case 'migration':
      return (
        write.item.announcementId === announcementId && (consumer === undefined || write.item.consumer === consumer)
      );
    default:
      return false;
  }
}

function toldOfPut(write: Extract<Write, { put: unknown }>): AuditedWrite {
  const { put: entity, item, was } = write;
  const after = membersOf(entity, item);
  const before = was && membersOf(entity, was);
  const names = Object.keys({ ...before, ...after }).filter((name) => !before || !isSame(before[name], after[name]));
  return {
    entity,
    key: keyOf(entity, item),
    before: before ? pick(before, names) : null,
    after: pick(after, names),
  };
}

function toldOfDelete(write: Extract<Write, { delete: unknown }>): AuditedWrite {
  const before = membersOf(write.delete, write.was);
  return {
    entity: write.delete,
    key: keyOf(write.delete, write.key),
    before: pick(before, Object.keys(before)),
    after: null,
  };
}

function membersOf(kind: EntityKind, item: object): Members {
  const left = new Set<string>(['revision', ...KEY_MEMBERS[kind], ...(UNTOLD[kind] ?? [])]);
  return Object.fromEntries(Object.entries(item).filter(([name, value]) => !left.has(name) && value !== undefined));
}

function keyOf(kind: EntityKind, item: object): Members {
  const members = new Map<string, unknown>(Object.entries(item));
  return Object.fromEntries(KEY_MEMBERS[kind].map((name) => [name, members.get(name)]));
}

const isSame = (left: unknown, right: unknown): boolean => jsonText(left) === jsonText(right);

const pick = (members: Members, names: readonly string[]): Members =>
  Object.fromEntries(names.filter((name) => members[name] !== undefined).map((name) => [name, bounded(members[name])]));

function bounded(value: unknown): unknown {
  const text = jsonText(value);
  return text.length <= MEMBER_LENGTH
    ? value
    : `${wholeText(text.slice(0, MEMBER_LENGTH))}… (${text.length} characters)`;
}
