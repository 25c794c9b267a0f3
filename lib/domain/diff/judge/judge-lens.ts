import { jsonEquals } from '../../schema/canonical.ts';
import { isJsonArray, type JsonValue } from '../../schema/json.ts';
import { findMember, pointerTokens } from '../../schema/pointer.ts';
import type { Lens, Verdict } from '../../verdict.ts';
import type { Change, Proof } from '../change.ts';
import type { PlacedPair } from '../pair/pair-nodes.ts';
import type { Finding, Rule } from '../rule.ts';
import { type ChangeProver, type Provable, proveOwn } from './prove-changes.ts';

/** One aligned place: where it is in the two schemas, and in the record (`*` for array items). */
export interface Place {
  readonly oldSchemaPointer: string;
  readonly newSchemaPointer: string;
  readonly pointer: string;
}

export interface PlaceVerdicts {
  readonly serving: Verdict;
  readonly training: Verdict;
  /**
   * Whether both accept the same to the letter. Told apart if the verdicts suppose that producers emit what they
   * declare: then two schemas may each read the other and not be equal. Without it, two `compatible` are equality.
   */
  readonly isEqual?: boolean;
}

/** The seam for containment: what it proves of the two schemas at one place, `undefined` where it was not asked. */
export type PlaceJudge = (place: Place) => PlaceVerdicts | undefined;

export interface RuleFinding {
  readonly rule: Rule;
  readonly finding: Finding;
  /** `Change.content` of what was found. */
  readonly content?: string;
  /** The very value that came or went, of a rule about values; as long as it is. */
  readonly value?: JsonValue | undefined;
}
export type AnyPlace = PlacedPair<RuleFinding>;

export interface PlacedChange extends RuleFinding {
  readonly change: Change;
  readonly place: AnyPlace;
}

/** The verdicts of containment at a place; asked once for all places of a pair. */
export type Ask = (place: AnyPlace) => PlaceVerdicts | undefined;

/** A place and those above it, nearest first. */
export function chain(place: AnyPlace): readonly AnyPlace[] {
  const places: AnyPlace[] = [];
  for (let at: AnyPlace | undefined = place; at; at = at.parent) places.push(at);
  return places;
}

export const provable = ({ place, rule, finding, value }: PlacedChange): Provable => ({
  pair: place.pair,
  pointer: place.pointer,
  schemaPointer: finding.schemaPointer,
  keywords: rule.keywords,
  member: finding.member,
  value,
});

/** The break of the nearest judged place, where it fails at the change itself or below it. */
export function exposing(
  lens: Lens,
  { change, place }: PlacedChange,
  ask: Ask,
): readonly { readonly lens: Lens; readonly shown: Shown }[] {
  let nearest: { readonly judged: AnyPlace; readonly verdict: Verdict } | undefined;
  // From the root, whose verdict is known: if a whole is compatible, nobody asks about its parts.
  for (const judged of chain(place)
    .filter(({ isBranch }) => !isBranch)
    .reverse()) {
    const verdict = ask(judged)?.[lens];
    if (verdict?.verdict === 'compatible') return [];
    if (verdict) nearest = { judged, verdict };
  }
  if (nearest?.verdict.verdict !== 'breaking') return [];
  const { witness, pointers } = nearest.verdict;
  const failing = pointers.filter((pointer) => pointer !== '');
  return isToBlame(change, nearest.judged, failing) ? [{ lens, shown: shownAt(nearest.judged, witness, change) }] : [];
}

type Shown = Pick<Change, 'witness' | 'witnessAt' | 'record'>;
type LensAnswer = Shown & { readonly proof?: Proof };

/** A place's witness as a change there or below it carries it. */
const shownAt = (judged: AnyPlace, witness: JsonValue, { pointer }: Change): Shown =>
  judged.pointer === pointer ? { witness } : { witness, witnessAt: judged.pointer };

export interface Asking {
  readonly ask: Ask;
  readonly prover: ChangeProver | undefined;
}

export function judgeLens(lens: Lens, placed: PlacedChange, { ask, prover }: Asking): LensAnswer {
  const { change, place } = placed;
  const isPromised = change.severity[lens] === 'safe';
  // Nothing to prove if the rule itself promises that nothing happens; inside a branch it cannot promise that.
  if (isPromised && !place.isBranch) return {};
  const asked = chain(place)
    .filter(({ isBranch }) => !isBranch)
    .map((judged) => ({ judged, verdict: ask(judged)?.[lens] }));
  if (asked.some(({ verdict }) => verdict?.verdict === 'compatible'))
    return isPromised ? {} : { proof: 'proven-harmless' };
  const own = prover && !place.isBranch ? proveOwn(lens, provable(placed), prover) : undefined;
  if (own?.proof === 'harmless') return isPromised ? {} : { proof: 'proven-harmless' };
  if (own) {
    const record = own.record === undefined ? {} : { record: own.record };
    return { ...shownAt(place, own.witness, change), ...record, proof: 'proven-breaking' };
  }
  const nearest = asked.find(({ verdict }) => verdict);
  if (!nearest?.verdict) return {};
  const { verdict, judged } = nearest;
  // In a branch, a value that goes may let records in; but only those that have it, and not what another value's coming does.
  const isOther = isPromised && placed.value !== undefined && !holdsAt(judged, verdict, placed);
  if (verdict.verdict === 'breaking' && isToBlame(change, judged, verdict.pointers) && !isOther)
    return { proof: 'proven-breaking', ...shownAt(judged, verdict.witness, change) };
  return isPromised ? {} : { proof: 'undecided' };
}

/** Whether a place's witness has, where a change lies, the very value that the change is about. */
function holdsAt(judged: AnyPlace, verdict: Verdict, { change, value }: PlacedChange): boolean {
  if (verdict.verdict !== 'breaking' || value === undefined) return false;
  const tokens = pointerTokens(change.pointer.slice(judged.pointer.length));
  return valuesAt(verdict.witness, tokens).some((held) => jsonEquals(held, value));
}

function valuesAt(value: JsonValue, [token, ...rest]: readonly string[]): readonly JsonValue[] {
  if (token === undefined) return [value];
  if (token === '*') return isJsonArray(value) ? value.flatMap((item) => valuesAt(item, rest)) : [];
  const member = findMember(value, token);
  return member === undefined ? [] : valuesAt(member, rest);
}

/** Whether a failing place lies at the change, below it, or at the judged place itself (a missing member fails there). */
function isToBlame({ pointer }: Change, judged: AnyPlace, failing: readonly string[]): boolean {
  const beneath = pointer.slice(judged.pointer.length).split('/');
  return failing.some((place) => {
    const tokens = place.split('/');
    return place === '' || beneath.every((token, at) => token === '*' || tokens[at] === '*' || token === tokens[at]);
  });
}
