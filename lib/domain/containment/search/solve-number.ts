import { assertNever } from '../../assert-never.ts';
import { isJsonNumber } from '../../schema/json.ts';
import { type Formula, NUMBER } from '../algebra/formula.ts';
import {
  add,
  ceil,
  compare,
  floor,
  fromRational,
  halve,
  isMultiple,
  leastCommonMultiple,
  quotient,
  type Rational,
  rational,
  times,
  toRational,
} from '../algebra/rational.ts';
import { isAtomOf } from '../algebra/restriction.ts';
import { EMPTY, found, type Outcome, unsure } from './outcome.ts';

/** Candidates tried before a number is given up; each divisor excludes at most a part of any run. */
const MAX_TRIES = 20_000;

/** A number that satisfies all atoms. */
export function solveNumber(atoms: readonly Formula[]): Outcome {
  let low: { bound: Rational; exclusive: boolean } | undefined;
  let high: { bound: Rational; exclusive: boolean } | undefined;
  let step: Rational | undefined;
  const avoided: Rational[] = [];
  const excluded: Rational[] = [];
  for (const atom of atoms) {
    if (atom.kind === 'values' && !atom.positive)
      for (const value of atom.values.values()) if (isJsonNumber(value)) excluded.push(toRational(value));
    if (!isAtomOf(atom, NUMBER)) continue;
    switch (atom.kind) {
      case 'min':
        if (!low || isTighter(compare(atom.bound, low.bound), atom, low)) low = atom;
        break;
      case 'max':
        if (!high || isTighter(compare(high.bound, atom.bound), atom, high)) high = atom;
        break;
      case 'multiple':
        if (!atom.positive) avoided.push(atom.of);
        else step = step ? leastCommonMultiple(step, atom.of) : atom.of;
        break;
      default:
        assertNever(atom);
    }
  }
  const fits = (value: Rational): boolean =>
    (!low || compare(low.bound, value) < (low.exclusive ? 0 : 1)) &&
    (!high || compare(value, high.bound) < (high.exclusive ? 0 : 1)) &&
    avoided.every((of) => !isMultiple(value, of)) &&
    excluded.every((other) => compare(other, value) !== 0);
  if (step) return solveStepped({ step, low, high, avoided, fits });
  return solveDense({ low, high, fits });
}

const isTighter = (order: number, atom: { exclusive: boolean }, known: { exclusive: boolean }): boolean =>
  order > 0 || (order === 0 && atom.exclusive && !known.exclusive);

type Bound = { readonly bound: Rational; readonly exclusive: boolean } | undefined;

interface Stepped {
  readonly step: Rational;
  readonly low: Bound;
  readonly high: Bound;
  readonly avoided: readonly Rational[];
  readonly fits: (value: Rational) => boolean;
}

function solveStepped({ step, low, high, avoided, fits }: Stepped): Outcome {
  // k·step is a multiple of n exactly if k is one of lcm(step, n)/step.
  const cycles = avoided.map((of) => quotient(leastCommonMultiple(step, of), step).num);
  if (cycles.includes(1n)) return EMPTY;
  const least = low && ceil(quotient(low.bound, step));
  const most = high && floor(quotient(high.bound, step));
  if (least !== undefined && most !== undefined && least > most) return EMPTY;
  // From the least in amount outward: small numbers read best.
  const start = least !== undefined && least > 0n ? least : most !== undefined && most < 0n ? most : 0n;
  const within = (k: bigint): boolean => (least === undefined || least <= k) && (most === undefined || k <= most);
  for (let offset = 0n; offset < MAX_TRIES; offset++) {
    const pair = [start + offset, start - offset].filter(within);
    if (pair.length === 0) return EMPTY;
    for (const k of pair) if (fits(times(step, k))) return foundNumber(times(step, k));
  }
  return unsure('no number was found among the first candidates for multipleOf');
}

function solveDense({ low, high, fits }: Omit<Stepped, 'step' | 'avoided'>): Outcome {
  if (low && high) {
    const order = compare(low.bound, high.bound);
    if (order > 0) return EMPTY;
    if (order === 0) return fits(low.bound) ? foundNumber(low.bound) : EMPTY;
  }
  const one = rational(1n);
  const start = low ? low.bound : high ? add(high.bound, rational(-1n)) : rational(0n);
  for (const candidate of [
    rational(0n),
    one,
    start,
    ...(high ? [high.bound] : []),
    add(start, one),
    add(start, rational(1n, 2n)),
  ])
    if (fits(candidate)) return foundNumber(candidate);
  // An open interval holds infinitely many decimals, and the excluded ones have no limit point in it.
  let width = low && high ? add(high.bound, rational(-low.bound.num, low.bound.den)) : one;
  for (let tries = 0; tries < 400; tries++) {
    width = tries % 2 ? halve(width) : rational(width.num, width.den * 5n);
    for (const value of [
      add(start, width),
      add(start, times(width, 3n)),
      ...(high ? [add(high.bound, times(width, -1n))] : []),
    ])
      if (fits(value)) return foundNumber(value);
  }
  return unsure('no number was found between the bounds');
}

function foundNumber(value: Rational): Outcome {
  const number = fromRational(value);
  return number === undefined ? unsure('the only number found has no decimal form') : found(number);
}
