import type { Branch } from '../containment/branch.ts';
import type { Engine } from '../containment/engine.ts';
import { ARRAY, EVERY_TYPE, type Formula, NULL, OBJECT } from '../containment/formula.ts';
import type { Lang } from '../containment/language.ts';
import { inRegion, isListed, type Region } from '../containment/region.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../schema/json.ts';
import { loosen } from './loosen.ts';
import { nothingRead, type ReadTree, wholeTree } from './reads.ts';

const INFINITY = Number.POSITIVE_INFINITY;
/** Clauses of one place before its projection is given up as inexact. */
const MAX_CLAUSES = 200;

/**
 * `{ d : keep(d) ∈ keep(formula) }`, where `keep` deletes the members that are not read: what a consumer of the formula
 * can take. Projects satisfiable clauses of the normal form, since cutting a schema's text is wrong under `oneOf`.
 */
export class Projection {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  of(formula: Formula, tree: ReadTree): Formula {
    const { formulas } = this.#engine;
    if (formula.kind === 'false') return formula;
    const projected = this.#isUntouched(formula)
      ? formula
      : formulas.lazy({ key: `P${formula.id}/${tree.id}`, expand: () => this.#project(formula, tree) });
    if (tree.handles.size === 0) return projected;
    const loosened = loosen(projected, tree.handles, formulas);
    return tree.handles.has('null') ? formulas.or([formulas.types(NULL), loosened]) : loosened;
  }

  /** Scalars keep as they are. */
  #isUntouched(formula: Formula): boolean {
    return (this.#engine.solver.masks.of(formula) & (OBJECT | ARRAY)) === 0;
  }

  #project(formula: Formula, tree: ReadTree): Formula {
    const { formulas, solver } = this.#engine;
    const mask = solver.masks.of(formula);
    const scalars = formulas.and([formulas.types(mask & EVERY_TYPE & ~(OBJECT | ARRAY)), formula]);
    const parts = [scalars];
    for (const type of [ARRAY, OBJECT])
      if (mask & type) {
        const clauses = solver.clauses(formula, type, MAX_CLAUSES);
        if (!clauses) return formulas.unknown('the contract of one place has too many alternatives', '');
        const known = type === OBJECT ? this.#known(formula) : [];
        for (const clause of clauses) {
          const projected = type === ARRAY ? this.#array(clause, tree) : this.#object(clause, tree, known);
          parts.push(formulas.and([formulas.types(type), projected]));
        }
      }
    return formulas.or(parts);
  }

  /** The names that the version knows at this place: those that one of its schemas or a condition mentions. */
  #known(formula: Formula): readonly Region[] {
    const { formulas } = this.#engine;
    const regions: Region[] = [];
    const seen = new Set<number>();
    const open = [formula];
    for (let part = open.pop(); part; part = open.pop()) {
      if (seen.has(part.id)) continue;
      seen.add(part.id);
      if (part.kind === 'and' || part.kind === 'or') open.push(...part.parts);
      else if (part.kind === 'lazy' && part.definition.known) regions.push(...part.definition.known());
      else if (part.kind === 'lazy') open.push(formulas.expand(part));
      else if (part.kind === 'some-member' && isListed(part.region)) regions.push(part.region);
      else if (part.kind === 'every-member' && part.inner.kind !== 'false') regions.push(part.region);
      else if (part.kind === 'values')
        for (const value of part.values.values())
          if (isJsonObject(value)) regions.push({ only: new Set(Object.keys(value)) });
    }
    return regions;
  }

  #object(clause: Branch, tree: ReadTree, known: readonly Region[]): Formula {
    return new ObjectProjection({ engine: this.#engine, projection: this, clause, tree, known }).run();
  }

  #array(clause: Branch, tree: ReadTree): Formula {
    const { formulas } = this.#engine;
    const items = tree.children.get('*') ?? (tree.whole ? wholeTree(tree.strict) : nothingRead);
    const parts: Formula[] = [];
    const listed = clause.listed();
    if (listed) return formulas.or([...listed.values.values()].map((value) => keptValue(value, tree, this.#engine)));
    if (clause.doubt) return formulas.unknown(clause.doubt.reason, clause.doubt.pointer ?? '');
    // Positions with conditions of their own, and the rest.
    const edges = new Set([0]);
    for (const atom of clause.atoms)
      if (atom.kind === 'every-item' || (atom.kind === 'some-item' && atom.to === atom.from + 1))
        for (const edge of [atom.from, atom.to]) if (edge < INFINITY) edges.add(edge);
    const sorted = [...edges].sort((a, b) => a - b);
    for (const [at, from] of sorted.entries()) {
      const to = sorted[at + 1] ?? INFINITY;
      const inner: Formula[] = [];
      for (const atom of clause.atoms)
        if (
          (atom.kind === 'every-item' || (atom.kind === 'some-item' && atom.to === atom.from + 1)) &&
          atom.from <= from &&
          from < atom.to
        )
          inner.push(atom.inner);
      parts.push(formulas.everyItem(from, to, this.of(formulas.and(inner), items)));
    }
    for (const atom of clause.atoms) parts.push(this.#arrayAtom(atom, items));
    return formulas.and(parts);
  }

  #arrayAtom(atom: Formula, items: ReadTree): Formula {
    const { formulas } = this.#engine;
    switch (atom.kind) {
      case 'every-item':
        return formulas.true;
      case 'items':
        return atom;
      case 'some-item':
        if (atom.to === atom.from + 1) return formulas.size('items', atom.to, INFINITY);
        return this.#isUntouched(atom.inner) ? atom : this.#inexact('contains', items);
      case 'count':
        return this.#isUntouched(atom.inner) ? atom : this.#inexact('contains', items);
      case 'unique':
        return items.whole && items.children.size === 0 && items.strict ? atom : this.#inexact('uniqueItems', items);
      default:
        return this.#inexact('an excluded array', items);
    }
  }

  #inexact(what: string, items: ReadTree): Formula {
    return this.#engine.formulas.unknown(`${what} over items that are only read in part`, items.whole ? '' : '/*');
  }
}

interface ObjectInput {
  readonly engine: Engine;
  readonly projection: Projection;
  readonly clause: Branch;
  readonly tree: ReadTree;
  readonly known: readonly Region[];
}

class ObjectProjection {
  readonly #input: ObjectInput;
  constructor(input: ObjectInput) {
    this.#input = input;
  }

  run(): Formula {
    const { engine, clause, tree } = this.#input;
    const { formulas } = engine;
    const listed = clause.listed();
    if (listed) return formulas.or([...listed.values.values()].map((value) => keptValue(value, tree, engine)));
    if (clause.doubt) return formulas.unknown(clause.doubt.reason, clause.doubt.pointer ?? '');
    const members = clause.members();
    const parts: Formula[] = [];
    const names = new Set([...members.names(), ...tree.children.keys()]);
    for (const { only } of this.#input.known.filter(isListed)) for (const name of only) names.add(name);
    let unreadNeeded = 0;
    for (const name of names) {
      const needed = members.isNeeded(name);
      const goal = formulas.and([...members.constraintsAt(name), ...members.neededAt(name)]);
      if (!this.#isRead(name)) {
        if (!needed) continue;
        unreadNeeded++;
        const outcome = engine.solver.solve(goal);
        if (outcome.kind === 'empty') return formulas.false;
        if (outcome.kind !== 'value' || outcome.doubt)
          return formulas.unknown(`whether ${JSON.stringify(name)}, which is not read, is possible at all`, '');
        continue;
      }
      const inner = this.#inner(name);
      const only = new Set([name]);
      parts.push(formulas.everyMember({ only }, this.#input.projection.of(goal, inner)));
      if ((needed && !inner.handles.has('missing')) || inner.required)
        parts.push(formulas.someMember({ only }, formulas.true));
    }
    parts.push(...this.#openNames(names), ...this.#demands(names), this.#count(names, unreadNeeded));
    for (const atom of clause.atoms)
      if (atom.kind === 'values' && !this.#hasUnreadRoom(names))
        parts.push(formulas.unknown('an excluded object that is only read in part', ''));
    return formulas.and(parts);
  }

  #isRead(name: string): boolean {
    const { tree, known, engine } = this.#input;
    if (tree.children.has(name)) return true;
    return tree.whole && (tree.strict || known.some((region) => inRegion(region, name, engine.languages)));
  }

  #inner(name: string): ReadTree {
    const { tree } = this.#input;
    return tree.children.get(name) ?? wholeTree(tree.strict);
  }

  /** Conditions on names that nothing lists, where such names are read. */
  #openNames(names: ReadonlySet<string>): readonly Formula[] {
    const { tree, known, engine, clause, projection } = this.#input;
    if (!tree.whole) return [];
    const { formulas, languages } = engine;
    const open = clause.members().open();
    const langs = new Set<Lang>();
    for (const region of [...open.map(({ region }) => region), ...known])
      if (!isListed(region) && region.lang !== languages.all) langs.add(region.lang);
    if (langs.size > 6) return [formulas.unknown('too many patterns overlap in one object', '')];
    const all = [...langs];
    const parts: Formula[] = [];
    for (let signs = 0; signs < 1 << all.length; signs++) {
      const holding = new Set(all.filter((_, at) => (signs >> at) & 1));
      const covers = (region: Region): boolean =>
        !isListed(region) && (region.lang === languages.all || holding.has(region.lang));
      if (!tree.strict && !known.some(covers)) continue;
      const goal = formulas.and(open.filter(({ region }) => covers(region)).map(({ inner }) => inner));
      const lang = languages.and(...all.map((one) => (holding.has(one) ? one : languages.not(one))));
      parts.push(formulas.everyMember({ except: names, lang }, projection.of(goal, wholeTree(tree.strict))));
    }
    return parts;
  }

  /** A demand that an unread member can meet asks nothing of what is read. */
  #demands(names: ReadonlySet<string>): readonly Formula[] {
    const { engine, clause, tree } = this.#input;
    const { formulas, languages } = engine;
    return clause
      .members()
      .demands()
      .map((demand) => {
        if (this.#hasUnreadRoom(names, demand)) return formulas.true;
        const everythingRead =
          tree.whole &&
          (tree.strict || this.#input.known.some((region) => !isListed(region) && region.lang === languages.all));
        if (everythingRead || (isListed(demand.region) && [...demand.region.only].every((name) => this.#isRead(name))))
          return formulas.someMember(demand.region, this.#input.projection.of(demand.inner, wholeTree(tree.strict)));
        return formulas.unknown('a member that the version asks for may be one that is not read', '');
      });
  }

  /** Whether an unread member of a name that nothing lists can be added, and meet a demand. */
  #hasUnreadRoom(names: ReadonlySet<string>, demand?: { readonly region: Region; readonly inner: Formula }): boolean {
    const { engine, clause, tree, known } = this.#input;
    const { formulas, languages, solver } = engine;
    if (tree.whole && (tree.strict || known.some((region) => !isListed(region) && region.lang === languages.all)))
      return false;
    const members = clause.members();
    if (members.max < INFINITY) return false;
    for (const name of names) {
      if (this.#isRead(name) || (demand && !inRegion(demand.region, name, languages))) continue;
      const goal = formulas.and([
        ...members.constraintsAt(name),
        ...members.neededAt(name),
        ...(demand ? [demand.inner] : []),
      ]);
      if (solver.solve(goal).kind === 'value') return true;
    }
    if (demand && isListed(demand.region)) return false;
    const langs = tree.whole
      ? known.filter((region) => !isListed(region)).map((region) => ('lang' in region ? region.lang : languages.none))
      : [];
    const free = languages.and(
      demand && !isListed(demand.region) ? demand.region.lang : languages.all,
      languages.not(languages.or(...langs)),
    );
    const name = languages.findWord(free, { avoid: names });
    if (name === undefined) return false;
    return (
      solver.solve(formulas.and([...members.constraintsAt(name), ...(demand ? [demand.inner] : [])])).kind === 'value'
    );
  }

  /** Counts, less what unread members may make up or must take. */
  #count(names: ReadonlySet<string>, unreadNeeded: number): Formula {
    const { engine, clause, tree, known } = this.#input;
    const { formulas, languages } = engine;
    const members = clause.members();
    if (members.min === 0 && members.max === INFINITY) return formulas.true;
    const everythingRead =
      tree.whole && (tree.strict || known.some((region) => !isListed(region) && region.lang === languages.all));
    if (everythingRead) return formulas.size('members', members.min, members.max);
    const readable =
      tree.whole && known.some((region) => !isListed(region))
        ? INFINITY
        : [...names].filter((name) => this.#isRead(name)).length;
    const readNeeded = [...names].filter((name) => this.#isRead(name) && members.isNeeded(name)).length;
    const lowIsMet =
      members.min <= readNeeded + unreadNeeded || (members.max === INFINITY && this.#hasUnreadRoom(names));
    const highIsMet = members.max - unreadNeeded >= readable;
    if (members.max < unreadNeeded) return formulas.false;
    return lowIsMet && highIsMet
      ? formulas.true
      : formulas.unknown('a number of members that counts unread ones too', '');
  }
}

/** The values that look like this one where they are read. */
function keptValue(value: JsonValue, tree: ReadTree, engine: Engine): Formula {
  const { formulas, languages } = engine;
  if (isJsonArray(value)) {
    const items = tree.children.get('*') ?? (tree.whole ? wholeTree(tree.strict) : nothingRead);
    return formulas.and([
      formulas.types(ARRAY),
      formulas.size('items', value.length, value.length),
      ...value.map((item, at) => formulas.everyItem(at, at + 1, keptValue(item, items, engine))),
    ]);
  }
  if (!isJsonObject(value)) return formulas.values([value]);
  const parts: Formula[] = [formulas.types(OBJECT)];
  const names = Object.keys(value);
  for (const name of names) {
    const inner = tree.children.get(name) ?? (tree.whole ? wholeTree(tree.strict) : undefined);
    if (!inner) continue;
    const only = new Set([name]);
    parts.push(formulas.everyMember({ only }, keptValue(value[name] ?? null, inner, engine)));
    if (!inner.handles.has('missing')) parts.push(formulas.someMember({ only }, formulas.true));
  }
  for (const name of tree.children.keys())
    if (!(name in value)) parts.push(formulas.everyMember({ only: new Set([name]) }, formulas.false));
  if (tree.whole && tree.strict)
    parts.push(
      formulas.everyMember(
        { except: new Set([...names, ...tree.children.keys()]), lang: languages.all },
        formulas.false,
      ),
    );
  return formulas.and(parts);
}
