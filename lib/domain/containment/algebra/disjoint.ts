import { assertNever } from '../../assert-never.ts';
import { isJsonArray, isJsonNumber, type JsonValue } from '../../schema/json.ts';
import { ARRAY, EVERY_TYPE, FALSE, type Formula, NULL, NUMBER, OBJECT, STRING, TRUE } from './formula.ts';
import type { Formulas } from './formulas.ts';
import { isListed } from './region.ts';

export function typeBit(value: JsonValue): number {
  if (value === null) return NULL;
  if (value === true) return TRUE;
  if (value === false) return FALSE;
  if (typeof value === 'string') return STRING;
  if (isJsonNumber(value)) return NUMBER;
  return isJsonArray(value) ? ARRAY : OBJECT;
}

/** The types that a formula may accept; never too few. */
export class TypeMasks {
  readonly #known = new Map<number, number>();
  readonly #formulas: Formulas;

  constructor(formulas: Formulas) {
    this.#formulas = formulas;
  }

  of(formula: Formula): number {
    if (formula.kind === 'types') return formula.mask;
    const known = this.#known.get(formula.id);
    if (known !== undefined) return known;
    // A formula that is met again inside itself says nothing more.
    this.#known.set(formula.id, EVERY_TYPE);
    const mask = this.#compute(formula);
    this.#known.set(formula.id, mask);
    return mask;
  }

  #compute(formula: Formula): number {
    switch (formula.kind) {
      case 'and':
        return formula.parts.reduce((mask, part) => mask & this.of(part), EVERY_TYPE);
      case 'or':
        return formula.parts.reduce((mask, part) => mask | this.of(part), 0);
      case 'lazy':
        return this.of(this.#formulas.expand(formula));
      case 'values': {
        if (!formula.positive) return EVERY_TYPE & ~this.#scalars(formula.values.keys());
        let mask = 0;
        for (const value of formula.values.values()) mask |= typeBit(value);
        return mask;
      }
      case 'types':
        return formula.mask;
      case 'false':
        return 0;
      case 'true':
      case 'unknown':
      // Atoms hold for the values of all other types.
      case 'min':
      case 'max':
      case 'multiple':
      case 'lang':
      case 'length':
      case 'format':
      case 'pattern':
      case 'members':
      case 'every-member':
      case 'some-member':
      case 'items':
      case 'every-item':
      case 'some-item':
      case 'count':
      case 'unique':
        return EVERY_TYPE;
      default:
        return assertNever(formula);
    }
  }

  #scalars(keys: Iterable<string>): number {
    let mask = 0;
    for (const key of keys) mask |= key === 'null' ? NULL : key === 'true' ? TRUE : key === 'false' ? FALSE : 0;
    return mask;
  }
}

interface Summary {
  readonly mask: number;
  /** Values that each member is limited to, by name. */
  readonly values: ReadonlyMap<string, ReadonlySet<string>>;
  readonly required: ReadonlySet<string>;
}

/** Whether no value can satisfy two of the formulas, because types or one required member with listed values differ. */
export function arePairwiseDisjoint(branches: readonly Formula[], formulas: Formulas): boolean {
  const masks = new TypeMasks(formulas);
  const summaries = branches.map((branch) => summarize(branch, formulas, masks));
  let objects: Summary[] = [];
  let seen = 0;
  for (const summary of summaries) {
    if (summary.mask === OBJECT) objects = [...objects, summary];
    else if (summary.mask & seen) return false;
    else seen |= summary.mask;
  }
  if (objects.length > 0 && seen & OBJECT) return false;
  if (objects.length < 2) return true;
  const names = [...(objects[0]?.values.keys() ?? [])];
  return names.some((name) => keepsApart(objects, name));
}

function keepsApart(objects: readonly Summary[], name: string): boolean {
  const taken = new Set<string>();
  for (const { required, values } of objects) {
    const own = values.get(name);
    if (!own || !required.has(name)) return false;
    for (const key of own) {
      if (taken.has(key)) return false;
      taken.add(key);
    }
  }
  return true;
}

function summarize(formula: Formula, formulas: Formulas, masks: TypeMasks): Summary {
  const values = new Map<string, ReadonlySet<string>>();
  const required = new Set<string>();
  const open = [formula];
  const seen = new Set<number>();
  for (let part = open.pop(); part; part = open.pop()) {
    if (seen.has(part.id)) continue;
    seen.add(part.id);
    if (part.kind === 'and') open.push(...part.parts);
    else if (part.kind === 'lazy') {
      if (!part.definition.exactlyOneOf) open.push(formulas.expand(part));
    } else if (part.kind === 'some-member' && isListed(part.region) && part.region.only.size === 1)
      for (const name of part.region.only) required.add(name);
    else if (part.kind === 'every-member' && isListed(part.region)) {
      const limited = limitedTo(part.inner, formulas);
      if (limited) for (const name of part.region.only) values.set(name, limited);
    }
  }
  return { mask: masks.of(formula), values, required };
}

function limitedTo(formula: Formula, formulas: Formulas): ReadonlySet<string> | undefined {
  let whole = formula;
  // A choice may lead back to the one that is compared.
  for (let step = 0; whole.kind === 'lazy' && !whole.definition.exactlyOneOf && step < 20; step++)
    whole = formulas.expand(whole);
  const parts = whole.kind === 'and' ? whole.parts : [whole];
  for (const part of parts) if (part.kind === 'values' && part.positive) return new Set(part.values.keys());
  return undefined;
}
