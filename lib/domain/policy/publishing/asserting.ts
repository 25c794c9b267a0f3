import type { Change } from '../../diff/change.ts';

/** What asserts nothing of a record; a format may, and another draft reads the same keywords otherwise. */
export const SILENT: ReadonlySet<string> = new Set([
  'annotation-changed',
  'became-write-only',
  'default-changed',
  'deprecated-removed',
  'deprecated-set',
  'description-changed',
  'discriminator-changed',
  'extensible-value-added',
  'extensible-value-removed',
  'ignored-keyword-changed',
  'no-longer-write-only',
  'read-only-changed',
  'refactored',
  'semantics-changed',
  'sunset-changed',
  'unit-changed',
]);

/** Whether a change may alter which records are valid: what only describes them cannot have a part in a verdict. */
export const isAsserting = ({ ruleId }: Pick<Change, 'ruleId'>): boolean => !SILENT.has(ruleId);
