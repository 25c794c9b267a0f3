import type { AuditEntry } from '../../domain/audit.ts';
import { jsonText } from '../../domain/schema/json-text.ts';
import { type Attributes, assertReadable, jsonValue, SCHEMA_VERSION } from './codec.ts';
import { auditKey } from './keys.ts';

/** An entry as an item of the audit table; its indexes are on the entry's own members. */
export const encodeAuditEntry = (entry: AuditEntry): Attributes => ({
  ...entry,
  detail: jsonText(entry.detail),
  ...auditKey(entry),
  entity: 'audit',
  schemaVersion: SCHEMA_VERSION,
});

export function decodeAuditEntry(item: Attributes): AuditEntry {
  assertReadable(item);
  const { pk: _pk, sk: _sk, entity: _entity, schemaVersion: _schemaVersion, detail, ...members } = item;
  // Only `encodeAuditEntry` writes to this table.
  return { ...members, detail: jsonValue(detail) } as unknown as AuditEntry;
}
