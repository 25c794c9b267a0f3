import { assertNever } from '../../assert-never.ts';
import type { Formula } from '../../containment/algebra/formula.ts';
import { fromRational, type Rational } from '../../containment/algebra/rational.ts';
import { isJsonNumber, type JsonObject, type JsonValue } from '../../schema/json.ts';
import { joinSchemas } from './join-schemas.ts';
import type { FormulaPrinter } from './print-formula.ts';
import { printLanguage } from './print-language.ts';

const INFINITY = Number.POSITIVE_INFINITY;

export interface Printing {
  readonly printer: FormulaPrinter;
  readonly isWeak: boolean;
}

/** Atoms that have a keyword of their own. */
export function printAtom(atom: Formula, printing: Printing): JsonValue {
  const { printer, isWeak } = printing;
  switch (atom.kind) {
    case 'values': {
      const values = [...atom.values.values()];
      const listed: JsonObject = values.length === 1 ? { const: values[0] ?? null } : { enum: values };
      return atom.positive ? listed : { not: listed };
    }
    case 'min':
    case 'max': {
      const [bare, strict] = atom.kind === 'min' ? ['minimum', 'exclusiveMinimum'] : ['maximum', 'exclusiveMaximum'];
      return printNumber({ keyword: atom.exclusive ? strict : bare, value: atom.bound, isPositive: true }, printing);
    }
    case 'multiple':
      return printNumber({ keyword: 'multipleOf', value: atom.of, isPositive: atom.positive }, printing);
    case 'lang': {
      const pattern = printLanguage(atom.lang, printer.options.patternOf);
      return pattern === undefined ? leaveOpen(printing, 'a set of texts that no pattern says') : { pattern };
    }
    case 'format':
      return atom.positive ? { format: atom.format } : { not: { type: 'string', format: atom.format } };
    case 'pattern': {
      const { source } = atom.pattern;
      return atom.positive ? { pattern: source } : { not: { type: 'string', pattern: source } };
    }
    case 'unique':
      return atom.positive ? { uniqueItems: true } : { not: { type: 'array', uniqueItems: true } };
    case 'count': {
      const least = { contains: printer.sayInside(atom.inner, isWeak, 'item'), minContains: atom.min };
      // That few items are of a kind is weaker if the kind is narrower.
      const kind = printer.sayInside(atom.inner, !isWeak, 'item');
      const most = { contains: kind, minContains: 0, maxContains: atom.max };
      return joinSchemas([...(atom.min > 0 ? [least] : []), ...(atom.max < INFINITY ? [most] : [])]);
    }
    case 'true':
    case 'false':
    case 'and':
    case 'or':
    case 'lazy':
    case 'unknown':
      return printer.say(atom, isWeak);
    // Several of them may share a keyword, so `printAtoms` gathers them.
    case 'types':
    case 'length':
    case 'members':
    case 'every-member':
    case 'some-member':
    case 'items':
    case 'every-item':
    case 'some-item':
      throw new TypeError(`${atom.kind} is printed beside others`);
    default:
      return assertNever(atom);
  }
}

/** Notes what is not said, and says what accepts more or, below a negation, less. */
export function leaveOpen({ printer, isWeak }: Printing, reason: string): JsonValue {
  printer.leaveOpen(reason);
  return isWeak;
}

interface NumberKeyword {
  readonly keyword: string;
  readonly value: Rational;
  readonly isPositive: boolean;
}

function printNumber({ keyword, value, isPositive }: NumberKeyword, printing: Printing): JsonValue {
  const number = fromRational(value);
  if (!isJsonNumber(number)) return leaveOpen(printing, 'a number that has no decimal form');
  return isPositive ? { [keyword]: number } : { not: { type: 'number', [keyword]: number } };
}
