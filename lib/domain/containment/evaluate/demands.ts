import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../schema/json.ts';
import { keywordOf, namesOf, stringsOf } from '../scope/keywords.ts';
import type { Spot } from '../scope/spot.ts';
import type { Spots } from '../scope/spots.ts';

interface Demand {
  readonly required: readonly string[];
  /** Members that may only be one of a few texts, such as a discriminator. */
  readonly listed: readonly (readonly [name: string, texts: ReadonlySet<JsonValue>])[];
}

/** What every object of a schema must have, read off once a schema: most branches of a choice fail an object by it alone. */
export class Demands {
  readonly #known = new Map<Spot, Demand>();
  readonly #spots: Spots;

  constructor(spots: Spots) {
    this.#spots = spots;
  }

  /** One-sided: true only where the object fails the schema. */
  areMissed(spot: Spot, value: JsonObject): boolean {
    const { required, listed } = this.#demandOf(spot);
    for (const name of required) if (!(name in value)) return true;
    for (const [name, texts] of listed) if (name in value && !texts.has(value[name] ?? null)) return true;
    return false;
  }

  #demandOf(root: Spot): Demand {
    const known = this.#known.get(root);
    if (known) return known;
    const required = new Set<string>();
    const listed: (readonly [string, ReadonlySet<JsonValue>])[] = [];
    const applied = new Set([root]);
    for (const spot of applied) {
      for (const { target } of this.#spots.references(spot)) applied.add(target);
      for (const branch of this.#spots.branches(spot, 'allOf')) applied.add(branch);
      for (const name of stringsOf(keywordOf(spot.node, 'required'))) required.add(name);
      for (const name of namesOf(spot.node, 'properties')) {
        const texts = textsOf(this.#spots.child(spot, 'properties', name));
        if (texts) listed.push([name, texts]);
      }
    }
    const demand = { required: [...required], listed };
    this.#known.set(root, demand);
    return demand;
  }
}

/** The texts that a schema lists, where it lists nothing but texts. */
function textsOf({ node }: Spot): ReadonlySet<JsonValue> | undefined {
  if (!isJsonObject(node.schema)) return undefined;
  const constant = keywordOf(node, 'const');
  if (typeof constant === 'string') return new Set([constant]);
  const listed = keywordOf(node, 'enum');
  return isJsonArray(listed) && listed.every((value) => typeof value === 'string') ? new Set(listed) : undefined;
}
