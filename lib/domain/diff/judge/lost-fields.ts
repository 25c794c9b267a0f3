import { TouchIndex } from '../../contract/touch-index.ts';
import type { JsonValue } from '../../schema/json.ts';
import type { Change } from '../change.ts';
import { changeMessage } from '../change-message.ts';
import { propertyRemoved } from '../rules/property-removed.ts';

/** A field that the old version declares. */
export interface DeclaredField {
  readonly pointer: string;
  /** Where, in the old schema. */
  readonly schemaPointer: string;
}

/** The fate of each field that the old version declares: whether a record of the new one can still have it. */
export interface FieldJudge {
  readonly declared: () => readonly DeclaredField[];
  readonly fate: (pointer: string) => 'available' | 'lost' | 'undecided';
  /** A record of the new version, to show what is no longer there. */
  readonly sample: () => JsonValue | undefined;
}

/**
 * A field that no record can have any more is removed for its readers, whatever took it: if no change that breaks
 * them says so, this does. Only what changed can have taken it.
 */
export function tellLost(changes: readonly Change[], fields: FieldJudge): readonly Change[] {
  const lost: Change[] = [];
  if (changes.length === 0) return changes;
  const index = new TouchIndex(changes, ({ pointer }) => pointer);
  for (const field of fields.declared()) {
    const { pointer } = field;
    if (lost.some((above) => pointer.startsWith(`${above.pointer}/`))) continue;
    if (!isOnlyChangedHarmlessly(index.at(pointer))) continue;
    if (fields.fate(pointer) !== 'lost') continue;
    const sample = fields.sample();
    // Of a version without any record nothing is sent that could lack something.
    if (sample === undefined) break;
    lost.push(removed(field, sample));
  }
  return [...changes, ...lost];
}

function isOnlyChangedHarmlessly(covering: Iterable<Change>): boolean {
  let isChanged = false;
  for (const { severity } of covering) {
    if (severity.serving === 'breaking') return false;
    isChanged = true;
  }
  return isChanged;
}

const SEVERITY = { serving: 'breaking', training: 'safe' } as const;

const removed = ({ pointer, schemaPointer }: DeclaredField, sample: JsonValue): Change => ({
  ruleId: propertyRemoved.id,
  pointer,
  schemaPointer,
  severity: SEVERITY,
  message: changeMessage({ pointer, what: 'no record can have it any more', severity: SEVERITY }),
  harm: propertyRemoved.harm,
  advice: propertyRemoved.forReader,
  proof: 'proven-breaking',
  record: sample,
});
