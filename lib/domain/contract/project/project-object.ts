import type { Formula } from '../../containment/algebra/formula.ts';
import { inBoth, inRegion, isListed, type Region } from '../../containment/algebra/region.ts';
import type { Lang } from '../../containment/strings/lang.ts';
import { type ReadTree, wholeTree } from '../reads.ts';
import { keptValue } from './kept-value.ts';
import type { Projecting } from './projection.ts';

const INFINITY = Number.POSITIVE_INFINITY;

/** The conditions of one clause on objects, as far as their members are read. */
export function projectObject(input: ObjectInput): Formula {
  return new ObjectProjection(input).run();
}

interface ObjectInput extends Projecting {
  /** The names that the version knows at this place. */
  readonly known: readonly Region[];
}

class ObjectProjection {
  readonly #input: ObjectInput;
  constructor(input: ObjectInput) {
    this.#input = input;
  }

  run(): Formula {
    const { engine, projection, clause, tree } = this.#input;
    const { formulas } = engine;
    const listed = clause.listed();
    if (listed) return formulas.or([...listed.values.values()].map((value) => keptValue(value, tree, engine)));
    if (clause.doubt) return projection.leaveOpen(clause.doubt.reason, clause.doubt.pointer);
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
        if (outcome.kind !== 'value' || outcome.doubt) parts.push(this.#possible(name, goal));
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
      if (atom.kind === 'values' && this.#unreadRoom(names) !== 'some')
        parts.push(projection.leaveOpen('an excluded object that is only read in part'));
    return formulas.and(parts);
  }

  /** That an unread member, which must be there, can be there at all: a record that has it so shows that it can. */
  #possible(name: string, goal: Formula): Formula {
    const { engine, projection } = this.#input;
    return engine.formulas.or([
      engine.formulas.someMember({ only: new Set([name]) }, goal),
      projection.leaveOpen(`whether ${JSON.stringify(name)}, which is not read, is possible at all`),
    ]);
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

  /** Conditions on names that nothing lists, if such names are read. */
  #openNames(names: ReadonlySet<string>): readonly Formula[] {
    const { tree, known, engine, clause, projection } = this.#input;
    if (!tree.whole) return [];
    const { formulas, languages } = engine;
    const open = clause.members().open();
    const langs = new Set<Lang>();
    for (const region of [...open.map(({ region }) => region), ...known])
      if (!isListed(region) && region.lang !== languages.all) langs.add(region.lang);
    if (langs.size > 6) return [projection.leaveOpen('too many patterns overlap in one object')];
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
    const { engine, clause, tree, known, projection } = this.#input;
    const { formulas, languages } = engine;
    return clause
      .members()
      .demands()
      .map((demand) => {
        const room = this.#unreadRoom(names, demand);
        if (room === 'some') return formulas.true;
        if (isListed(demand.region) && [...demand.region.only].every((name) => this.#isRead(name)))
          return formulas.or([...demand.region.only].map((name) => this.#demandedAt(name, demand.inner)));
        // Elsewhere what is asked of the member must be said apart from what else holds there.
        const isApart = demand.inner.kind === 'true' || projection.isUntouched(demand.inner) || tree.strict;
        const inner = (region: Region): Formula => formulas.someMember(region, demand.inner);
        if (isApart && this.#readsEveryName()) return inner(demand.region);
        // Then a member that is read has to meet it.
        if (isApart && room === 'none' && tree.whole)
          return formulas.or(known.map((region) => inner(inBoth(demand.region, region, languages))));
        return projection.leaveOpen('a member that the version asks for may be one that is not read');
      });
  }

  /** Whether an unread member can be added, and meet a demand: there is such a one, none, or that stays open. */
  #unreadRoom(
    names: ReadonlySet<string>,
    demand?: { readonly region: Region; readonly inner: Formula },
  ): 'some' | 'none' | 'open' {
    const { engine, clause, tree, known } = this.#input;
    const { formulas, languages, solver } = engine;
    if (this.#readsEveryName()) return 'none';
    const members = clause.members();
    if (members.max < INFINITY) return 'open';
    let isOpen = false;
    const isPossible = (conditions: readonly Formula[]): boolean => {
      const outcome = solver.solve(formulas.and(demand ? [...conditions, demand.inner] : conditions));
      const isSure = outcome.kind === 'value' && !outcome.doubt;
      isOpen ||= !isSure && outcome.kind !== 'empty';
      return isSure;
    };
    for (const name of names) {
      if (this.#isRead(name) || (demand && !inRegion(demand.region, name, languages))) continue;
      if (isPossible([...members.constraintsAt(name), ...members.neededAt(name)])) return 'some';
    }
    if (demand && isListed(demand.region)) return isOpen ? 'open' : 'none';
    const langs = tree.whole
      ? known.filter((region) => !isListed(region)).map((region) => ('lang' in region ? region.lang : languages.none))
      : [];
    const free = languages.and(
      demand && !isListed(demand.region) ? demand.region.lang : languages.all,
      languages.not(languages.or(...langs)),
    );
    const name = languages.findWord(free, { avoid: names });
    if (name !== undefined && isPossible(members.constraintsAt(name))) return 'some';
    return isOpen || (name !== undefined && !this.#areAlike(free)) ? 'open' : 'none';
  }

  /** Whether the same conditions hold for all of these names, so that one of them stands for all. */
  #areAlike(free: Lang): boolean {
    const { engine, clause } = this.#input;
    const { languages } = engine;
    const isNone = (lang: Lang): boolean => languages.findWord(lang) === undefined;
    return clause
      .members()
      .open()
      .every(
        ({ region }) =>
          isListed(region) ||
          isNone(languages.and(free, languages.not(region.lang))) ||
          isNone(languages.and(free, region.lang)),
      );
  }

  #readsEveryName(): boolean {
    const { tree, known, engine } = this.#input;
    return (
      tree.whole && (tree.strict || known.some((region) => !isListed(region) && region.lang === engine.languages.all))
    );
  }

  /** The records with a member that is read and meets a demand beside all else that holds for it. */
  #demandedAt(name: string, demanded: Formula): Formula {
    const { engine, clause, projection } = this.#input;
    const { formulas } = engine;
    const members = clause.members();
    const goal = formulas.and([...members.constraintsAt(name), ...members.neededAt(name), demanded]);
    return formulas.someMember({ only: new Set([name]) }, projection.of(goal, this.#inner(name)));
  }

  /** Counts, less what unread members may make up or must take. */
  #count(names: ReadonlySet<string>, unreadNeeded: number): Formula {
    const { engine, clause, tree, known } = this.#input;
    const { formulas } = engine;
    const members = clause.members();
    if (members.min === 0 && members.max === INFINITY) return formulas.true;
    if (this.#readsEveryName()) return formulas.size('members', members.min, members.max);
    const readable =
      tree.whole && known.some((region) => !isListed(region))
        ? INFINITY
        : [...names].filter((name) => this.#isRead(name)).length;
    const readNeeded = [...names].filter((name) => this.#isRead(name) && members.isNeeded(name)).length;
    const lowIsMet =
      members.min <= readNeeded + unreadNeeded || (members.max === INFINITY && this.#unreadRoom(names) === 'some');
    const highIsMet = members.max - unreadNeeded >= readable;
    if (members.max < unreadNeeded) return formulas.false;
    return lowIsMet && highIsMet
      ? formulas.true
      : this.#input.projection.leaveOpen('a number of members that counts unread ones too');
  }
}
