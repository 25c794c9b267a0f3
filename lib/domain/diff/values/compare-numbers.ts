import { ExactNumber, normalDecimal } from '../../schema/json.ts';

type JsonNumber = number | ExactNumber;

/** Negative, zero or positive as `left` is less, equal or greater; exact for any digits and exponents. */
export function compareNumbers(left: JsonNumber, right: JsonNumber): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  const [a, b] = [decimalOf(left), decimalOf(right)];
  if (signOf(a) !== signOf(b)) return signOf(a) - signOf(b);
  // Not by a factor: -1 times 0 is -0.
  return signOf(a) < 0 ? compareMagnitudes(b, a) : compareMagnitudes(a, b);
}

/** Whether `value` is an integer multiple of `divisor` (both not 0); `undefined` if the digits would be too many. */
export function isMultiple(value: JsonNumber, divisor: JsonNumber): boolean | undefined {
  const [a, b] = [decimalOf(value), decimalOf(divisor)];
  const shift = Math.min(a.exponent, b.exponent);
  if (a.exponent - shift > MAX_SHIFT || b.exponent - shift > MAX_SHIFT) return undefined;
  const scale = ({ digits, exponent }: Decimal) => BigInt(digits) * 10n ** BigInt(exponent - shift);
  return scale(a) % scale(b) === 0n;
}

const MAX_SHIFT = 400;
type Decimal = ReturnType<typeof normalDecimal>;

const decimalOf = (value: JsonNumber): Decimal =>
  normalDecimal(value instanceof ExactNumber ? value.text : String(value));

const signOf = ({ digits, negative }: Decimal): number => (digits === '0' ? 0 : negative ? -1 : 1);

function compareMagnitudes(a: Decimal, b: Decimal): number {
  const orders = a.digits.length + a.exponent - (b.digits.length + b.exponent);
  if (orders !== 0) return orders;
  const length = Math.max(a.digits.length, b.digits.length);
  const [left, right] = [a.digits.padEnd(length, '0'), b.digits.padEnd(length, '0')];
  return left < right ? -1 : left > right ? 1 : 0;
}
