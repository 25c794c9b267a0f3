import { assertNever } from '../../assert-never.ts';
import {
  ARRAY,
  EVERY_TYPE,
  FALSE,
  type Formula,
  NULL,
  NUMBER,
  OBJECT,
  STRING,
  TRUE,
} from '../../containment/algebra/formula.ts';
import { isListed, type Region } from '../../containment/algebra/region.ts';
import type { JsonObject, JsonValue } from '../../schema/json.ts';
import { joinSchemas } from './join-schemas.ts';
import { leaveOpen, type Printing, printAtom } from './print-atom.ts';
import { printLanguage } from './print-language.ts';
import { withinTypes } from './within-types.ts';

const INFINITY = Number.POSITIVE_INFINITY;
/** Positions of a tuple that are listed one by one. */
const MAX_POSITIONS = 1_000;

/** A conjunction of atoms, as one schema. */
export function printAtoms(atoms: readonly Formula[], printing: Printing): JsonValue {
  return new Conjunction(printing).of(atoms);
}

type Sized = 'length' | 'members' | 'items';
const SIZE_KEYWORDS: Readonly<Record<Sized, readonly [string, string]>> = {
  length: ['minLength', 'maxLength'],
  members: ['minProperties', 'maxProperties'],
  items: ['minItems', 'maxItems'],
};

/** Gathers what several atoms say of the same keyword. */
class Conjunction {
  readonly #printing: Printing;
  readonly #properties = new Map<string, Formula[]>();
  readonly #required = new Set<string>();
  readonly #stretches: { readonly from: number; readonly to: number; readonly inner: Formula }[] = [];
  readonly #sizes = new Map<Sized, readonly [number, number]>();
  readonly #open: { readonly region: Region; readonly inner: Formula }[] = [];
  readonly #others: JsonValue[] = [];
  #mask = EVERY_TYPE;
  #isIntegral = false;

  constructor(printing: Printing) {
    this.#printing = printing;
  }

  of(atoms: readonly Formula[]): JsonValue {
    for (const atom of atoms) if (atom.kind === 'types') this.#mask &= atom.mask;
    const { formulas } = this.#printing.printer.options;
    for (const atom of atoms) this.#add(withinTypes(atom, this.#mask, formulas));
    if (this.#mask === 0) return false;
    return joinSchemas([
      ...this.#types(),
      ...[...this.#sizes].map(([kind, [min, max]]) => sized(kind, min, max)),
      ...(this.#required.size > 0 ? [{ required: [...this.#required] }] : []),
      ...this.#members(),
      ...this.#items(),
      ...this.#others,
    ]);
  }

  #add(atom: Formula): void {
    switch (atom.kind) {
      case 'types':
        this.#mask &= atom.mask;
        break;
      case 'and':
        for (const part of atom.parts) this.#add(part);
        break;
      case 'length':
      case 'members':
      case 'items':
        this.#size(atom.kind, atom.min, atom.max);
        break;
      case 'every-member':
        if (!isListed(atom.region)) this.#open.push(atom);
        else for (const name of atom.region.only) this.#member(name, atom.inner);
        break;
      case 'some-member':
        this.#someMember(atom);
        break;
      case 'every-item':
        this.#stretches.push(atom);
        break;
      case 'some-item':
        this.#someItem(atom);
        break;
      case 'multiple':
        if (atom.positive && atom.of.num === 1n && atom.of.den === 1n) this.#isIntegral = true;
        else this.#others.push(printAtom(atom, this.#printing));
        break;
      case 'true':
      case 'false':
      case 'or':
      case 'lazy':
      case 'unknown':
      case 'values':
      case 'min':
      case 'max':
      case 'lang':
      case 'format':
      case 'pattern':
      case 'count':
      case 'unique':
        this.#others.push(printAtom(atom, this.#printing));
        break;
      default:
        assertNever(atom);
    }
  }

  #types(): readonly JsonValue[] {
    const parts: JsonValue[] = [];
    // Of a boolean that may be one of its two values only, the values are listed.
    const half = this.#mask & (TRUE | FALSE);
    const names = TYPES.filter(([bits]) => (this.#mask & bits) === bits).map(([, name]) => name);
    const isNumeric = this.#isIntegral && names.includes('number') && this.#mask !== EVERY_TYPE;
    const type = isNumeric ? names.map((name) => (name === 'number' ? 'integer' : name)) : names;
    const listed: JsonValue = { type: type.length === 1 ? (type[0] ?? '') : type };
    if (half === TRUE || half === FALSE) {
      const sole = { const: half === TRUE };
      parts.push(names.length === 0 ? sole : { anyOf: [sole, listed] });
    } else if (this.#mask !== EVERY_TYPE) parts.push(listed);
    if (this.#isIntegral && !isNumeric) parts.push({ multipleOf: 1 });
    return parts;
  }

  #size(kind: Sized, min: number, max: number): void {
    const [least, most] = this.#sizes.get(kind) ?? [0, INFINITY];
    this.#sizes.set(kind, [Math.max(least, min), Math.min(most, max)]);
  }

  #member(name: string, inner: Formula): void {
    const { touched } = this.#printing.printer.options;
    if (touched && !touched.names.has(name)) return;
    const known = this.#properties.get(name);
    if (known) known.push(inner);
    else this.#properties.set(name, [inner]);
  }

  #someMember(atom: Extract<Formula, { kind: 'every-member' | 'some-member' }>): void {
    const { region, inner } = atom;
    const { printer, isWeak } = this.#printing;
    const { formulas } = printer.options;
    if (!isListed(region)) {
      const none = printAtoms([formulas.types(OBJECT), formulas.everyMember(region, formulas.not(inner))], {
        printer,
        isWeak: !isWeak,
      });
      this.#others.push({ not: none });
      return;
    }
    const [only] = region.only;
    if (region.only.size === 1 && only !== undefined) {
      this.#required.add(only);
      if (inner.kind !== 'true') this.#member(only, inner);
      return;
    }
    const ways = [...region.only].map((name) => formulas.someMember({ only: new Set([name]) }, inner));
    this.#others.push({ anyOf: ways.map((way) => printAtoms([way], this.#printing)) });
  }

  #someItem(atom: Extract<Formula, { kind: 'every-item' | 'some-item' }>): void {
    const { from, to, inner } = atom;
    const { printer, isWeak } = this.#printing;
    const { formulas } = printer.options;
    if (to === from + 1) {
      this.#size('items', to, INFINITY);
      this.#stretches.push(atom);
    } else if (from === 0 && to === INFINITY) this.#others.push({ contains: printer.sayInside(inner, isWeak, 'item') });
    else {
      const none = formulas.everyItem(from, to, formulas.not(inner));
      this.#others.push({ not: printAtoms([formulas.types(ARRAY), none], { printer, isWeak: !isWeak }) });
    }
  }

  /** `properties` and, side by side with it if it means the same, what is said of all other names. */
  #members(): readonly JsonValue[] {
    const { printer, isWeak } = this.#printing;
    const { formulas } = printer.options;
    const properties: Record<string, JsonValue> = Object.create(null);
    for (const [name, inner] of this.#properties)
      properties[name] = printer.sayInside(formulas.and(inner), isWeak, name);
    const parts: JsonValue[] = [];
    let rest: JsonValue | undefined;
    for (const { region, inner } of this.#open) {
      if (isListed(region)) continue;
      const { names, pattern } = this.#named(region);
      const schema = printer.sayInside(inner, isWeak, 'member');
      if (pattern === undefined) parts.push(leaveOpen(this.#printing, 'member names that no pattern says'));
      else if (pattern !== '') parts.push({ patternProperties: { [pattern]: schema } });
      else if (rest === undefined && [...this.#properties.keys()].every((name) => names.includes(name))) {
        for (const name of names) properties[name] ??= true;
        rest = schema;
      } else parts.push(others(names, schema));
    }
    const described = Object.keys(properties).length > 0 ? { properties } : {};
    return [rest === undefined ? described : { ...described, additionalProperties: rest }, ...parts];
  }

  /** A region as the names it leaves out, and a pattern if its names are not just all others. */
  #named(region: Exclude<Region, { only: unknown }>): {
    readonly names: readonly string[];
    readonly pattern: string | undefined;
  } {
    const { touched, patternOf } = this.#printing.printer.options;
    const names = [...region.except].filter((name) => !touched || touched.names.has(name));
    const isEverything = printLanguage(region.lang, () => undefined) === '^';
    return { names, pattern: isEverything ? '' : printLanguage(region.lang, patternOf, names) };
  }

  #items(): readonly JsonValue[] {
    const { printer, isWeak } = this.#printing;
    const { formulas, touched } = printer.options;
    const reach = touched?.longest ?? INFINITY;
    const atoms = this.#stretches.filter(({ from }) => from < reach);
    if (atoms.length === 0) return [];
    const ends = atoms.flatMap(({ from, to }) => [from, to]).filter((edge) => edge < INFINITY);
    const length = Math.min(Math.max(0, ...ends), reach);
    if (length > MAX_POSITIONS)
      return [leaveOpen(this.#printing, `conditions on more than ${MAX_POSITIONS} positions of an array`)];
    const at = (position: number): JsonValue =>
      printer.sayInside(
        formulas.and(atoms.filter(({ from, to }) => from <= position && position < to).map(({ inner }) => inner)),
        isWeak,
        'item',
      );
    const prefixItems = Array.from({ length }, (_, position) => at(position));
    // Beyond the last edge all positions are alike.
    const items = length < reach ? at(length) : true;
    return [{ ...(length > 0 ? { prefixItems } : {}), ...(items === true ? {} : { items }) }];
  }
}

const TYPES = [
  [NULL, 'null'],
  [TRUE | FALSE, 'boolean'],
  [NUMBER, 'number'],
  [STRING, 'string'],
  [ARRAY, 'array'],
  [OBJECT, 'object'],
] as const;

function sized(kind: Sized, min: number, max: number): JsonObject {
  const [least, most] = SIZE_KEYWORDS[kind];
  return { ...(min > 0 ? { [least]: min } : {}), ...(max < INFINITY ? { [most]: max } : {}) };
}

function others(names: readonly string[], schema: JsonValue): JsonValue {
  const properties: Record<string, JsonValue> = Object.create(null);
  for (const name of names) properties[name] = true;
  return { ...(names.length > 0 ? { properties } : {}), additionalProperties: schema };
}
