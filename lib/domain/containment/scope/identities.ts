import { hidesRefSiblings } from '../../schema/dialect.ts';
import type { SchemaDocument } from '../../schema/document.ts';
import { isJsonArray, isJsonObject, type JsonObject } from '../../schema/json.ts';
import { isAsserting, isInert, roleOf } from '../../schema/keywords.ts';
import { holdingOf } from '../../schema/subschemas.ts';
import { valueKey } from '../algebra/value-key.ts';
import type { Budget } from '../budget.ts';
import { namesOf } from './keywords.ts';
import { isReference, type Spot } from './spot.ts';
import type { Spots } from './spots.ts';

/** Recognises schemas that say the same, in their own text and in all that they refer to. */
export class Identities {
  readonly #spots: Spots;
  readonly #budget: Budget;
  readonly #classes = new Map<Spot, number>();

  constructor(spots: Spots, budget: Budget) {
    this.#spots = spots;
    this.#budget = budget;
  }

  /**
   * Gives every reference target reachable from the roots a class number, equal where the targets accept the same
   * documents for a structural reason: the coarsest partition in which equal classes have equal text and references
   * into equal classes (partition refinement, Hopcroft 1971, without his bookkeeping).
   */
  classify(roots: readonly Spot[]): void {
    const texts = new Map<Spot, { text: string; targets: readonly Spot[] }>();
    const open = roots.filter(({ node }) => refers(node.document)).flatMap((root) => this.#describe(root).targets);
    for (let spot = open.pop(); spot; spot = open.pop()) {
      if (texts.has(spot)) continue;
      const described = this.#describe(spot);
      texts.set(spot, described);
      this.#budget.spend(described.text.length / 64);
      this.#budget.keep(described.text.length / 60 + described.targets.length / 8);
      open.push(...described.targets);
    }
    let classes = numberBy(texts.keys(), (spot) => texts.get(spot)?.text ?? '');
    for (let size = 0; size !== classes.size; ) {
      size = classes.size;
      this.#budget.spend(texts.size);
      const coarse = classes.of;
      classes = numberBy(texts.keys(), (spot) =>
        [coarse.get(spot), ...(texts.get(spot)?.targets ?? []).map((target) => coarse.get(target))].join(),
      );
    }
    for (const [spot, number] of classes.of) this.#classes.set(spot, number);
  }

  classOf(target: Spot): string {
    const known = this.#classes.get(target);
    return known === undefined ? `s${target.id}` : `c${known}`;
  }

  /** Equal only where two schemas say the same, in their own text and in all that they refer to. */
  identityOf(spot: Spot): string {
    const { text, targets } = this.#describe(spot);
    return `${text} ${targets.map((target) => this.classOf(target)).join()}`;
  }

  #describe(spot: Spot): { text: string; targets: readonly Spot[] } {
    const targets: Spot[] = [];
    return { text: this.#text(spot, targets), targets };
  }

  #text(spot: Spot, targets: Spot[]): string {
    const { schema, resource } = spot.node;
    if (!isJsonObject(schema)) return String(schema);
    const parts: string[] = [resource.dialect];
    const references = this.#spots.references(spot);
    for (const { keyword, target } of references) {
      parts.push(`${keyword}:@`);
      targets.push(target);
    }
    if (hidesRefSiblings(resource.dialect) && references.length > 0) return `(${parts.join()})`;
    for (const keyword of Object.keys(schema).sort()) {
      // The references are described by where they lead; what asserts nothing changes no document's verdict.
      if (!isAsserting(keyword) || roleOf(keyword) === 'refers' || isInert(keyword, resource.dialect)) continue;
      parts.push(`${JSON.stringify(keyword)}:${this.#keywordText(spot, schema, { keyword, targets })}`);
    }
    return `(${parts.join()})`;
  }

  #keywordText(spot: Spot, schema: JsonObject, { keyword, targets }: { keyword: string; targets: Spot[] }): string {
    const value = schema[keyword] ?? null;
    const inner = (...tokens: readonly string[]): string => this.#text(this.#spots.child(spot, ...tokens), targets);
    if (roleOf(keyword) !== 'applies') return valueKey(value);
    switch (holdingOf(keyword, value, spot.node.resource.dialect)) {
      case 'schema':
        return inner(keyword);
      case 'list':
        return `[${(isJsonArray(value) ? value : []).map((_, at) => inner(keyword, String(at))).join()}]`;
      case 'map':
        return namesOf(spot.node, keyword)
          .toSorted()
          .map((name) => {
            const member = isJsonObject(value) ? (value[name] ?? null) : null;
            return `${JSON.stringify(name)}:${isJsonArray(member) ? valueKey(member) : inner(keyword, name)}`;
          })
          .join();
      case undefined:
        return valueKey(value);
    }
  }
}

const refers = ({ locations }: SchemaDocument): boolean => locations.some(isReference);

function numberBy<T>(items: Iterable<T>, key: (item: T) => string): { of: Map<T, number>; size: number } {
  const numbers = new Map<string, number>();
  const of = new Map<T, number>();
  for (const item of items) {
    const text = key(item);
    const known = numbers.get(text) ?? numbers.size;
    numbers.set(text, known);
    of.set(item, known);
  }
  return { of, size: numbers.size };
}
