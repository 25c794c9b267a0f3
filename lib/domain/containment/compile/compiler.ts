/*
 * Compile: takes a schema in its scope, gives the formula of the documents that it accepts. One file for each group of
 * keywords; `unevaluated*` is said case by case (`cases.ts`), by which of the schemas beside it pass.
 */

import { circleOf } from '../../schema/circle.ts';
import { isJsonObject } from '../../schema/json.ts';
import type { FormatMode } from '../../verdict.ts';
import type { Formula } from '../algebra/formula.ts';
import type { Formulas } from '../algebra/formulas.ts';
import { StringLanguages } from '../algebra/string-language.ts';
import { certainlyInPlace } from '../scope/in-place.ts';
import { hasKeyword } from '../scope/keywords.ts';
import { PARADOX } from '../scope/paradox.ts';
import type { SchemaGraph } from '../scope/schema-graph.ts';
import type { SchemaInScope } from '../scope/schema-in-scope.ts';
import type { Lang } from '../strings/lang.ts';
import type { Languages } from '../strings/languages.ts';
import { OpaquePattern } from '../strings/opaque-pattern.ts';
import { UnsupportedRegex } from '../strings/regex.ts';
import { searchLanguage } from '../strings/regex-language.ts';
import { TooManyCases } from './cases.ts';
import { compileApplicators } from './compile-applicators.ts';
import { compileItems } from './compile-items.ts';
import { compileMembers } from './compile-members.ts';
import { compileGeneral, compileNumeric, compileTextual } from './compile-scalar.ts';
import { compileUnevaluated } from './compile-unevaluated.ts';

const NO_CIRCLE: ReadonlySet<SchemaInScope> = new Set();

/** Translates schemas into formulas, each keyword by the rules of the draft in force where it is. */
export class Compiler {
  readonly formulas: Formulas;
  readonly languages: Languages;
  readonly graph: SchemaGraph;
  readonly formatMode: FormatMode;
  readonly stringLanguages: StringLanguages;
  readonly #known = new Map<SchemaInScope, Formula>();
  readonly #patterns = new Map<string, Lang | OpaquePattern>();

  constructor(options: { graph: SchemaGraph; languages: Languages; formulas: Formulas; formatMode: FormatMode }) {
    this.graph = options.graph;
    this.languages = options.languages;
    this.formulas = options.formulas;
    this.formatMode = options.formatMode;
    this.stringLanguages = new StringLanguages(options.formulas, options.languages);
  }

  formulaOf(scoped: SchemaInScope): Formula {
    const { schema } = scoped.node;
    if (!isJsonObject(schema)) return schema === false ? this.formulas.false : this.formulas.true;
    const known = this.#known.get(scoped);
    if (known) return known;
    const formula = this.#compile(scoped);
    this.#known.set(scoped, formula);
    return formula;
  }

  /** A reference to the schema, written out when someone looks at it; targets that say the same are one formula. */
  reference(target: SchemaInScope): Formula {
    const { schema } = target.node;
    if (!isJsonObject(schema)) return this.formulaOf(target);
    return this.formulas.lazy({
      key: `R${this.graph.identities.classOf(target)}`,
      expand: () => this.formulaOf(target),
    });
  }

  /** The strings in which a pattern matches. Throws `UnsupportedRegex`. */
  pattern(source: string): Lang {
    const read = this.#read(source);
    if (read instanceof OpaquePattern) throw new UnsupportedRegex(read.feature);
    return read;
  }

  /** That a string matches; a pattern without an exact language is a condition of its own. */
  patternFormula(source: string, pointer: string): Formula {
    const read = this.#read(source);
    return read instanceof OpaquePattern ? this.formulas.pattern(read, pointer) : this.formulas.lang(read);
  }

  /** Whether the pattern matches in the string; `undefined` if that is not known. */
  matches(source: string, text: string): boolean | undefined {
    const read = this.#read(source);
    return read instanceof OpaquePattern ? read.matches(text) : this.languages.has(read, text);
  }

  #read(source: string): Lang | OpaquePattern {
    const known = this.#patterns.get(source);
    if (known) return known;
    const read = this.#translate(source);
    this.#patterns.set(source, read);
    return read;
  }

  #translate(source: string): Lang | OpaquePattern {
    try {
      return searchLanguage(source, this.languages);
    } catch (error) {
      if (error instanceof UnsupportedRegex) return new OpaquePattern(source, error.message);
      throw error;
    }
  }

  /** The pattern that a language was made of, if it was. */
  patternOf(lang: Lang): string | undefined {
    for (const [source, known] of this.#patterns) if (known === lang) return source;
    return undefined;
  }

  /** Schemas that lead to each other on the spot all say what they say together, and the references among them nothing. */
  #compile(scoped: SchemaInScope): Formula {
    if (this.graph.paradoxes.has(scoped))
      return this.formulas.unknown(PARADOX, scoped.node.pointer, `paradox ${scoped.id}`);
    if (!this.graph.paradoxes.isOnCircle(scoped)) return this.#compileOutside(NO_CIRCLE, scoped);
    const circle = circleOf(scoped, (member) => certainlyInPlace(member, this));
    return this.formulas.and([...circle].map((member) => this.#compileOutside(circle, member)));
  }

  #compileOutside(circle: ReadonlySet<SchemaInScope>, scoped: SchemaInScope): Formula {
    const { formulas } = this;
    const { node } = scoped;
    const parts: Formula[] = [];
    for (const { target } of this.graph.references(scoped)) if (!circle.has(target)) parts.push(this.reference(target));
    const isReference = hasKeyword(node, '$ref') && Object.keys(node.schema as object).length === 1;
    if (isReference) return formulas.and(parts);
    for (const branch of this.graph.branches(scoped, 'allOf'))
      if (!circle.has(branch)) parts.push(this.formulaOf(branch));
    compileGeneral(this, scoped, parts);
    compileNumeric(this, scoped, parts);
    compileTextual(this, scoped, parts);
    compileMembers(this, scoped, parts);
    compileItems(this, scoped, parts);
    compileApplicators(this, scoped, parts);
    if (hasKeyword(node, 'unevaluatedProperties'))
      parts.push(compileUnevaluated(this, scoped, 'unevaluatedProperties'));
    if (hasKeyword(node, 'unevaluatedItems')) parts.push(compileUnevaluated(this, scoped, 'unevaluatedItems'));
    return formulas.and(parts);
  }

  /** `about`: all that the keyword's meaning depends on. */
  unknown(scoped: SchemaInScope, keyword: string, { reason, about }: { reason: string; about: string }): Formula {
    return this.formulas.unknown(reason, `${scoped.node.pointer}/${keyword}`, `${keyword} ${about}`);
  }

  child(scoped: SchemaInScope, ...tokens: readonly string[]): Formula {
    return this.formulaOf(this.graph.child(scoped, ...tokens));
  }

  /** A pattern without an exact language leaves the keyword open instead of guessing. */
  guarded(
    scoped: SchemaInScope,
    keyword: string,
    make: () => Formula,
    about = () => this.graph.identities.identityOf(scoped),
  ): Formula {
    try {
      return make();
    } catch (error) {
      if (error instanceof UnsupportedRegex)
        return this.unknown(scoped, keyword, { reason: `${keyword} uses ${error.message}`, about: about() });
      if (error instanceof TooManyCases)
        return this.unknown(scoped, keyword, { reason: `${keyword} depends on too many branches`, about: about() });
      throw error;
    }
  }
}
