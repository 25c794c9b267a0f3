import type { Lens, Severity } from '../../verdict.ts';
import type { Change } from '../change.ts';
import { changeMessage } from '../change-message.ts';
import type { Pair } from '../pair/pair.ts';
import type { Severities } from '../rule.ts';
import { refactored } from '../rules/refactored.ts';
import {
  type AnyPlace,
  type Ask,
  chain,
  exposing,
  judgeLens,
  type PlacedChange,
  type PlaceJudge,
  type PlaceVerdicts,
  provable,
} from './judge-lens.ts';
import { type FieldJudge, tellLost } from './lost-fields.ts';
import { type ChangeProver, proveGone } from './prove-changes.ts';
import { unexplained } from './unexplained.ts';

export interface JudgedDiff {
  readonly found: readonly PlacedChange[];
  readonly judge: PlaceJudge;
  /** The proof of a change by itself; without it a place's own record is used. */
  readonly prover?: ChangeProver | undefined;
  readonly fields?: FieldJudge | undefined;
  /** Where the two documents' roots meet. */
  readonly root: AnyPlace;
}

const LENSES: readonly Lens[] = ['serving', 'training'];

/**
 * Takes containment's word for what the rules found. A place proven equal silences its structural changes, and those
 * below it; a lens proven compatible at a place, or above it, makes them safe for that lens. Inside a branch of a
 * union only equality carries over: a narrower branch of a `oneOf` may widen the whole.
 */
export function judgeChanges({ found, judge, prover, fields, root }: JudgedDiff): readonly Change[] {
  const verdicts = new Map<Pair, PlaceVerdicts | undefined>();
  // One answer for all places of a pair: they hold the same two schemas.
  const ask: Ask = (place) => {
    if (!verdicts.has(place.pair)) verdicts.set(place.pair, askOnce(judge, place));
    return verdicts.get(place.pair);
  };
  const kept: Change[] = [];
  const refactorings = new Map<AnyPlace, PlacedChange[]>();
  for (const placed of found) {
    const { rule, place } = placed;
    if (place.isTentative) {
      kept.push(...provenAlone(placed, ask));
      continue;
    }
    if (rule.kind === 'presence') {
      kept.push(judgePresence(placed, ask, { prover, fields }));
      continue;
    }
    if (rule.kind === 'annotation') {
      kept.push(isAsserted(placed) ? raiseAsserted(placed, ask, prover) : placed.change);
      continue;
    }
    const equal = chain(placed.place).find((place) => isEqual(ask(place)));
    if (!equal) kept.push(judgeOne(placed, ask, prover));
    else refactorings.set(equal, [...(refactorings.get(equal) ?? []), placed]);
  }
  const silent = [...refactorings].map(([place, changes]) => toRefactoring(place, changes));
  const all = [...kept, ...silent, ...unexplained({ kept, root: root.pair, verdicts: ask(root) })];
  return fields ? tellLost(all, fields) : all;
}

/** Only a place that one schema describes on each side can be judged: a conjunction has no pointer of its own. */
function askOnce(judge: PlaceJudge, { pair, pointer }: AnyPlace): PlaceVerdicts | undefined {
  const { old, next } = pair;
  if (old.locations.length !== 1 || next.locations.length !== 1) return undefined;
  return judge({ oldSchemaPointer: old.pointer, newSchemaPointer: next.pointer, pointer });
}

const isEqual = (verdicts: PlaceVerdicts | undefined): boolean =>
  verdicts?.isEqual ?? LENSES.every((lens) => verdicts?.[lens].verdict === 'compatible');

function judgeOne(placed: PlacedChange, ask: Ask, prover: ChangeProver | undefined): Change {
  const answers = LENSES.map((lens) => ({ lens, ...judgeLens(lens, placed, { ask, prover }) }));
  const severity = { ...placed.change.severity };
  for (const { lens, proof } of answers) {
    if (proof === 'proven-harmless') severity[lens] = 'safe';
    if (proof === 'proven-breaking') severity[lens] = 'breaking';
  }
  const judged = withSeverity(placed, severity);
  const proven = answers.find(({ witness }) => witness !== undefined);
  if (proven) {
    const { lens: _, ...shown } = proven;
    return { ...judged, ...shown };
  }
  const proof = answers.find((answer) => answer.proof === 'undecided') ?? answers.find((answer) => answer.proof);
  return { ...judged, ...(proof?.proof ? { proof: proof.proof } : {}) };
}

/**
 * An annotation that validators may assert (`format`), at a place where nothing else changed that they see: a break there is
 * its own. Where it is not asserted, there is none.
 */
const isAsserted = ({ rule, place }: PlacedChange): boolean =>
  rule.keywords !== undefined && place.found.every((other) => other.rule.kind === 'annotation');

/** A change that an annotation's rule calls dangerous breaks if a record proves it, and is never less without one. */
function raiseAsserted(placed: PlacedChange, ask: Ask, prover: ChangeProver | undefined): Change {
  const proven = LENSES.map((lens) => ({ lens, ...judgeLens(lens, placed, { ask, prover }) })).filter(
    ({ proof }) => proof === 'proven-breaking',
  );
  const [first] = proven;
  if (!first) return placed.change;
  const severity = { ...placed.change.severity };
  for (const { lens } of proven) severity[lens] = 'breaking';
  const { lens: _, ...shown } = first;
  return { ...withSeverity(placed, severity), ...shown };
}

const withSeverity = ({ change, finding }: PlacedChange, severity: Severities): Change => ({
  ...change,
  severity,
  message: changeMessage({ pointer: change.pointer, what: finding.what, severity }),
});

/**
 * A member that came or went is reported whatever containment says. Where its rule expects nothing, and yet the nearest
 * place's break shows at this very member, the break is its own: history may hold anything under the new name.
 */
function raiseWhereProven(placed: PlacedChange, ask: Ask): Change {
  const { change } = placed;
  const exposed = LENSES.filter((lens) => change.severity[lens] !== 'breaking').flatMap((lens) =>
    exposing(lens, placed, ask),
  );
  const [first] = exposed;
  if (!first) return change;
  const severity = { ...change.severity };
  for (const { lens } of exposed) severity[lens] = 'breaking';
  return { ...withSeverity(placed, severity), proof: 'proven-breaking', ...first.shown };
}

const REMOVALS: ReadonlySet<string> = new Set(['property-removed', 'required-property-removed', 'property-renamed']);

/**
 * A member that came or went. One that went is shown by a record of the new version without it; if it may still come
 * undeclared, and nothing else breaks, its readers may go on. One that came harms nobody who takes all new records.
 */
function judgePresence(
  placed: PlacedChange,
  ask: Ask,
  { prover, fields }: Pick<JudgedDiff, 'prover' | 'fields'>,
): Change {
  const isHarmless = chain(placed.place).some(
    (place) => !place.isBranch && ask(place)?.serving.verdict === 'compatible',
  );
  const isRemoval = REMOVALS.has(placed.rule.id);
  const harmless = withSeverity(placed, { ...placed.change.severity, serving: 'safe' });
  const judged = raiseWhereProven(isHarmless && !isRemoval ? { ...placed, change: harmless } : placed, ask);
  if (!prover || !isRemoval) return judged;
  const gone = proveGone(provable(placed), prover);
  if (!gone) return judged;
  // A field that could not occur before either is not lost.
  const isLost = gone.isLost && fields?.fate(placed.change.pointer) !== 'available';
  if (!isLost && isHarmless)
    return { ...withSeverity(placed, { ...judged.severity, serving: 'dangerous' }), proof: 'proven-harmless' };
  const { witness: _, witnessAt: __, ...rest } = judged;
  return { ...rest, proof: 'proven-breaking', record: gone.record };
}

/** The findings at two places that were aligned on a guess: only those that a break shows, in its lenses. */
function provenAlone(placed: PlacedChange, ask: Ask): readonly Change[] {
  const { change, rule } = placed;
  if (rule.kind !== 'structural') return [];
  const exposed = LENSES.filter((lens) => change.severity[lens] !== 'safe').flatMap((lens) =>
    exposing(lens, placed, ask),
  );
  const [first] = exposed;
  if (!first) return [];
  const severity: Record<Lens, Severity> = { serving: 'safe', training: 'safe' };
  for (const { lens } of exposed) severity[lens] = 'breaking';
  return [{ ...withSeverity(placed, severity), proof: 'proven-breaking', ...first.shown }];
}

function toRefactoring({ pair, pointer }: AnyPlace, changes: readonly PlacedChange[]): Change {
  const rules = [...new Set(changes.map(({ rule }) => rule.id))].sort();
  return {
    ruleId: refactored.id,
    pointer,
    schemaPointer: pair.next.pointer,
    after: rules,
    severity: refactored.severity,
    message: `${pointer || 'the record'}: written differently (${rules.join(', ')}), and accepts exactly the same`,
    harm: refactored.harm,
    advice: refactored.forReader,
    proof: 'proven-harmless',
  };
}
