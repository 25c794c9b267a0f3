import type { JsonValue } from '../../schema/json.ts';
import { typeBit } from '../algebra/disjoint.ts';
import { valueKey } from '../algebra/value-key.ts';

interface Listed {
  readonly mask: number;
  readonly keys: ReadonlySet<string>;
}

/** The keys of values and of lists of values, each made once: an `enum` may be long, and is asked about again and again. */
export class ValueKeys {
  readonly #containers = new WeakMap<object, string>();
  readonly #lists = new WeakMap<object, Listed>();

  of(value: JsonValue): string {
    if (typeof value !== 'object' || value === null) return valueKey(value);
    const known = this.#containers.get(value) ?? valueKey(value);
    this.#containers.set(value, known);
    return known;
  }

  isSame(left: JsonValue, right: JsonValue): boolean {
    return typeBit(left) === typeBit(right) && this.of(left) === this.of(right);
  }

  isListed(list: readonly JsonValue[], value: JsonValue): boolean {
    const { mask, keys } = this.#listOf(list);
    return (typeBit(value) & mask) !== 0 && keys.has(this.of(value));
  }

  #listOf(list: readonly JsonValue[]): Listed {
    const known = this.#lists.get(list);
    if (known) return known;
    const made = {
      mask: list.reduce<number>((mask, item) => mask | typeBit(item), 0),
      keys: new Set(list.map(valueKey)),
    };
    this.#lists.set(list, made);
    return made;
  }
}
