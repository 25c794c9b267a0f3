import { arePairwiseDisjoint } from './disjoint.ts';
import type { Formula } from './formula.ts';
import type { Formulas } from './formulas.ts';

/**
 * `oneOf`; branches that a type or a discriminating member keeps apart are an `anyOf`. Telling that looks into the
 * references of the branches, which may lead back here: so it waits until the schemas around are compiled.
 */
export function exactlyOne(branches: readonly Formula[], formulas: Formulas): Formula {
  if (branches.length < 2) return formulas.or(branches);
  const others = (from: number): Formula => formulas.or(branches.slice(from + 1));
  let apart: boolean | undefined;
  const areApart = (): boolean => {
    apart ??= arePairwiseDisjoint(branches, formulas);
    return apart;
  };
  return formulas.lazy({
    key: `1${branches.map(({ id }) => id).join()}`,
    exactlyOneOf: { branches, areApart },
    expand: () =>
      areApart()
        ? formulas.or(branches)
        : formulas.or(
            branches.map((branch, at) =>
              formulas.and([
                branch,
                ...branches.filter((_, index) => index !== at).map((other) => formulas.not(other)),
              ]),
            ),
          ),
    expandNegation: () =>
      areApart()
        ? formulas.not(formulas.or(branches))
        : formulas.or([
            formulas.and(branches.map((branch) => formulas.not(branch))),
            ...branches.slice(0, -1).map((branch, at) => formulas.and([branch, others(at)])),
          ]),
  });
}

/** Further branches that are each tried beside all shared ones; with more, trying pairs costs more than it saves. */
const MAX_FURTHER = 4;

/**
 * What is left of `not exactly one of wanted` if exactly one of `given` holds. The branches that both have are spoken
 * for: if one of them holds, a further one of `wanted` must too; if none does, the rest of `wanted` must fail by itself.
 * `undefined` if that says nothing more.
 */
export function refuteBeside(
  wanted: readonly Formula[],
  given: readonly Formula[],
  formulas: Formulas,
): Formula | undefined {
  const [inWanted, inGiven] = [new Set(wanted), new Set(given)];
  // One that is listed twice can never be the only one to hold.
  if (inWanted.size < wanted.length || inGiven.size < given.length) return undefined;
  const shared = wanted.filter((branch) => inGiven.has(branch));
  const further = wanted.filter((branch) => !inGiven.has(branch));
  if (shared.length === 0 || further.length > MAX_FURTHER) return undefined;
  const left = given.filter((branch) => !inWanted.has(branch));
  return formulas.or([
    formulas.and([formulas.or(shared), formulas.or(further)]),
    formulas.and([formulas.or(left), formulas.not(exactlyOne(further, formulas))]),
  ]);
}
