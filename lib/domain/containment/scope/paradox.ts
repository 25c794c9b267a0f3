import { inPlace } from './in-place.ts';
import { hasKeyword } from './keywords.ts';
import type { Spot } from './spot.ts';
import type { Spots } from './spots.ts';

/** Why nothing is said of such a schema. */
export const PARADOX = 'the schema refers to itself on the spot under not, if or oneOf: nobody can tell what passes it';

const PLAIN: Known = { isOne: false, reachesOne: false, isOnCircle: false };

interface Visit {
  readonly spot: Spot;
  readonly order: number;
  /** The earliest visit that this one leads back to. */
  low: number;
  readonly ahead: readonly Spot[];
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
  readonly #spots: Spots;
  readonly #known = new Map<Spot, Known>();

  constructor(spots: Spots) {
    this.#spots = spots;
  }

  has(spot: Spot): boolean {
    return this.#know(spot).isOne;
  }

  /** Whether the schema leads back to itself before any member or item is entered. */
  isOnCircle(spot: Spot): boolean {
    return this.#know(spot).isOnCircle;
  }

  /** Whether the schema is one, or one of those that may apply with it to the same value. */
  areReached(spot: Spot): boolean {
    return this.#know(spot).reachesOne;
  }

  #know(spot: Spot): Known {
    if (spot.isLeaf) return PLAIN;
    const known = this.#known.get(spot);
    if (known) return known;
    this.#visit(spot);
    return this.#known.get(spot) ?? PLAIN;
  }

  /** Finds the circles (strongly connected components, Tarjan 1972) that can be reached; without the call stack. */
  #visit(start: Spot): void {
    const visits = new Map<Spot, Visit>();
    const enter = (spot: Spot): Visit => {
      const order = visits.size;
      const visit: Visit = { spot, order, low: order, ahead: this.#ahead(spot), seen: 0 };
      visits.set(spot, visit);
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
    const members = new Set(circle.map(({ spot }) => spot));
    const isOnCircle = circle.length > 1 || circle.some(({ spot, ahead }) => ahead.includes(spot));
    const isOne = isOnCircle && [...members].some((spot) => this.#negated(spot).some((inner) => members.has(inner)));
    const reachesOne = isOne || circle.some(({ ahead }) => ahead.some((inner) => this.#known.get(inner)?.reachesOne));
    const known = isOnCircle || reachesOne ? { isOne, reachesOne, isOnCircle } : PLAIN;
    for (const spot of members) this.#known.set(spot, known);
  }

  /** All that apply to the same value, `not` included. */
  #ahead(spot: Spot): readonly Spot[] {
    if (spot.isLeaf) return [];
    const found = inPlace(spot, { spots: this.#spots });
    return hasKeyword(spot.node, 'not') ? [...found, this.#spots.child(spot, 'not')] : found;
  }

  /** The schemas of whose failing a schema's passing may be the consequence. */
  #negated(spot: Spot): readonly Spot[] {
    const negated = ['not', 'if'].filter((keyword) => hasKeyword(spot.node, keyword));
    return [...negated.map((keyword) => this.#spots.child(spot, keyword)), ...this.#spots.branches(spot, 'oneOf')];
  }
}
