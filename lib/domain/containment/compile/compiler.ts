import { circleOf } from '../../schema/circle.ts';
import { isJsonObject } from '../../schema/json.ts';
import type { FormatMode } from '../../verdict.ts';
import type { Formula } from '../algebra/formula.ts';
import type { Formulas } from '../algebra/formulas.ts';
import { StringLanguages } from '../algebra/string-language.ts';
import { certainly } from '../scope/in-place.ts';
import { hasKeyword } from '../scope/keywords.ts';
import { PARADOX } from '../scope/paradox.ts';
import type { Spot } from '../scope/spot.ts';
import type { Spots } from '../scope/spots.ts';
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

const NO_CIRCLE: ReadonlySet<Spot> = new Set();

/** Translates schemas into formulas, each keyword by the rules of the draft in force where it stands. */
export class Compiler {
  readonly formulas: Formulas;
  readonly languages: Languages;
  readonly spots: Spots;
  readonly formatMode: FormatMode;
  readonly stringLanguages: StringLanguages;
  readonly #known = new Map<Spot, Formula>();
  readonly #patterns = new Map<string, Lang | OpaquePattern>();

  constructor(options: { spots: Spots; languages: Languages; formulas: Formulas; formatMode: FormatMode }) {
    this.spots = options.spots;
    this.languages = options.languages;
    this.formulas = options.formulas;
    this.formatMode = options.formatMode;
    this.stringLanguages = new StringLanguages(options.formulas, options.languages);
  }

  formulaOf(spot: Spot): Formula {
    const { schema } = spot.node;
    if (!isJsonObject(schema)) return schema === false ? this.formulas.false : this.formulas.true;
    const known = this.#known.get(spot);
    if (known) return known;
    const formula = this.#compile(spot);
    this.#known.set(spot, formula);
    return formula;
  }

  /** A reference to the spot, written out when someone looks at it; targets that say the same are one formula. */
  reference(target: Spot): Formula {
    const { schema } = target.node;
    if (!isJsonObject(schema)) return this.formulaOf(target);
    return this.formulas.lazy({
      key: `R${this.spots.identities.classOf(target)}`,
      expand: () => this.formulaOf(target),
    });
  }

  /** The strings that a pattern finds itself in. Throws `UnsupportedRegex`. */
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

  /** Whether the pattern finds itself in the text; `undefined` where that is not known. */
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
  #compile(spot: Spot): Formula {
    if (this.spots.paradoxes.has(spot)) return this.formulas.unknown(PARADOX, spot.node.pointer, `paradox ${spot.id}`);
    if (!this.spots.paradoxes.isOnCircle(spot)) return this.#compileOutside(NO_CIRCLE, spot);
    const circle = circleOf(spot, (member) => certainly(member, this));
    return this.formulas.and([...circle].map((member) => this.#compileOutside(circle, member)));
  }

  #compileOutside(circle: ReadonlySet<Spot>, spot: Spot): Formula {
    const { formulas } = this;
    const { node } = spot;
    const parts: Formula[] = [];
    for (const { target } of this.spots.references(spot)) if (!circle.has(target)) parts.push(this.reference(target));
    const isReference = hasKeyword(node, '$ref') && Object.keys(node.schema as object).length === 1;
    if (isReference) return formulas.and(parts);
    for (const branch of this.spots.branches(spot, 'allOf'))
      if (!circle.has(branch)) parts.push(this.formulaOf(branch));
    compileGeneral(this, spot, parts);
    compileNumeric(this, spot, parts);
    compileTextual(this, spot, parts);
    compileMembers(this, spot, parts);
    compileItems(this, spot, parts);
    compileApplicators(this, spot, parts);
    if (hasKeyword(node, 'unevaluatedProperties')) parts.push(compileUnevaluated(this, spot, 'unevaluatedProperties'));
    if (hasKeyword(node, 'unevaluatedItems')) parts.push(compileUnevaluated(this, spot, 'unevaluatedItems'));
    return formulas.and(parts);
  }

  /** `about`: all that the keyword's meaning depends on. */
  unknown(spot: Spot, keyword: string, { reason, about }: { reason: string; about: string }): Formula {
    return this.formulas.unknown(reason, `${spot.node.pointer}/${keyword}`, `${keyword} ${about}`);
  }

  child(spot: Spot, ...tokens: readonly string[]): Formula {
    return this.formulaOf(this.spots.child(spot, ...tokens));
  }

  /** A pattern without an exact language leaves the keyword open instead of guessing. */
  guarded(
    spot: Spot,
    keyword: string,
    make: () => Formula,
    about = () => this.spots.identities.identityOf(spot),
  ): Formula {
    try {
      return make();
    } catch (error) {
      if (error instanceof UnsupportedRegex)
        return this.unknown(spot, keyword, { reason: `${keyword} uses ${error.message}`, about: about() });
      if (error instanceof TooManyCases)
        return this.unknown(spot, keyword, { reason: `${keyword} depends on too many branches`, about: about() });
      throw error;
    }
  }
}
