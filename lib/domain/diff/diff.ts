import { canonicalJson, fingerprint } from '../schema/canonical.ts';
import { indexSchema } from '../schema/document.ts';
import { isJsonObject, type JsonValue } from '../schema/json.ts';
import type { ParsedSchema } from '../schema/parse-schema.ts';
import { extendPointer } from '../schema/pointer.ts';
import type { Severity } from '../verdict.ts';
import { type Change, compareSeverity, worstSeverity } from './change.ts';
import { changeMessage } from './change-message.ts';
import { judgeChanges } from './judge/judge-changes.ts';
import type { PlaceJudge, RuleFinding } from './judge/judge-lens.ts';
import type { FieldJudge } from './judge/lost-fields.ts';
import type { ChangeProver } from './judge/prove-changes.ts';
import type { Pair } from './pair/pair.ts';
import { type PlacedPair, pairNodes } from './pair/pair-nodes.ts';
import { referencedContent } from './pair/references.ts';
import type { Finding, RuleSettings } from './rule.ts';
import { changesOmitted } from './rules/changes-omitted.ts';
import { RULES } from './rules/index.ts';
import { refactored } from './rules/refactored.ts';
import { schemaClosed } from './rules/schema-closed.ts';
import { schemaOpened } from './rules/schema-opened.ts';
import { CATEGORY_KEYWORDS } from './values/category-values.ts';

/** A report holds so many changes; the others are counted in one `changes-omitted`. */
const MAX_CHANGES = 1_000;
// A subject's whole subschema is of no use in a message; the digest keeps the change's fingerprint true.
const MAX_VALUE_LENGTH = 4_000;

export interface DiffOptions {
  readonly judge?: PlaceJudge | undefined;
  /** The proof of a change by itself. */
  readonly prover?: ChangeProver | undefined;
  /** Asked with the judge: which fields no record can have any more. */
  readonly fields?: FieldJudge | undefined;
  /** Keywords that list categories without closing the set; `x-extensible-enum` and the like unless told. */
  readonly categoryKeywords?: readonly string[];
}

/**
 * Every change between two schemas, worst first, then by record pointer and rule id. With a judge, structural changes
 * at a place proven equal both ways are one `refactored` change, what is proven harmless for a lens is safe there, and
 * what is proven breaking carries the witness. At most 1,000 changes; a last one counts the rest.
 */
export function diffSchemas(
  old: ParsedSchema,
  next: ParsedSchema,
  { judge, prover, fields, categoryKeywords = CATEGORY_KEYWORDS }: DiffOptions = {},
): readonly Change[] {
  if (old.canonical === next.canonical && old.dialect === next.dialect) return [];
  const documents = { old: documentOf(old), next: documentOf(next) };
  const { root, places, isTruncated } = pairNodes(documents, (pair) => findAt(pair, { categoryKeywords }));
  const found = places.flatMap((place) =>
    place.found
      .filter(({ rule }) => !place.isToldAbove || rule.kind === 'annotation')
      .map((finding) => ({ ...finding, place, change: toChange(place, finding) })),
  );
  const changes = judge
    ? judgeChanges({ found, judge, prover, fields, root })
    : found.filter(({ place }) => !place.isTentative).map(({ change }) => change);
  const told = changes.length > 0 || !judge ? changes : rewritten(judge);
  return bound(sortChanges(told), isTruncated);
}

/** Two texts of which no rule finds a difference are not news, and yet not the same: that is said if it is proven. */
function rewritten(judge: PlaceJudge): readonly Change[] {
  const verdicts = judge({ oldSchemaPointer: '', newSchemaPointer: '', pointer: '' });
  if (verdicts?.serving.verdict !== 'compatible' || verdicts.training.verdict !== 'compatible') return [];
  const same = verdicts.isEqual === false ? 'what is emitted stays readable' : 'accepts exactly the same';
  return [
    {
      ruleId: refactored.id,
      pointer: '',
      schemaPointer: '',
      after: [],
      severity: refactored.severity,
      message: `the record: written differently (names, comments, order, or keywords that add nothing), and ${same}`,
      harm: refactored.harm,
      advice: refactored.forReader,
      proof: 'proven-harmless',
    },
  ];
}

function documentOf({ value, dialect }: ParsedSchema) {
  if (typeof value !== 'boolean' && !isJsonObject(value))
    throw new TypeError('a parsed schema is an object or a boolean');
  return indexSchema(value, dialect);
}

function findAt(pair: Pair, settings: RuleSettings): readonly RuleFinding[] {
  const isForbidden = pair.old.isImpossible || pair.next.isImpossible;
  // Where one side is `false` every keyword of the other differs, and only that it is `false` matters.
  const rules = isForbidden ? [schemaClosed, schemaOpened] : RULES;
  return rules.flatMap((rule) =>
    rule.find(pair, settings).map((finding) => {
      const content = contentOf(pair, finding);
      const value = rule.isOfOneValue ? (finding.after ?? finding.before) : undefined;
      return { rule, finding: withClampedValues(finding), value, ...(content === undefined ? {} : { content }) };
    }),
  );
}

function contentOf({ old, next }: Pair, { before = null, after = null, content }: Finding): string | undefined {
  const beyond = content ?? null;
  const referenced = [
    referencedContent(old.document, [before, beyond]),
    referencedContent(next.document, [after, beyond]),
  ].map((digest) => digest ?? null);
  const isWhole = content === undefined && referenced.every((digest) => digest === null);
  return isWhole ? undefined : fingerprint(canonicalJson([beyond, ...referenced])).slice(0, 16);
}

function toChange(place: PlacedPair<RuleFinding>, { rule, finding, content }: RuleFinding): Change {
  const { member, schemaPointer, before, after, what } = finding;
  const pointer = member === undefined ? place.pointer : extendPointer(place.pointer, [member]);
  const severity = finding.severity ?? rule.severity;
  return {
    ruleId: rule.id,
    pointer,
    schemaPointer,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(content === undefined ? {} : { content }),
    severity,
    message: changeMessage({ pointer, what, severity }),
    harm: finding.harm ?? rule.harm,
    advice: finding.forReader ?? rule.forReader,
  };
}

const withClampedValues = (finding: Finding): Finding => ({
  ...finding,
  ...(finding.before === undefined ? {} : { before: clamp(finding.before) }),
  ...(finding.after === undefined ? {} : { after: clamp(finding.after) }),
});

function clamp(value: JsonValue): JsonValue {
  const canonical = canonicalJson(value);
  return canonical.length <= MAX_VALUE_LENGTH
    ? value
    : `(${canonical.length} characters, SHA-256 ${fingerprint(canonical)})`;
}

/**
 * Worst first, then by record pointer, rule and what changed. A definition that is reached twice at one place (two
 * patterns of names) says the same thing once.
 */
function sortChanges(changes: readonly Change[]): readonly Change[] {
  const byContent = new Map<string, { readonly change: Change; readonly rank: string; readonly content: string }>();
  for (const change of changes) {
    const { ruleId, pointer, schemaPointer, before, after } = change;
    const content = canonicalJson([ruleId, schemaPointer, before ?? null, after ?? null]);
    const key = `${pointer}\n${content}\n${change.content ?? ''}`;
    if (!byContent.has(key)) byContent.set(key, { change, rank: RANKS[worstSeverity(change)], content });
  }
  return [...byContent.values()]
    .sort(
      (left, right) =>
        compareText(left.rank, right.rank) ||
        compareText(left.change.pointer, right.change.pointer) ||
        compareText(left.content, right.content),
    )
    .map(({ change }) => change);
}

const RANKS: Readonly<Record<Severity, string>> = { breaking: '0', dangerous: '1', safe: '2' };

// By code unit, not by locale: the order is the same on every machine.
const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

function bound(changes: readonly Change[], isTruncated: boolean): readonly Change[] {
  if (changes.length <= MAX_CHANGES && !isTruncated) return changes;
  const omitted = changes.slice(MAX_CHANGES);
  // A place that was not compared may hold what a definition says elsewhere.
  const unseen = isTruncated ? changes : omitted;
  const worst = (lens: 'serving' | 'training'): Severity =>
    unseen.map(({ severity }) => severity[lens]).sort(compareSeverity)[0] ?? 'dangerous';
  const count = isTruncated
    ? `at least ${omitted.length} more changes than listed, as not every place was compared`
    : `${omitted.length} more changes than the ${MAX_CHANGES} that a report holds`;
  return [
    ...changes.slice(0, MAX_CHANGES),
    {
      ruleId: changesOmitted.id,
      pointer: '',
      schemaPointer: '',
      after: omitted.length,
      severity: { serving: worst('serving'), training: worst('training') },
      message: `the record: ${count}`,
      harm: changesOmitted.harm,
      advice: changesOmitted.forReader,
    },
  ];
}

export type { PlaceJudge } from './judge/judge-lens.ts';
