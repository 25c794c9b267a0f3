import { inPlace } from './in-place.ts';
import { hasKeyword } from './keywords.ts';
import type { Spot, Spots } from './spots.ts';

/** Why nothing is said of such a schema. */
export const PARADOX = 'the schema refers to itself on the spot under not, if or oneOf: nobody can tell what passes it';

interface Visit {
  readonly spot: Spot;
  readonly order: number;
  /** The earliest visit that this one leads back to. */
  low: number;
  readonly ahead: Spot[];
}

/**
 * Finds the schemas whose passing depends on their own failing, such as `{"not": {"$ref": "#"}}`. A circle without a
 * negation merely adds nothing; here every answer contradicts itself, or any would do.
 */
export class Paradoxes {
  readonly #spots: Spots;
  readonly #known = new Map<Spot, { readonly isOne: boolean; readonly reachesOne: boolean }>();

  constructor(spots: Spots) {
    this.#spots = spots;
  }

  has(spot: Spot): boolean {
    const known = this.#known.get(spot);
    if (known) return known.isOne;
    this.#visit(spot);
    return this.#known.get(spot)?.isOne === true;
  }

  /** Whether the schema is one, or one of those that may apply with it to the same value. */
  areReached(spot: Spot): boolean {
    return this.has(spot) || this.#known.get(spot)?.reachesOne === true;
  }

  /** Finds the circles (strongly connected components, Tarjan 1972) that can be reached; without the call stack. */
  #visit(start: Spot): void {
    const visits = new Map<Spot, Visit>();
    const enter = (spot: Spot): Visit => {
      const order = visits.size;
      const visit: Visit = { spot, order, low: order, ahead: this.#ahead(spot) };
      visits.set(spot, visit);
      return visit;
    };
    const path = [enter(start)];
    const unsettled = [...path];
    for (let visit = path.at(-1); visit; visit = path.at(-1)) {
      const next = visit.ahead.pop();
      if (next) {
        const met = visits.get(next);
        if (met && !this.#known.has(next)) visit.low = Math.min(visit.low, met.order);
        if (met || this.#known.has(next)) continue;
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
    const isOne = [...members].some((spot) => this.#negated(spot).some((inner) => members.has(inner)));
    const reachesOne =
      isOne || [...members].some((spot) => this.#ahead(spot).some((inner) => this.#known.get(inner)?.reachesOne));
    for (const spot of members) this.#known.set(spot, { isOne, reachesOne });
  }

  #ahead(spot: Spot): Spot[] {
    return [...inPlace(spot, { spots: this.#spots }), ...this.#negated(spot)];
  }

  /** The schemas of whose failing a schema's passing may be the consequence. */
  #negated(spot: Spot): readonly Spot[] {
    const negated = ['not', 'if'].filter((keyword) => hasKeyword(spot.node, keyword));
    return [...negated.map((keyword) => this.#spots.child(spot, keyword)), ...this.#spots.branches(spot, 'oneOf')];
  }
}
