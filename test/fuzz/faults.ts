import type { ContentModel } from '../../lib/domain/verdict.ts';
import type { Plain } from './plain.ts';
import type { Decision, Pair, Tested } from './tested.ts';
import { Validators } from './validators.ts';
import { variantOf } from './variants.ts';

/** A question to the program. */
export interface Asked {
  readonly contentModel: ContentModel;
  /** Always: is each document of the old one a document of the new one? */
  readonly pair: Pair;
}

/** Something to hold the program to; it replays from a file. */
export type Case = Asked &
  (
    | { readonly kind: 'compatible'; readonly instance: Plain }
    | { readonly kind: 'witness' }
    | { readonly kind: 'variant'; readonly seeds: readonly [old: number, next: number] }
    | { readonly kind: 'dangling' }
    | { readonly kind: 'failure' }
    | { readonly kind: 'repeat'; readonly others: readonly Asked[] }
  );
export type Kind = Case['kind'];

/** What the program does wrong on a case, in a sentence; `undefined` where it does nothing wrong. */
export async function faultOf(asked: Case, tested: Tested): Promise<string | undefined> {
  const { contentModel, pair } = asked;
  if (asked.kind === 'repeat') return repeatFault(asked, tested);
  let decision: Decision;
  try {
    decision = tested.decide(pair, contentModel).backward;
  } catch (error) {
    return asked.kind === 'failure' ? `it throws ${error}` : undefined;
  }
  switch (asked.kind) {
    case 'failure':
      return failureIn(decision);
    case 'compatible':
      return decision.verdict === 'compatible' && (await isCounterexample(asked, tested))
        ? `compatible, and ${JSON.stringify(asked.instance)} is a document of the old schema and not of the new one`
        : undefined;
    case 'witness':
      return decision.verdict === 'breaking' ? witnessFault(asked, decision.witness ?? null, tested) : undefined;
    case 'dangling':
      return decision.verdict === 'compatible' || decision.verdict === 'breaking'
        ? `${decision.verdict}, though a reference leads nowhere`
        : undefined;
    case 'variant':
      return variantFault(asked, decision, tested);
  }
}

/** An exception that the program caught and put into words is one all the same. */
export const failureIn = ({ verdict, reason = '' }: Decision): string | undefined =>
  (verdict === 'undecided' || verdict === 'refused') &&
  /unexpected|internal|is not a function|Cannot read prop/i.test(reason)
    ? `it fails: ${reason}`
    : undefined;

async function isCounterexample(
  { pair, instance, contentModel }: Asked & { instance: Plain },
  tested: Tested,
): Promise<boolean> {
  const [left, right] = [await Validators.of(pair.old), await Validators.of(pair.next)];
  if (left.accept(instance) !== 'yes' || right.accept(instance) !== 'no') return false;
  return contentModel === 'open' || tested.isEmitted(pair.old, instance, contentModel);
}

async function witnessFault(
  { pair, contentModel }: Asked,
  witness: Plain,
  tested: Tested,
): Promise<string | undefined> {
  const [left, right] = [await Validators.of(pair.old), await Validators.of(pair.next)];
  const shown = JSON.stringify(witness);
  if (left.accept(witness) === 'no') return `breaking, and its record ${shown} is no document of the old schema`;
  if (right.accept(witness) === 'yes') return `breaking, and its record ${shown} is a document of the new schema`;
  return contentModel === 'open' || tested.isEmitted(pair.old, witness, contentModel)
    ? undefined
    : `breaking, and its record ${shown} has undeclared members`;
}

/**
 * The budget ends in other places where a schema is written differently; and two copies with one address, which say the
 * same before, are two schemas where each is rewritten by itself. A paradox is compatible with its own text alone.
 */
const isIncomparable = ({ reason = '' }: Decision): boolean =>
  /budget|too large|too many|combinations|took longer|names another schema as well|refers to itself on the spot/.test(
    reason,
  );

export const variantPair = ({ old, next }: Pair, [first, second]: readonly [number, number]): Pair => ({
  old: variantOf(old, first),
  next: variantOf(next, second),
});

function variantFault(
  { pair, seeds, contentModel }: Asked & { readonly seeds: readonly [number, number] },
  decision: Decision,
  tested: Tested,
): string | undefined {
  const other = tested.decide(variantPair(pair, seeds), contentModel).backward;
  if (other.verdict === decision.verdict || isIncomparable(other) || isIncomparable(decision)) return undefined;
  return `${described(decision)}, and written differently ${described(other)}`;
}

const described = ({ verdict, reason, witness }: Decision): string =>
  verdict + (reason === undefined ? '' : ` (${reason})`) + (witness === undefined ? '' : ` ${JSON.stringify(witness)}`);

async function repeatFault(
  { pair, contentModel, others }: Asked & { others: readonly Asked[] },
  tested: Tested,
): Promise<string | undefined> {
  const first = await tested.report(pair, contentModel);
  for (const other of others) await tested.report(other.pair, other.contentModel);
  const again = await tested.report(pair, contentModel);
  return first === again
    ? undefined
    : `first ${first.slice(0, 400)} and after ${others.length} others ${again.slice(0, 400)}`;
}
