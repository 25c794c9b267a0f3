import { isMembers, listOf, type Members, membersOf } from '../parsed.ts';

/** A parsed EventBridge-style pattern, as FilterCriteria hold it in JSON text. */
export type EventPattern = Members;

/**
 * Does the event match the pattern, by the rules of Lambda's event filtering: every member of the pattern must match,
 * a list is satisfied by any of its members? Supports exact values, null, empty, exists, prefix, suffix,
 * equals-ignore-case, anything-but, numeric and $or. Throws an Error on an operator that it does not know.
 */
export function matchesPattern(event: unknown, pattern: EventPattern): boolean {
  return Object.entries(pattern).every(([key, expected]) => {
    if (key === '$or') return listOf(expected).some((branch) => matchesPattern(event, membersOf(branch)));
    const actual = isMembers(event) ? event[key] : undefined;
    if (Array.isArray(expected)) return expected.some((rule) => matchesRule(actual, rule));
    return matchesPattern(actual, membersOf(expected));
  });
}

/** Does the event satisfy at least one of the patterns (none: every event passes)? */
export function matchesAny(event: unknown, patterns: readonly EventPattern[]): boolean {
  return patterns.length === 0 || patterns.some((pattern) => matchesPattern(event, pattern));
}

/** The patterns of an event source mapping's `FilterCriteria` property. */
export function parseFilterCriteria(criteria: unknown): EventPattern[] {
  const filters = listOf(membersOf(criteria)['Filters']).map(membersOf);
  return filters.map(({ Pattern }) => membersOf(JSON.parse(String(Pattern))));
}

function matchesRule(actual: unknown, rule: unknown): boolean {
  // A list in the event matches if one of its members does.
  if (Array.isArray(actual) && !(isMembers(rule) && 'exists' in rule)) {
    return actual.some((member) => matchesRule(member, rule));
  }
  if (!isMembers(rule)) return actual === rule;
  return Object.entries(rule).every(([operator, operand]) => {
    const check = OPERATORS[operator];
    if (!check) throw new Error(`The local cloud does not know the filter operator "${operator}".`);
    return check(actual, operand);
  });
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const OPERATORS: Record<string, (actual: unknown, operand: unknown) => boolean> = {
  // Only leaves exist for a filter: a member that is an object is not matched by exists.
  exists: (actual, operand) => (actual !== undefined && !isMembers(actual)) === operand,
  prefix: (actual, operand) => text(actual)?.startsWith(String(operand)) === true,
  suffix: (actual, operand) => text(actual)?.endsWith(String(operand)) === true,
  'equals-ignore-case': (actual, operand) => text(actual)?.toLowerCase() === String(operand).toLowerCase(),
  'anything-but': (actual, operand) => {
    if (actual === undefined) return false;
    return !(Array.isArray(operand) ? operand : [operand]).some((rule) => matchesRule(actual, rule));
  },
  numeric: (actual, operand) => typeof actual === 'number' && matchesNumeric(actual, listOf(operand)),
};

function matchesNumeric(actual: number, comparisons: readonly unknown[]): boolean {
  for (let index = 0; index < comparisons.length; index += 2) {
    const bound = Number(comparisons[index + 1]);
    const holds: Readonly<Record<string, boolean>> = {
      '=': actual === bound,
      '<': actual < bound,
      '<=': actual <= bound,
      '>': actual > bound,
      '>=': actual >= bound,
    };
    if (holds[String(comparisons[index])] !== true) return false;
  }
  return true;
}
