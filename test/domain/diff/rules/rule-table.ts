import { describe, expect, it } from 'vitest';
import type { Change } from '../../../../lib/domain/diff/change.ts';
import { diffSchemas } from '../../../../lib/domain/diff/diff.ts';
import { parseSchema } from '../../../../lib/domain/schema/parse-schema.ts';

/** A schema as a test writes it. */
export type Plain = boolean | { readonly [keyword: string]: unknown };
type Expected = Partial<Pick<Change, 'pointer' | 'schemaPointer' | 'severity'>> & {
  readonly before?: unknown;
  readonly after?: unknown;
};

export interface RuleTable {
  /** Sentence, old, new, what is reported; an array where it is more than one change. */
  readonly reports: readonly (readonly [string, Plain, Plain, Expected | readonly Expected[]])[];
  /** Accepted neighbours: sentence, old, new. */
  readonly leaves: readonly (readonly [string, Plain, Plain])[];
}

export const WIDENED = { serving: 'breaking', training: 'safe' } as const;
export const NARROWED = { serving: 'safe', training: 'breaking' } as const;
export const BOTH_BREAKING = { serving: 'breaking', training: 'breaking' } as const;
export const BOTH_DANGEROUS = { serving: 'dangerous', training: 'dangerous' } as const;
export const BOTH_SAFE = { serving: 'safe', training: 'safe' } as const;

/** The changes between two schemas that tests write as literals. */
export function changesBetween(old: Plain, next: Plain): readonly Change[] {
  return diffSchemas(parsed(old), parsed(next));
}

export function parsed(schema: Plain) {
  const result = parseSchema(JSON.stringify(schema));
  if (!result.ok) throw new Error(`the test's schema is not valid: ${JSON.stringify(result.problems)}`);
  return result.schema;
}

/** Runs a rule's table through the whole diff, so that its registration is tested with it. */
export function describeRule(ruleId: string, { reports, leaves }: RuleTable): void {
  describe(ruleId, () => {
    it.each(reports)('reports %s', (_sentence, old, next, expected) => {
      const found = changesBetween(old, next).filter((change) => change.ruleId === ruleId);
      const all = Array.isArray(expected) ? expected : [expected];
      expect(found).toMatchObject(all);
      expect(found).toHaveLength(all.length);
    });
    it.each(leaves)('leaves %s', (_sentence, old, next) => {
      expect(changesBetween(old, next).map((change) => change.ruleId)).not.toContain(ruleId);
    });
  });
}
