import { isJsonObject } from '../../schema/json.ts';
import type { Formula } from '../algebra/formula.ts';
import { type Case, casesOf, type Passed, TooManyCases } from '../compile/cases.ts';
import type { Compiler } from '../compile/compiler.ts';
import { withInside } from '../compile/evaluated.ts';
import { evaluates, inPlace } from '../scope/in-place.ts';
import { hasKeyword } from '../scope/keywords.ts';
import { PARADOX } from '../scope/paradox.ts';
import type { Spot } from '../scope/spot.ts';
import { UnsupportedRegex } from '../strings/regex.ts';
import { closeItems } from './close-items.ts';
import { closeMembers } from './close-members.ts';
import { closeNameByName } from './close-name-by-name.ts';
import { Declarations, NO_NAMES } from './declarations.ts';
import type { Closing, Place } from './place.ts';

const TOO_MANY = 'what is declared depends on too many branches';

/**
 * What a producer emits under the declared content model: the documents of a schema in which, at every described
 * place, each member is declared by some schema that succeeds there. One closure per place of the *document*, over
 * all schemas that meet there; closing schema objects one by one would add and lose records.
 */
export class Closure implements Closing {
  readonly compiler: Compiler;
  readonly declarations: Declarations;
  readonly #numbers = new Map<Spot, number>();
  readonly #identities = new Map<string, number>();

  constructor(compiler: Compiler) {
    this.compiler = compiler;
    this.declarations = new Declarations(compiler);
  }

  emitted(root: Spot): Formula {
    return this.at({ must: [root], may: [] });
  }

  at(place: Place): Formula {
    const compiler = this.compiler;
    const must = distinct(place.must);
    const may = place.may.filter(({ spot }) => isJsonObject(spot.node.schema) && !must.includes(spot));
    const plain = compiler.formulas.and(place.must.map((spot) => compiler.formulaOf(spot)));
    if (plain === compiler.formulas.false) return plain;
    const all = [...must, ...may.map(({ spot }) => spot)];
    if (!all.some((spot) => this.declarations.matters(spot, NO_NAMES))) return plain;
    return compiler.formulas.lazy({
      key: `C${[...new Set(must.map((spot) => this.#sameness(spot)))].sort().join()}|${may.map(({ spot, condition }) => `${this.#sameness(spot)}:${condition.id}`).join()}`,
      expand: () => compiler.formulas.and([plain, this.#expand({ must, may })]),
      implies: () => must.map((spot) => compiler.formulaOf(spot)),
      known: () => all.flatMap((spot) => this.declarations.knownNames(spot, new Set())),
    });
  }

  /** The same number for schemas that say the same: what they emit is one formula, in whichever version they stand. */
  #sameness(spot: Spot): number {
    const known = this.#numbers.get(spot);
    if (known !== undefined) return known;
    const identity = this.compiler.spots.identities.identityOf(spot);
    const number = this.#identities.get(identity) ?? this.#identities.size;
    this.#identities.set(identity, number);
    this.#numbers.set(spot, number);
    return number;
  }

  #expand(place: Place): Formula {
    const all = [...place.must, ...place.may.map(({ spot }) => spot)];
    if (all.some((spot) => this.compiler.spots.paradoxes.areReached(spot))) return this.#unknown(PARADOX, place);
    try {
      return this.#caseByCase(place) ?? closeNameByName(this, place, this.#unknown(TOO_MANY, place));
    } catch (error) {
      if (error instanceof UnsupportedRegex) return this.#unknown(`patternProperties uses ${error.message}`, place);
      if (error instanceof TooManyCases) return this.#unknown(TOO_MANY, place);
      throw error;
    }
  }

  /** Where schemas meet that say the same, whatever is declared is the same. */
  #unknown(reason: string, { must, may }: Place): Formula {
    const { formulas, spots } = this.compiler;
    const about = must.map((spot) => spots.identities.identityOf(spot)).sort();
    const identity = may.length > 0 ? undefined : `closed ${about.join(' ')}`;
    return formulas.unknown(reason, must[0]?.node.pointer ?? '', identity);
  }

  /** `undefined` where the cases are too many. */
  #caseByCase(place: Place): Formula | undefined {
    const { formulas } = this.compiler;
    try {
      return formulas.or(
        this.#cases(place).map(({ literals, passed }) => formulas.and([...literals, ...this.#close(passed)])),
      );
    } catch (error) {
      if (error instanceof TooManyCases) return undefined;
      throw error;
    }
  }

  #cases({ must, may }: Place): readonly Case[] {
    const compiler = this.compiler;
    const names = new Set(must.flatMap((spot) => [...this.declarations.certainNames(spot, new Set())]));
    const isAsked = [...must, ...may.map(({ spot }) => spot)].some((spot) => this.#asksForItems(spot));
    const matters = (spot: Spot): boolean =>
      this.declarations.matters(spot, names) ||
      (isAsked && evaluates(spot, { spots: compiler.spots, keyword: 'unevaluatedItems' }));
    return casesOf(must, may, { compiler, matters });
  }

  /** The conditions on members and items that follow from what passed. */
  #close(roots: readonly Passed[]): readonly Formula[] {
    const passed = [...withInside(...roots)];
    const spots = distinct(passed.map(({ spot }) => spot));
    // The whole value stands in the schema, with everything in it.
    if (spots.some(({ node }) => hasKeyword(node, 'const') || hasKeyword(node, 'enum'))) return [];
    return [...closeMembers(this, passed, spots), ...closeItems(this, passed, spots)];
  }

  /** Whether the schema, or one that applies in place within it, looks at what items others have evaluated. */
  #asksForItems(root: Spot): boolean {
    const seen = new Set([root]);
    for (const spot of seen) {
      if (hasKeyword(spot.node, 'unevaluatedItems')) return true;
      for (const inner of inPlace(spot, this.compiler)) seen.add(inner);
    }
    return false;
  }
}

/** Booleans say nothing here beyond what the formulas of the schemas around them say. */
const distinct = (spots: readonly Spot[]): readonly Spot[] =>
  [...new Set(spots)].filter(({ node }) => isJsonObject(node.schema)).sort((a, b) => a.id - b.id);
