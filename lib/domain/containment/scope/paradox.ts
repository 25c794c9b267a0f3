import { inPlace } from './in-place.ts';
import { hasKeyword } from './keywords.ts';
import type { SchemaGraph } from './schema-graph.ts';
import type { SchemaInScope } from './schema-in-scope.ts';

/** Why nothing is said of such a schema. */
export const PARADOX = 'the schema refers to itself on the spot under not, if or oneOf: nobody can tell what passes it';

const PLAIN: Known = { isOne: false, reachesOne: false, isOnCircle: false };

interface Visit {
  readonly scoped: SchemaInScope;
  readonly order: number;
  /** The earliest visit that this one leads back to. */
  low: number;
  readonly ahead: readonly SchemaInScope[];
  /** How many of those ahead were looked at. */
  seen: number;
}

interface Known {
  /** Its passing depends on its own failing. */
  readonly isOne: boolean;
  /** It is one, or leads to one on the spot. */
  readonly reachesOne: boolean;
  /** It leads back to itself on the spot. */
  readonly isOnCircle: boolean;
}

/**
 * Finds the schemas whose passing depends on their own failing, such as `{"not": {"$ref": "#"}}`. A circle without a
 * negation merely adds nothing; here every answer contradicts itself, or any would do.
 */
export class Paradoxes {
  readonly #graph: SchemaGraph;
  readonly #known = new Map<SchemaInScope, Known>();

  constructor(graph: SchemaGraph) {
    this.#graph = graph;
  }

  has(scoped: SchemaInScope): boolean {
    return this.#know(scoped).isOne;
  }

  /** Whether the schema leads back to itself before any member or item is entered. */
  isOnCircle(scoped: SchemaInScope): boolean {
    return this.#know(scoped).isOnCircle;
  }

  /** Whether the schema is one, or one of those that may apply with it to the same value. */
  areReached(scoped: SchemaInScope): boolean {
    return this.#know(scoped).reachesOne;
  }

  #know(scoped: SchemaInScope): Known {
    if (scoped.isLeaf) return PLAIN;
    const known = this.#known.get(scoped);
    if (known) return known;
    this.#visit(scoped);
    return this.#known.get(scoped) ?? PLAIN;
  }

  /** Finds the circles (strongly connected components, Tarjan 1972) that can be reached; without the call stack. */
  #visit(start: SchemaInScope): void {
    const visits = new Map<SchemaInScope, Visit>();
    const enter = (scoped: SchemaInScope): Visit => {
      const order = visits.size;
      const visit: Visit = { scoped, order, low: order, ahead: this.#ahead(scoped), seen: 0 };
      visits.set(scoped, visit);
      return visit;
    };
    const path = [enter(start)];
    const unsettled = [...path];
    for (let visit = path.at(-1); visit; visit = path.at(-1)) {
      const next = visit.ahead[visit.seen++];
      if (next) {
        if (this.#known.has(next)) continue;
        const met = visits.get(next);
        if (met) {
          visit.low = Math.min(visit.low, met.order);
          continue;
        }
        const entered = enter(next);
        path.push(entered);
        unsettled.push(entered);
        continue;
      }
      path.pop();
      const before = path.at(-1);
      if (before) before.low = Math.min(before.low, visit.low);
      if (visit.low === visit.order) this.#settle(unsettled.splice(unsettled.lastIndexOf(visit)));
    }
  }

  #settle(circle: readonly Visit[]): void {
    const members = new Set(circle.map(({ scoped }) => scoped));
    const isOnCircle = circle.length > 1 || circle.some(({ scoped, ahead }) => ahead.includes(scoped));
    const isOne =
      isOnCircle && [...members].some((scoped) => this.#negated(scoped).some((inner) => members.has(inner)));
    const reachesOne = isOne || circle.some(({ ahead }) => ahead.some((inner) => this.#known.get(inner)?.reachesOne));
    const known = isOnCircle || reachesOne ? { isOne, reachesOne, isOnCircle } : PLAIN;
    for (const scoped of members) this.#known.set(scoped, known);
  }

  /** All that apply to the same value, `not` included. */
  #ahead(scoped: SchemaInScope): readonly SchemaInScope[] {
    if (scoped.isLeaf) return [];
    const found = inPlace(scoped, { graph: this.#graph });
    return hasKeyword(scoped.node, 'not') ? [...found, this.#graph.child(scoped, 'not')] : found;
  }

  /** The schemas of whose failing a schema's passing may be the consequence. */
  #negated(scoped: SchemaInScope): readonly SchemaInScope[] {
    const negated = ['not', 'if'].filter((keyword) => hasKeyword(scoped.node, keyword));
    return [...negated.map((keyword) => this.#graph.child(scoped, keyword)), ...this.#graph.branches(scoped, 'oneOf')];
  }
}
