import { itemLayout } from '../scope/items.ts';
import { countOf, keywordOf, listsName, stringsOf } from '../scope/keywords.ts';
import type { Spot } from '../scope/spot.ts';
import type { Spots } from '../scope/spots.ts';

/**
 * The schemas that certainly apply to one place of every document of a schema, and what they forbid to leave out. Most
 * members of a wide closed object are required, and need not be tried one by one.
 */
export class Pins {
  readonly #schemas: readonly Spot[];
  readonly #spots: Spots;

  constructor(schema: Spot | readonly Spot[], spots: Spots) {
    const found = new Set(Array.isArray(schema) ? schema : [schema]);
    for (const spot of found) {
      for (const { target } of spots.references(spot)) found.add(target);
      for (const branch of spots.branches(spot, 'allOf')) found.add(branch);
    }
    this.#schemas = [...found];
    this.#spots = spots;
  }

  /** The members that have to be there. */
  get names(): ReadonlySet<string> {
    return new Set(this.#schemas.flatMap(({ node }) => [...stringsOf(keywordOf(node, 'required'))]));
  }

  /** How many items there have to be. */
  get items(): number {
    return Math.max(0, ...this.#schemas.map(({ node }) => countOf(node, 'minItems') ?? 0));
  }

  at(key: string | number): Pins {
    const spots = this.#spots;
    const inner = this.#schemas.flatMap((spot) => {
      if (typeof key === 'string')
        return listsName(spot.node, 'properties', key) ? [spots.child(spot, 'properties', key)] : [];
      const { prefix, rest } = itemLayout(spot.node);
      const tokens = prefix[key] ?? rest;
      return tokens ? [spots.child(spot, ...tokens)] : [];
    });
    return new Pins(inner, spots);
  }
}
