import { isJsonArray, isJsonObject } from '../schema/json.ts';
import type { FormatMode } from '../verdict.ts';
import { type Case, casesOf, evaluatedItems, evaluatedNames, TooManyCases } from './cases.ts';
import { exactlyOne } from './exactly-one.ts';
import {
  ARRAY,
  EVERY_TYPE,
  FALSE,
  type Formula,
  type Formulas,
  NULL,
  NUMBER,
  OBJECT,
  STRING,
  TRUE,
} from './formula.ts';
import { countOf, hasKeyword, itemLayout, keywordOf, namesOf, numberOf, stringOf, stringsOf } from './keywords.ts';
import type { Lang, Languages } from './language.ts';
import { rational, toRational } from './rational.ts';
import { searchLanguage } from './regex-language.ts';
import { UnsupportedRegex } from './regex-syntax.ts';
import { oneName, outsideOf, type Region } from './region.ts';
import type { Spot, Spots } from './spots.ts';
import { stringLanguage } from './string-language.ts';

const INFINITY = Number.POSITIVE_INFINITY;
const TYPE_BITS: Readonly<Record<string, number>> = {
  null: NULL,
  boolean: TRUE | FALSE,
  number: NUMBER,
  integer: NUMBER,
  string: STRING,
  array: ARRAY,
  object: OBJECT,
};

/** Translates schemas into formulas, each keyword by the rules of the draft in force where it stands. */
export class Compiler {
  readonly formulas: Formulas;
  readonly languages: Languages;
  readonly spots: Spots;
  readonly #formatMode: FormatMode;
  readonly #known = new Map<Spot, Formula>();
  readonly #patterns = new Map<string, Lang | UnsupportedRegex>();

  constructor(options: { spots: Spots; languages: Languages; formulas: Formulas; formatMode: FormatMode }) {
    this.spots = options.spots;
    this.languages = options.languages;
    this.formulas = options.formulas;
    this.#formatMode = options.formatMode;
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
    return this.formulas.lazy({ key: `R${this.spots.classOf(target)}`, expand: () => this.formulaOf(target) });
  }

  /** The strings that a pattern finds itself in. Throws `UnsupportedRegex`. */
  pattern(source: string): Lang {
    const known = this.#patterns.get(source);
    if (known instanceof UnsupportedRegex) throw known;
    if (known) return known;
    try {
      const lang = searchLanguage(source, this.languages);
      this.#patterns.set(source, lang);
      return lang;
    } catch (error) {
      if (error instanceof UnsupportedRegex) this.#patterns.set(source, error);
      throw error;
    }
  }

  /** The pattern that a language was made of, if it was. */
  patternOf(lang: Lang): string | undefined {
    for (const [source, known] of this.#patterns) if (known === lang) return source;
    return undefined;
  }

  #compile(spot: Spot): Formula {
    const { formulas } = this;
    const { node } = spot;
    const parts: Formula[] = this.spots.references(spot).map(({ keyword, target }) =>
      target
        ? this.reference(target)
        : this.#unknown(spot, keyword, {
            reason: 'a reference that leads to nothing at hand',
            about: this.#placeOf(spot, keyword),
          }),
    );
    const hidden = hasKeyword(node, '$ref') && !hasKeyword(node, 'allOf') && parts.length > 0;
    if (hidden && Object.keys(node.schema as object).length === 1) return formulas.and(parts);
    this.#general(spot, parts);
    this.#numeric(spot, parts);
    this.#textual(spot, parts);
    this.#members(spot, parts);
    this.#items(spot, parts);
    this.#applicators(spot, parts);
    if (hasKeyword(node, 'unevaluatedProperties')) parts.push(this.#unevaluated(spot, 'unevaluatedProperties'));
    if (hasKeyword(node, 'unevaluatedItems')) parts.push(this.#unevaluated(spot, 'unevaluatedItems'));
    return formulas.and(parts);
  }

  /** Where a static reference points to, for those that lead nowhere; what a dynamic one means depends on its own place. */
  #placeOf({ id, node }: Spot, keyword: string): string {
    const reference = keyword === '$ref' ? stringOf(node, keyword) : undefined;
    return reference === undefined ? `#${id}` : `${reference} from ${node.resource.uri}`;
  }

  /** `about`: all that the keyword's meaning depends on. */
  #unknown(spot: Spot, keyword: string, { reason, about }: { reason: string; about: string }): Formula {
    return this.formulas.unknown(reason, `${spot.node.pointer}/${keyword}`, `${keyword} ${about}`);
  }

  #child(spot: Spot, ...tokens: readonly string[]): Formula {
    return this.formulaOf(this.spots.child(spot, ...tokens));
  }

  #general({ node }: Spot, parts: Formula[]): void {
    const { formulas } = this;
    const type = keywordOf(node, 'type');
    if (type !== undefined) {
      const names = isJsonArray(type) ? type : [type];
      const mask = names.reduce<number>(
        (bits, name) => bits | (typeof name === 'string' ? (TYPE_BITS[name] ?? 0) : 0),
        0,
      );
      parts.push(formulas.types(names.includes('any') ? EVERY_TYPE : mask));
      if (names.includes('integer') && !names.includes('number')) parts.push(formulas.multiple(rational(1n)));
    }
    const listed = keywordOf(node, 'enum');
    if (isJsonArray(listed)) parts.push(formulas.values(listed));
    const constant = keywordOf(node, 'const');
    if (constant !== undefined) parts.push(formulas.values([constant]));
  }

  #numeric({ node }: Spot, parts: Formula[]): void {
    const { formulas } = this;
    const divisor = numberOf(node, 'multipleOf');
    if (divisor !== undefined) {
      const of = toRational(divisor);
      if (of.num > 0n) parts.push(formulas.multiple(of));
    }
    for (const [side, bare, strict] of [
      ['min', 'minimum', 'exclusiveMinimum'],
      ['max', 'maximum', 'exclusiveMaximum'],
    ] as const) {
      const bound = numberOf(node, bare);
      const flag = keywordOf(node, strict);
      if (bound !== undefined)
        parts.push(formulas[side](toRational(bound), node.resource.dialect === 'draft-04' && flag === true));
      const exclusive = numberOf(node, strict);
      if (exclusive !== undefined) parts.push(formulas[side](toRational(exclusive), true));
    }
  }

  #textual(spot: Spot, parts: Formula[]): void {
    const { node } = spot;
    parts.push(
      this.formulas.size(
        'length',
        Math.ceil(countOf(node, 'minLength') ?? 0),
        Math.floor(countOf(node, 'maxLength') ?? INFINITY),
      ),
    );
    const pattern = stringOf(node, 'pattern');
    if (pattern !== undefined)
      parts.push(
        this.#guarded(
          spot,
          'pattern',
          () => this.formulas.lang(this.pattern(pattern)),
          () => pattern,
        ),
      );
    const format = stringOf(node, 'format');
    if (format !== undefined && this.#formatMode === 'assertion') parts.push(this.formulas.format(format));
  }

  /** A pattern without an exact language leaves the keyword open instead of guessing. */
  #guarded(spot: Spot, keyword: string, make: () => Formula, about = () => this.spots.identityOf(spot)): Formula {
    try {
      return make();
    } catch (error) {
      if (error instanceof UnsupportedRegex)
        return this.#unknown(spot, keyword, { reason: `${keyword} uses ${error.message}`, about: about() });
      if (error instanceof TooManyCases)
        return this.#unknown(spot, keyword, { reason: `${keyword} depends on too many branches`, about: about() });
      throw error;
    }
  }

  #members(spot: Spot, parts: Formula[]): void {
    const { formulas } = this;
    const { node } = spot;
    for (const name of stringsOf(keywordOf(node, 'required')))
      parts.push(formulas.someMember(oneName(name), formulas.true));
    parts.push(
      formulas.size(
        'members',
        Math.ceil(countOf(node, 'minProperties') ?? 0),
        Math.floor(countOf(node, 'maxProperties') ?? INFINITY),
      ),
    );
    for (const name of namesOf(node, 'properties'))
      parts.push(formulas.everyMember(oneName(name), this.#child(spot, 'properties', name)));
    if (namesOf(node, 'patternProperties').length > 0 || hasKeyword(node, 'additionalProperties'))
      parts.push(this.#guarded(spot, 'patternProperties', () => formulas.and(this.#openMembers(spot))));
    if (hasKeyword(node, 'propertyNames'))
      parts.push(this.#guarded(spot, 'propertyNames', () => this.#propertyNames(spot)));
    this.#dependencies(spot, parts);
  }

  #openMembers(spot: Spot): readonly Formula[] {
    const { formulas } = this;
    const { node } = spot;
    const result = namesOf(node, 'patternProperties').map((source) =>
      formulas.everyMember(
        { except: new Set(), lang: this.pattern(source) },
        this.#child(spot, 'patternProperties', source),
      ),
    );
    if (hasKeyword(node, 'additionalProperties'))
      result.push(
        formulas.everyMember(
          outsideOf(this.namedRegions(spot), this.languages),
          this.#child(spot, 'additionalProperties'),
        ),
      );
    return result;
  }

  /** What `properties` and `patternProperties` name. Throws `UnsupportedRegex`. */
  namedRegions({ node }: Spot): readonly Region[] {
    return [
      { only: new Set(namesOf(node, 'properties')) },
      ...namesOf(node, 'patternProperties').map((source) => ({
        except: new Set<string>(),
        lang: this.pattern(source),
      })),
    ];
  }

  #propertyNames(spot: Spot): Formula {
    const { formulas, languages } = this;
    const names = this.#child(spot, 'propertyNames');
    if (names.kind === 'values' && names.positive) {
      const listed = [...names.values.values()].filter((value) => typeof value === 'string');
      return formulas.everyMember({ except: new Set(listed), lang: languages.all }, formulas.false);
    }
    const lang = stringLanguage(names, formulas, languages);
    if (!lang) {
      const about = this.spots.identityOf(this.spots.child(spot, 'propertyNames'));
      return this.#unknown(spot, 'propertyNames', {
        reason: 'propertyNames asks for more than a regular language',
        about,
      });
    }
    return formulas.everyMember({ except: new Set(), lang: languages.not(lang) }, formulas.false);
  }

  #dependencies(spot: Spot, parts: Formula[]): void {
    const { formulas } = this;
    const { node } = spot;
    for (const keyword of ['dependencies', 'dependentRequired', 'dependentSchemas']) {
      const table = keywordOf(node, keyword);
      if (!isJsonObject(table)) continue;
      for (const name of Object.keys(table)) {
        const needed = table[name];
        const demand: Formula = isJsonArray(needed)
          ? formulas.and(stringsOf(needed).map((other) => formulas.someMember(oneName(other), formulas.true)))
          : typeof needed === 'string'
            ? formulas.someMember(oneName(needed), formulas.true)
            : this.#child(spot, keyword, name);
        parts.push(formulas.or([formulas.everyMember(oneName(name), formulas.false), demand]));
      }
    }
  }

  #items(spot: Spot, parts: Formula[]): void {
    const { formulas } = this;
    const { node } = spot;
    const { prefix, rest } = itemLayout(node);
    parts.push(...prefix.map((tokens, at) => formulas.everyItem(at, at + 1, this.#child(spot, ...tokens))));
    if (rest) parts.push(formulas.everyItem(prefix.length, INFINITY, this.#child(spot, ...rest)));
    parts.push(
      formulas.size(
        'items',
        Math.ceil(countOf(node, 'minItems') ?? 0),
        Math.floor(countOf(node, 'maxItems') ?? INFINITY),
      ),
    );
    if (keywordOf(node, 'uniqueItems') === true) parts.push(formulas.unique());
    if (!hasKeyword(node, 'contains')) return;
    const least = Math.ceil(countOf(node, 'minContains') ?? 1);
    parts.push(
      formulas.count(this.#child(spot, 'contains'), least, Math.floor(countOf(node, 'maxContains') ?? INFINITY)),
    );
  }

  #applicators(spot: Spot, parts: Formula[]): void {
    const { formulas } = this;
    const { node } = spot;
    const branches = (keyword: string): Formula[] =>
      this.spots.branches(spot, keyword).map((branch) => this.formulaOf(branch));
    parts.push(...branches('allOf'));
    if (isJsonArray(keywordOf(node, 'anyOf'))) parts.push(formulas.or(branches('anyOf')));
    if (isJsonArray(keywordOf(node, 'oneOf'))) parts.push(exactlyOne(branches('oneOf'), formulas));
    if (hasKeyword(node, 'not')) parts.push(formulas.not(this.#child(spot, 'not')));
    if (!hasKeyword(node, 'if')) return;
    const condition = this.#child(spot, 'if');
    const negation = formulas.not(condition);
    const yes = hasKeyword(node, 'then') ? this.#child(spot, 'then') : formulas.true;
    const no = hasKeyword(node, 'else') ? this.#child(spot, 'else') : formulas.true;
    if (yes === formulas.true) parts.push(formulas.or([condition, no]));
    else if (no === formulas.true) parts.push(formulas.or([negation, yes]));
    else parts.push(formulas.or([formulas.and([condition, yes]), formulas.and([negation, no])]));
  }

  #unevaluated(spot: Spot, keyword: 'unevaluatedProperties' | 'unevaluatedItems'): Formula {
    const { formulas } = this;
    const inner = this.#child(spot, keyword);
    if (inner === formulas.true) return inner;
    // Splitting on what passes needs formulas of schemas around this one, so it waits until they are compiled.
    const forEachCase = (make: (found: Case) => Formula, about: string): Formula =>
      this.#guarded(
        spot,
        keyword,
        () =>
          formulas.or(
            casesOf(spot, { compiler: this, keyword }).map((found) => formulas.and([...found.literals, make(found)])),
          ),
        () => `${about} ${this.spots.identityOf(spot)}`,
      );
    const positive = (found: Case): Formula => {
      if (keyword === 'unevaluatedProperties')
        return formulas.everyMember(outsideOf(evaluatedNames(found, spot, this), this.languages), inner);
      const { from, contained } = evaluatedItems(found, spot, this);
      return formulas.everyItem(from, INFINITY, formulas.or([inner, ...contained]));
    };
    return formulas.lazy({
      key: `U${keyword}${spot.id}`,
      expand: () => forEachCase(positive, 'of'),
      expandNegation: () => forEachCase((found) => formulas.not(positive(found)), 'against'),
    });
  }
}
