import type { Absence, IsolatedProof } from '../../containment/compare/change-proof.ts';
import type { ChangeQuestion } from '../../containment/compare/comparison.ts';
import type { JsonValue } from '../../schema/json.ts';
import { extendPointer, pointerTokens } from '../../schema/pointer.ts';
import type { Lens } from '../../verdict.ts';
import type { Pair } from '../pair/pair.ts';

/** The proof by containment of one change by itself; see `Comparison`. */
export interface ChangeProver {
  proveAlone(question: ChangeQuestion): (IsolatedProof & { readonly record?: JsonValue }) | undefined;
  proveAbsence(pointer: string, beside: readonly string[]): Absence | undefined;
}

/** One finding, as far as its own proof goes. */
export interface Provable {
  readonly pair: Pair;
  /** Of the pair, in the record. */
  readonly pointer: string;
  readonly schemaPointer: string;
  /** `Rule.keywords`. */
  readonly keywords?: readonly string[] | undefined;
  readonly member?: string | undefined;
  /** The very value that came (for new records) or went (for history). */
  readonly value?: JsonValue | undefined;
}

export type OwnProof =
  | { readonly proof: 'breaking'; readonly witness: JsonValue; readonly record?: JsonValue }
  | { readonly proof: 'harmless' };

/**
 * Asks each conjunct of the rejecting side that states the finding's keywords whether it rejects, by itself, what the
 * other side sends: then the change breaks whatever else changed, and the record shows it. `harmless` if none does and
 * these keywords are all that the rule judges. `undefined` if a keyword cannot be taken out of its schema, or a search
 * stayed open.
 */
export function proveOwn(lens: Lens, about: Provable, prover: ChangeProver): OwnProof | undefined {
  const { pair, pointer, keywords, member, value } = about;
  const { old, next } = pair;
  if (old.locations.length !== 1 || next.locations.length !== 1) return undefined;
  const rejecting = lens === 'serving' ? old : next;
  const place = { oldSchemaPointer: old.pointer, newSchemaPointer: next.pointer };
  let answer: OwnProof | undefined;
  for (const keyword of keywords ?? keywordsBehind(about))
    for (const { part } of rejecting.stated(keyword)) {
      const { location, orNull } = part;
      const asked = { place, pointer, lens, conjunct: location.pointer, keyword, member, orNull, value };
      const proof = prover.proveAlone(asked);
      if (!proof || proof.proof === 'unknown') return undefined;
      if (proof.proof === 'breaking') return proof;
      answer = keywords ? proof : undefined;
    }
  return answer;
}

/** The keyword that follows, in a finding's schema pointer, the conjunct that states it. */
function keywordsBehind({ pair, schemaPointer }: Provable): readonly string[] {
  const [nearest] = [...pair.next.parts, ...pair.old.parts]
    .map(({ location }) => location.pointer)
    .filter((pointer) => schemaPointer.startsWith(`${pointer}/`))
    .sort((left, right) => right.length - left.length);
  return nearest === undefined ? [] : pointerTokens(schemaPointer.slice(nearest.length)).slice(0, 1);
}

const BESIDE = 3;

/** A record of the new version without a member that its schema no longer declares, with some that it does. */
export function proveGone({ pair, pointer, member }: Provable, prover: ChangeProver): Absence | undefined {
  if (member === undefined) return undefined;
  const beside = pair.properties.flatMap(({ name, after }) => (after && name !== member ? [name] : []));
  return prover.proveAbsence(extendPointer(pointer, [member]), beside.slice(0, BESIDE));
}
