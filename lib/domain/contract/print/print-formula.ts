import { assertNever } from '../../assert-never.ts';
import type { Formula } from '../../containment/algebra/formula.ts';
import type { Formulas } from '../../containment/algebra/formulas.ts';
import type { JsonObject, JsonValue } from '../../schema/json.ts';
import type { Touched } from '../touched.ts';
import { assembleSchema, type Definition } from './assemble-schema.ts';
import { printAtoms } from './print-atoms.ts';
import type { PatternOf } from './print-language.ts';

export interface PrintOptions {
  readonly formulas: Formulas;
  readonly patternOf: PatternOf;
  /** The shape of one record: then only what may touch it is printed, and the schema judges this record alone. */
  readonly touched?: Touched | undefined;
  /** Counts steps; throws if the budget is used up. */
  readonly spend: (steps: number) => void;
}

export interface PrintedFormula {
  /** JSON Schema 2020-12, without `$schema`. */
  readonly schema: JsonValue;
  /** The parts that JSON Schema cannot say or the formula does not know; there the schema accepts more. */
  readonly unsaid: readonly string[];
}

/**
 * Prints a formula as one standalone schema. Where it cannot, the schema accepts more (`isWeak`) or, below a negation,
 * less, so that what the schema rejects the formula rejects as well.
 */
export function printFormula(formula: Formula, options: PrintOptions): PrintedFormula {
  return new FormulaPrinter(options).run(formula);
}

export class FormulaPrinter {
  readonly options: PrintOptions;
  readonly #definitions = new Map<string, Definition>();
  readonly #open: Definition[] = [];
  readonly #references = new Map<JsonValue, Definition>();
  readonly #names = new Set<string>();
  readonly #unsaid = new Set<string>();
  /** The definition whose place is being described; none inside a member or an item. */
  #here: Definition | undefined;
  #hint = 'record';

  constructor(options: PrintOptions) {
    this.options = options;
  }

  run(formula: Formula): PrintedFormula {
    const root = this.say(formula, true);
    // An index: definitions come in while they are written.
    for (let at = 0; at < this.#open.length; at++) {
      const definition = this.#open[at];
      if (!definition) break;
      this.#here = definition;
      this.#hint = definition.name;
      definition.schema = this.say(this.options.formulas.expand(definition.formula), definition.isWeak);
      this.#here = undefined;
    }
    if (this.#leadsToItself()) {
      this.leaveOpen('a reference that leads to itself on the spot');
      return { schema: true, unsaid: [...this.#unsaid] };
    }
    return { schema: assembleSchema(root, this.#references), unsaid: [...this.#unsaid] };
  }

  say(formula: Formula, isWeak: boolean): JsonValue {
    this.options.spend(1);
    switch (formula.kind) {
      case 'true':
      case 'false':
        return formula.kind === 'true';
      case 'unknown':
        this.leaveOpen(formula.pointer ? `${formula.reason} at ${formula.pointer}` : formula.reason);
        return isWeak;
      case 'lazy':
        return this.#refer(formula, isWeak);
      case 'or':
        return anyOf(formula.parts.map((part) => this.say(part, isWeak)));
      case 'and':
        return printAtoms(formula.parts, { printer: this, isWeak });
      case 'types':
      case 'values':
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
        return printAtoms([formula], { printer: this, isWeak });
      default:
        return assertNever(formula);
    }
  }

  /** The conditions on a member or an item, under the member's name. */
  sayInside(formula: Formula, isWeak: boolean, hint: string): JsonValue {
    const [here, outer] = [this.#here, this.#hint];
    this.#here = undefined;
    this.#hint = hint;
    const schema = this.say(formula, isWeak);
    this.#here = here;
    this.#hint = outer;
    return schema;
  }

  leaveOpen(reason: string): void {
    this.#unsaid.add(reason);
  }

  #refer(formula: Formula, isWeak: boolean): JsonValue {
    const key = `${formula.id}${isWeak ? '' : '!'}`;
    let definition = this.#definitions.get(key);
    if (!definition) {
      definition = { name: this.#freshName(), formula, isWeak, schema: true, here: new Set() };
      this.#definitions.set(key, definition);
      this.#open.push(definition);
    }
    this.#here?.here.add(definition);
    const reference: JsonObject = { $ref: definition.name };
    this.#references.set(reference, definition);
    return reference;
  }

  #freshName(): string {
    const base = this.#hint.replaceAll(/[^A-Za-z0-9_-]+/g, '-').replaceAll(/^-|-$/g, '') || 'place';
    let name = base;
    for (let at = 2; this.#names.has(name); at++) name = `${base.replace(/-\d+$/, '')}-${at}`;
    this.#names.add(name);
    return name;
  }

  /** Validators would go round in it for ever; the drafts leave it undefined. */
  #leadsToItself(): boolean {
    const [open, done] = [new Set<Definition>(), new Set<Definition>()];
    const visit = (definition: Definition): boolean => {
      if (done.has(definition)) return false;
      if (open.has(definition)) return true;
      open.add(definition);
      const found = [...definition.here].some(visit);
      open.delete(definition);
      done.add(definition);
      return found;
    };
    return this.#open.some(visit);
  }
}

function anyOf(parts: readonly JsonValue[]): JsonValue {
  if (parts.includes(true)) return true;
  const kept = parts.filter((part) => part !== false);
  return kept.length === 0 ? false : kept.length === 1 ? (kept[0] ?? false) : { anyOf: kept };
}
