import { isJsonObject } from '../../schema/json.ts';
import type { Formula } from '../algebra/formula.ts';
import { inRegion, isListed, outsideOf, type Region } from '../algebra/region.ts';
import { type Case, type Conditional, casesOf, type Passed, TooManyCases } from '../compile/cases.ts';
import type { Compiler } from '../compile/compiler.ts';
import { evaluatedItems, withInside } from '../compile/evaluated.ts';
import { evaluates, inPlace } from '../scope/in-place.ts';
import { containedSchema, itemLayout, layoutSchemas, schemasBesideLayout } from '../scope/items.ts';
import { hasKeyword, listsName, namesOf } from '../scope/keywords.ts';
import { namedBy } from '../scope/named-by.ts';
import { PARADOX } from '../scope/paradox.ts';
import type { Spot } from '../scope/spots.ts';
import { UnsupportedRegex } from '../strings/regex-syntax.ts';
import { Declarations, NO_NAMES } from './declarations.ts';
import { Giver } from './giver.ts';
import { type Source, sourcesOf } from './sources.ts';

const INFINITY = Number.POSITIVE_INFINITY;
const TOO_MANY = 'what is declared depends on too many branches';

/** Schemas at one place of a document: those that apply there, and those that may (an item that `contains` asks for). */
interface Place {
  readonly must: readonly Spot[];
  readonly may: readonly Conditional[];
}

/**
 * What a producer emits under the declared content model: the documents of a schema in which, at every described
 * place, each member is declared by some schema that succeeds there. One closure per place of the *document*, over
 * all schemas that meet there; closing schema objects one by one would add and lose records.
 */
export class Closure {
  readonly #compiler: Compiler;
  readonly #declarations: Declarations;
  readonly #numbers = new Map<Spot, number>();
  readonly #identities = new Map<string, number>();

  constructor(compiler: Compiler) {
    this.#compiler = compiler;
    this.#declarations = new Declarations(compiler);
  }

  emitted(root: Spot): Formula {
    return this.#at({ must: [root], may: [] });
  }

  #at(place: Place): Formula {
    const compiler = this.#compiler;
    const must = distinct(place.must);
    const may = place.may.filter(({ spot }) => isJsonObject(spot.node.schema) && !must.includes(spot));
    const plain = compiler.formulas.and(place.must.map((spot) => compiler.formulaOf(spot)));
    if (plain === compiler.formulas.false) return plain;
    const all = [...must, ...may.map(({ spot }) => spot)];
    if (!all.some((spot) => this.#declarations.matters(spot, NO_NAMES))) return plain;
    return compiler.formulas.lazy({
      key: `C${[...new Set(must.map((spot) => this.#sameness(spot)))].sort().join()}|${may.map(({ spot, condition }) => `${this.#sameness(spot)}:${condition.id}`).join()}`,
      expand: () => compiler.formulas.and([plain, this.#expand({ must, may })]),
      implies: () => must.map((spot) => compiler.formulaOf(spot)),
      known: () => all.flatMap((spot) => this.#declarations.knownNames(spot, new Set())),
    });
  }

  /** The same number for schemas that say the same: what they emit is one formula, in whichever version they stand. */
  #sameness(spot: Spot): number {
    const known = this.#numbers.get(spot);
    if (known !== undefined) return known;
    const identity = this.#compiler.spots.identityOf(spot);
    const number = this.#identities.get(identity) ?? this.#identities.size;
    this.#identities.set(identity, number);
    this.#numbers.set(spot, number);
    return number;
  }

  #expand(place: Place): Formula {
    const all = [...place.must, ...place.may.map(({ spot }) => spot)];
    if (all.some((spot) => this.#compiler.spots.paradoxes.areReached(spot))) return this.#unknown(PARADOX, place);
    try {
      return this.#caseByCase(place) ?? this.#nameByName(place);
    } catch (error) {
      if (error instanceof UnsupportedRegex) return this.#unknown(`patternProperties uses ${error.message}`, place);
      if (error instanceof TooManyCases) return this.#unknown(TOO_MANY, place);
      throw error;
    }
  }

  /** Where schemas meet that say the same, whatever is declared is the same. */
  #unknown(reason: string, { must, may }: Place): Formula {
    const { formulas, spots } = this.#compiler;
    const about = must.map((spot) => spots.identityOf(spot)).sort();
    const identity = may.length > 0 ? undefined : `closed ${about.join(' ')}`;
    return formulas.unknown(reason, must[0]?.node.pointer ?? '', identity);
  }

  /** `undefined` where the cases are too many. */
  #caseByCase(place: Place): Formula | undefined {
    const { formulas } = this.#compiler;
    try {
      return formulas.or(
        this.#cases(place).map(({ literals, passed }) => formulas.and([...literals, ...this.#close(passed)])),
      );
    } catch (error) {
      if (error instanceof TooManyCases) return undefined;
      throw error;
    }
  }

  /** Without listing the combinations of branches: each name for itself is declared by one of the schemas that pass. */
  #nameByName(place: Place): Formula {
    const { must, may } = place;
    const compiler = this.#compiler;
    const { formulas, languages } = compiler;
    const unknown = this.#unknown(TOO_MANY, place);
    const sources = must.flatMap((spot) => [...sourcesOf(spot, compiler)]);
    const holding = (test: (spot: Spot) => boolean): Formula =>
      formulas.or(sources.filter(({ spot }) => test(spot)).map(({ condition }) => condition));
    const isPatterned = sources.some(({ spot }) => namesOf(spot.node, 'patternProperties').length > 0);
    const givesMore = sources.some(({ spot }) =>
      ['additionalProperties', 'unevaluatedProperties'].some(
        (keyword) =>
          hasKeyword(spot.node, keyword) && this.#declarations.matters(compiler.spots.child(spot, keyword), NO_NAMES),
      ),
    );
    const hasItems = sources.some(({ spot }) =>
      this.#itemSpots(spot).some((child) => this.#declarations.matters(child, NO_NAMES)),
    );
    if (may.length > 0 || isPatterned || givesMore || hasItems) return unknown;
    const names = new Set(sources.flatMap(({ spot }) => [...namesOf(spot.node, 'properties'), ...namedBy(spot)]));
    const listed = holding(({ node }) => hasKeyword(node, 'const') || hasKeyword(node, 'enum'));
    const free = formulas.or([
      formulas.not(holding(({ node }) => hasKeyword(node, 'properties'))),
      holding(({ node }) => hasKeyword(node, 'additionalProperties') || hasKeyword(node, 'unevaluatedProperties')),
    ]);
    const declared: Formula[] = [formulas.everyMember({ except: names, lang: languages.all }, formulas.false)];
    const inside: Formula[] = [];
    const named = new Map(sources.map(({ spot }) => [spot, new Set(namedBy(spot))]));
    for (const name of names) {
      const absent = formulas.everyMember({ only: new Set([name]) }, formulas.false);
      const by = holding((spot) => listsName(spot.node, 'properties', name) || named.get(spot)?.has(name) === true);
      declared.push(formulas.or([absent, by]));
      const given = this.#givenTo(name, sources);
      if (!given) return unknown;
      inside.push(formulas.or([absent, given]));
    }
    return formulas.or([listed, formulas.and([formulas.or([free, formulas.and(declared)]), ...inside])]);
  }

  /** The closure of one member, by which of the schemas that describe it apply; `undefined` where those are too many. */
  #givenTo(name: string, sources: readonly Source[]): Formula | undefined {
    const { formulas, spots } = this.#compiler;
    const conditions = new Map<Spot, Formula>();
    for (const { spot, condition } of sources) {
      if (!listsName(spot.node, 'properties', name)) continue;
      const child = spots.child(spot, 'properties', name);
      if (!this.#declarations.matters(child, NO_NAMES)) continue;
      conditions.set(child, formulas.or([conditions.get(child) ?? formulas.false, condition]));
    }
    const certain = [...conditions].filter(([, condition]) => condition === formulas.true).map(([child]) => child);
    const others = [...conditions].filter(([, condition]) => condition !== formulas.true);
    if (others.length > MAX_GIVERS) return undefined;
    const ways: Formula[] = [];
    for (let signs = 0; signs < 1 << others.length; signs++) {
      const passing = others.filter((_, at) => (signs >> at) & 1);
      const failing = others.filter((_, at) => !((signs >> at) & 1));
      const must = [...certain, ...passing.map(([child]) => child)];
      ways.push(
        formulas.and([
          ...passing.map(([, condition]) => condition),
          ...failing.map(([, condition]) => formulas.not(condition)),
          formulas.everyMember({ only: new Set([name]) }, this.#at({ must, may: [] })),
        ]),
      );
    }
    return formulas.or(ways);
  }

  #itemSpots(spot: Spot): readonly Spot[] {
    const { spots } = this.#compiler;
    return [...layoutSchemas(spot, spots), ...schemasBesideLayout(spot, spots)];
  }

  #cases({ must, may }: Place): readonly Case[] {
    const compiler = this.#compiler;
    const names = new Set(must.flatMap((spot) => [...this.#declarations.certainNames(spot, new Set())]));
    const isAsked = [...must, ...may.map(({ spot }) => spot)].some((spot) => this.#asksForItems(spot));
    const matters = (spot: Spot): boolean =>
      this.#declarations.matters(spot, names) ||
      (isAsked && evaluates(spot, { spots: compiler.spots, keyword: 'unevaluatedItems' }));
    return casesOf(must, may, { compiler, matters });
  }

  /** The conditions on members and items that follow from what passed. */
  #close(roots: readonly Passed[]): readonly Formula[] {
    const passed = [...withInside(...roots)];
    const spots = distinct(passed.map(({ spot }) => spot));
    // The whole value stands in the schema, with everything in it.
    if (spots.some(({ node }) => hasKeyword(node, 'const') || hasKeyword(node, 'enum'))) return [];
    return [...this.#closeMembers(passed, spots), ...this.#closeItems(passed, spots)];
  }

  #closeMembers(passed: readonly Passed[], spots: readonly Spot[]): readonly Formula[] {
    const { formulas, languages } = this.#compiler;
    const givers = passed.map((found) => new Giver(found, this.#compiler));
    const names = new Set(spots.flatMap((spot) => [...namesOf(spot.node, 'properties'), ...namedBy(spot)]));
    const parts: Formula[] = [];
    for (const name of names) {
      const inside = (region: Region): boolean => inRegion(region, name, languages);
      const children = givers.flatMap((giver) => giver.children(name, inside));
      parts.push(formulas.everyMember({ only: new Set([name]) }, this.#at({ must: children, may: [] })));
    }
    const langs = [...new Set(givers.flatMap(({ patterns }) => patterns.map(({ lang }) => lang)))];
    if (langs.length > 6) throw new TooManyCases();
    for (let signs = 0; signs < 1 << langs.length; signs++) {
      const holding = new Set(langs.filter((_, at) => (signs >> at) & 1));
      const inside = (region: Region): boolean =>
        !isListed(region) && (region.lang === languages.all || holding.has(region.lang));
      const children = givers.flatMap((giver) => giver.children(undefined, inside));
      if (!children.some((child) => this.#declarations.matters(child, NO_NAMES))) continue;
      const lang = languages.and(...langs.map((one) => (holding.has(one) ? one : languages.not(one))));
      parts.push(formulas.everyMember({ except: names, lang }, this.#at({ must: children, may: [] })));
    }
    const described = spots.some(({ node }) => hasKeyword(node, 'properties') || hasKeyword(node, 'patternProperties'));
    const all = spots.some(
      ({ node }) => hasKeyword(node, 'additionalProperties') || hasKeyword(node, 'unevaluatedProperties'),
    );
    if (described && !all)
      parts.push(
        formulas.everyMember(
          outsideOf([{ only: names }, ...langs.map((lang) => ({ except: new Set<string>(), lang }))], languages),
          formulas.false,
        ),
      );
    return parts;
  }

  /** Whether the schema, or one that applies in place within it, looks at what items others have evaluated. */
  #asksForItems(root: Spot): boolean {
    const seen = new Set([root]);
    for (const spot of seen) {
      if (hasKeyword(spot.node, 'unevaluatedItems')) return true;
      for (const inner of inPlace(spot, this.#compiler)) seen.add(inner);
    }
    return false;
  }

  #closeItems(passed: readonly Passed[], spots: readonly Spot[]): readonly Formula[] {
    const compiler = this.#compiler;
    const { formulas } = compiler;
    const layouts = spots.map((spot) => ({ spot, ...itemLayout(spot.node) }));
    const length = layouts.reduce((longest, { prefix }) => Math.max(longest, prefix.length), 0);
    const child = (spot: Spot, ...tokens: readonly string[]): Spot => this.#compiler.spots.child(spot, ...tokens);
    const contained = spots
      .flatMap((spot) => containedSchema(spot, compiler.spots) ?? [])
      .map((spot): Conditional => ({ spot, condition: compiler.formulaOf(spot) }));
    // An item that others have evaluated is none of theirs.
    const rests = passed
      .filter(({ spot }) => hasKeyword(spot.node, 'unevaluatedItems'))
      .map((one) => ({ one, ...evaluatedItems(one, compiler) }))
      .map(({ one, from, contained: others }) => {
        const condition = formulas.and(others.map((other) => formulas.not(other)));
        return { from, spot: child(one.spot, 'unevaluatedItems'), condition };
      });
    const at = (index: number): Formula => {
      const must = layouts.flatMap(({ spot, prefix, rest }) => {
        const tokens = prefix[index] ?? rest;
        return tokens ? [child(spot, ...tokens)] : [];
      });
      const asked = rests.filter(({ from }) => from <= index);
      must.push(...asked.filter(({ condition }) => condition === formulas.true).map(({ spot }) => spot));
      const may = [...contained, ...asked.filter(({ condition }) => condition !== formulas.true)];
      return this.#at({ must, may: may.filter(({ spot }) => this.#declarations.matters(spot, NO_NAMES)) });
    };
    const parts = [...Array(length).keys()].map((index) => formulas.everyItem(index, index + 1, at(index)));
    return [...parts, formulas.everyItem(length, INFINITY, at(length))];
  }
}

/** Schemas of one member that may or may not apply, before their combinations are too many. */
const MAX_GIVERS = 5;

/** Booleans say nothing here beyond what the formulas of the schemas around them say. */
const distinct = (spots: readonly Spot[]): readonly Spot[] =>
  [...new Set(spots)].filter(({ node }) => isJsonObject(node.schema)).sort((a, b) => a.id - b.id);
