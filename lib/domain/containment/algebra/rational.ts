import { type ExactNumber, normalDecimal, toNumber } from '../../schema/json.ts';

/** An exact fraction in lowest terms; `den` is positive. */
export interface Rational {
  readonly num: bigint;
  readonly den: bigint;
}

/** Beyond it a number is an attack, not a bound: 10^5000 already has 16,600 bits. */
const MAX_EXPONENT = 5_000;
export class NumberTooLarge extends Error {}

const gcd = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};

export function rational(num: bigint, den = 1n): Rational {
  if (den === 1n) return { num, den };
  const divisor = gcd(num, den);
  const sign = den < 0n ? -1n : 1n;
  return { num: (sign * num) / divisor, den: (sign * den) / divisor };
}

/** The exact value of the number's text; throws `NumberTooLarge` past 5,000 decimal places on either side. */
export function toRational(value: number | ExactNumber): Rational {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return { num: BigInt(value), den: 1n };
  const text = typeof value === 'number' ? String(value) : value.text;
  const { negative, digits, exponent } = normalDecimal(text);
  if (Math.abs(exponent) > MAX_EXPONENT || digits.length > MAX_EXPONENT) throw new NumberTooLarge(text.slice(0, 40));
  const whole = BigInt(digits) * (negative ? -1n : 1n);
  return exponent >= 0 ? rational(whole * 10n ** BigInt(exponent)) : rational(whole, 10n ** BigInt(-exponent));
}

export const compare = (a: Rational, b: Rational): number => {
  const difference = a.den === b.den ? a.num - b.num : a.num * b.den - b.num * a.den;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};
export const isMultiple = (value: Rational, of: Rational): boolean =>
  (value.num * of.den) % (value.den * of.num) === 0n;
export const times = (a: Rational, factor: bigint): Rational => rational(a.num * factor, a.den);
export const add = (a: Rational, b: Rational): Rational => rational(a.num * b.den + b.num * a.den, a.den * b.den);
export const halve = (a: Rational): Rational => rational(a.num, a.den * 2n);
export const isInteger = (value: Rational): boolean => value.den === 1n;

/** The least positive number that is a multiple of both. */
export const leastCommonMultiple = (a: Rational, b: Rational): Rational => {
  const left = a.num * b.den;
  const right = b.num * a.den;
  return rational((left / gcd(left, right)) * right, a.den * b.den);
};

/** a / b. */
export const quotient = (a: Rational, b: Rational): Rational => rational(a.num * b.den, a.den * b.num);

export const floor = ({ num, den }: Rational): bigint => {
  const whole = num / den;
  return num < 0n && whole * den !== num ? whole - 1n : whole;
};
export const ceil = (value: Rational): bigint => -floor({ num: -value.num, den: value.den });

/** The JSON number of a fraction whose denominator divides a power of ten; `undefined` for others, e.g. 1/3. */
export function fromRational({ num, den }: Rational): number | ExactNumber | undefined {
  if (den === 1n && num <= 9007199254740991n && num >= -9007199254740991n) return Number(num);
  let scale = 0;
  let rest = den;
  while (rest % 10n === 0n) [rest, scale] = [rest / 10n, scale + 1];
  let factor = 1n;
  while (rest % 2n === 0n) [rest, factor, scale] = [rest / 2n, factor * 5n, scale + 1];
  while (rest % 5n === 0n) [rest, factor, scale] = [rest / 5n, factor * 2n, scale + 1];
  if (rest !== 1n) return undefined;
  const digits = (num < 0n ? -num : num) * factor;
  const text = digits.toString().padStart(scale + 1, '0');
  const sign = num < 0n ? '-' : '';
  return toNumber(
    scale === 0 ? `${sign}${text}` : `${sign}${text.slice(0, text.length - scale)}.${text.slice(text.length - scale)}`,
  );
}

/** One key for all spellings of a number: 1, 1.0 and 10e-1 are equal in JSON Schema. */
export const numberKey = (value: number | ExactNumber): string => {
  if (typeof value === 'number') return String(value === 0 ? 0 : value);
  const { negative, digits, exponent } = normalDecimal(value.text);
  const double = Number(value.text);
  if (Number.isFinite(double)) {
    const kept = normalDecimal(String(double));
    if (kept.digits === digits && kept.exponent === exponent && kept.negative === negative) return String(double);
  }
  return `${negative ? '-' : ''}${digits}e${exponent}`;
};
