/*
 * Emit: takes a schema, gives the formula of the documents that a producer of it sends under the declared content model
 * (docs/compatibility.md, "The content model").
 */

import { isJsonObject } from '../../schema/json.ts';
import type { Formula } from '../algebra/formula.ts';
import { type Case, casesOf, type Passed, TooManyCases } from '../compile/cases.ts';
import type { Compiler } from '../compile/compiler.ts';
import { withInside } from '../compile/evaluated.ts';
import { evaluates, inPlace } from '../scope/in-place.ts';
import { hasKeyword } from '../scope/keywords.ts';
import { PARADOX } from '../scope/paradox.ts';
import type { SchemaInScope } from '../scope/schema-in-scope.ts';
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
  readonly #numbers = new Map<SchemaInScope, number>();
  readonly #identities = new Map<string, number>();

  constructor(compiler: Compiler) {
    this.compiler = compiler;
    this.declarations = new Declarations(compiler);
  }

  emitted(root: SchemaInScope): Formula {
    return this.at({ must: [root], may: [] });
  }

  at(place: Place): Formula {
    const compiler = this.compiler;
    const must = distinct(place.must);
    const may = place.may.filter(({ scoped }) => isJsonObject(scoped.node.schema) && !must.includes(scoped));
    const plain = compiler.formulas.and(place.must.map((scoped) => compiler.formulaOf(scoped)));
    if (plain === compiler.formulas.false) return plain;
    const all = [...must, ...may.map(({ scoped }) => scoped)];
    if (!all.some((scoped) => this.declarations.matters(scoped, NO_NAMES))) return plain;
    return compiler.formulas.lazy({
      key: `C${[...new Set(must.map((scoped) => this.#sameness(scoped)))].sort().join()}|${may.map(({ scoped, condition }) => `${this.#sameness(scoped)}:${condition.id}`).join()}`,
      expand: () => compiler.formulas.and([plain, this.#expand({ must, may })]),
      implies: () => must.map((scoped) => compiler.formulaOf(scoped)),
      known: () => all.flatMap((scoped) => this.declarations.knownNames(scoped, new Set())),
    });
  }

  /** The same number for schemas that say the same: what they emit is one formula, in whichever version they stand. */
  #sameness(scoped: SchemaInScope): number {
    const known = this.#numbers.get(scoped);
    if (known !== undefined) return known;
    const identity = this.compiler.graph.identities.identityOf(scoped);
    const number = this.#identities.get(identity) ?? this.#identities.size;
    this.#identities.set(identity, number);
    this.#numbers.set(scoped, number);
    return number;
  }

  #expand(place: Place): Formula {
    const all = [...place.must, ...place.may.map(({ scoped }) => scoped)];
    if (all.some((scoped) => this.compiler.graph.paradoxes.areReached(scoped))) return this.#unknown(PARADOX, place);
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
    const { formulas, graph } = this.compiler;
    const about = must.map((scoped) => graph.identities.identityOf(scoped)).sort();
    const identity = may.length > 0 ? undefined : `closed ${about.join(' ')}`;
    return formulas.unknown(reason, must[0]?.node.pointer ?? '', identity);
  }

  /** `undefined` if the cases are too many. */
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
    const names = new Set(must.flatMap((scoped) => [...this.declarations.certainNames(scoped, new Set())]));
    const isAsked = [...must, ...may.map(({ scoped }) => scoped)].some((scoped) => this.#asksForItems(scoped));
    const matters = (scoped: SchemaInScope): boolean =>
      this.declarations.matters(scoped, names) ||
      (isAsked && evaluates(scoped, { graph: compiler.graph, keyword: 'unevaluatedItems' }));
    return casesOf(must, may, { compiler, matters });
  }

  /** The conditions on members and items that follow from what passed. */
  #close(roots: readonly Passed[]): readonly Formula[] {
    const passed = [...withInside(...roots)];
    const schemas = distinct(passed.map(({ scoped }) => scoped));
    // The whole value is in the schema, with everything in it.
    if (schemas.some(({ node }) => hasKeyword(node, 'const') || hasKeyword(node, 'enum'))) return [];
    return [...closeMembers(this, passed, schemas), ...closeItems(this, passed, schemas)];
  }

  /** Whether the schema, or one that applies in place within it, looks at what items others have evaluated. */
  #asksForItems(root: SchemaInScope): boolean {
    const seen = new Set([root]);
    for (const scoped of seen) {
      if (hasKeyword(scoped.node, 'unevaluatedItems')) return true;
      for (const inner of inPlace(scoped, this.compiler)) seen.add(inner);
    }
    return false;
  }
}

/** Booleans say nothing here beyond what the formulas of the schemas around them say. */
const distinct = (schemas: readonly SchemaInScope[]): readonly SchemaInScope[] =>
  [...new Set(schemas)].filter(({ node }) => isJsonObject(node.schema)).sort((a, b) => a.id - b.id);
