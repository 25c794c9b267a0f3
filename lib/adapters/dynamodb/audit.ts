import type { AuditEntry } from '../../domain/audit.ts';
import { jsonText } from '../../domain/schema/json-text.ts';
import { type Attributes, assertReadable, jsonValue, SCHEMA_VERSION } from './codec.ts';
import { auditKey } from './keys.ts';

/** An entry as an item of the audit table; its indexes are on the entry's own members. */
export const encodeAuditEntry = (entry: AuditEntry): Attributes => ({
  ...entry,
  detail: jsonText(entry.detail),
  ...(entry.writes === undefined ? {} : { writes: jsonText(entry.writes) }),
  ...auditKey(entry),
  entity: 'audit',
  schemaVersion: SCHEMA_VERSION,
});

export function decodeAuditEntry(item: Attributes): AuditEntry {
  assertReadable(item);
  const { pk: _pk, sk: _sk, entity: _entity, schemaVersion: _schemaVersion, detail, writes, ...members } = item;
  // Only `encodeAuditEntry` writes to this table.
  return {
    ...members,
    detail: jsonValue(detail),
    ...(writes === undefined ? {} : { writes: jsonValue(writes) }),
  } as unknown as AuditEntry;
}
