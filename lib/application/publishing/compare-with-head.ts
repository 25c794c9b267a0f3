import { DATE_FORM, firstOf, parseDate } from '../../domain/date.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Manifest } from '../../domain/manifest.ts';
import { DEPRECATION_RULES, markedSunset } from '../../domain/policy/publishing/promise.ts';
import type { Violation } from '../../domain/policy/publishing/violations.ts';
import type { Policy } from '../../domain/policy/settings/policy.ts';
import type { JsonValue } from '../../domain/schema/json.ts';
import type { ParsedSchema } from '../../domain/schema/parse-schema.ts';
import { findMember, pointerTokens } from '../../domain/schema/pointer.ts';
import type { Subject } from '../../domain/subject.ts';
import type { JudgedBy } from '../../domain/verdict.ts';
import { loadSchema } from '../load-schema.ts';
import type { Comparison, Judge } from '../ports/judge.ts';
import type { Store } from '../ports/store.ts';
import { FIRST, transitiveViolations, violationsOf } from './compare-versions.ts';
import { judgedBy } from './judged-by.ts';

export interface HeadComparison extends Comparison {
  readonly violated: readonly Violation[];
  /** The soonest `x-sunset` of a field that this change deprecates. */
  readonly announcedSunset: string | undefined;
  /** Absent before the first version goes live: there is nothing to compare with. */
  readonly judged?: JudgedBy;
}

/** What a new schema is to the subject's head, and to its older versions where the mode is transitive. */
export async function compareWithHead(input: {
  readonly store: Store;
  readonly judge: Judge;
  readonly subject: Subject;
  readonly policy: Policy;
  readonly next: ParsedSchema;
}): Promise<HeadComparison> {
  const { store, judge, subject, policy, next } = input;
  if (subject.head === undefined) return { ...FIRST, violated: [], announcedSunset: undefined };
  const old = await loadSchema(store, subject.name, subject.head);
  const comparison = await judge.compare({ old, next, options: policy });
  const violated = [...violationsOf(comparison, subject.head, policy), ...(await transitiveViolations(input))];
  return { ...comparison, violated, announcedSunset: soonestSunset(comparison, next), judged: judgedBy(judge, policy) };
}

function soonestSunset({ changes }: Comparison, next: ParsedSchema): string | undefined {
  const deprecated = changes.filter(({ ruleId }) => DEPRECATION_RULES.has(ruleId));
  return firstOf(deprecated.flatMap(({ schemaPointer }) => sunsetsAlong(next.value, schemaPointer)));
}

// A rule may point at the keyword itself: the schema that carries it stands on the way there.
function sunsetsAlong(schema: JsonValue, pointer: string): readonly string[] {
  let here: JsonValue | undefined = schema;
  const found = [markedSunset(here)];
  for (const token of pointerTokens(pointer)) {
    here = here === undefined ? undefined : findMember(here, token);
    found.push(markedSunset(here));
  }
  return found.filter((date) => date !== undefined);
}

/** The date a request asks for, by itself or in its manifest; throws `invalid-request` where it is not a date. */
export function findSunset(request: { readonly sunset?: string; readonly manifest?: Manifest }): string | undefined {
  const text = request.sunset ?? request.manifest?.sunset;
  if (text === undefined) return undefined;
  const date = parseDate(text);
  if (date) return date;
  const pointer = request.sunset === undefined ? '/manifest/sunset' : '/sunset';
  throw new DomainError('invalid-request', `${JSON.stringify(text)} is not a date; ${DATE_FORM}`, {
    errors: [{ pointer, detail: 'not an ISO 8601 date' }],
  });
}
