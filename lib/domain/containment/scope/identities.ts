import { hidesRefSiblings } from '../../schema/dialect.ts';
import type { SchemaDocument } from '../../schema/document.ts';
import { isJsonArray, isJsonObject, type JsonObject } from '../../schema/json.ts';
import { isAsserting, isInert, roleOf } from '../../schema/keywords.ts';
import { holdingOf } from '../../schema/subschemas.ts';
import { valueKey } from '../algebra/value-key.ts';
import type { Budget } from '../budget.ts';
import { namesOf } from './keywords.ts';
import type { SchemaGraph } from './schema-graph.ts';
import { isReference, type SchemaInScope } from './schema-in-scope.ts';

/** Recognises schemas that say the same, in their own text and in all that they refer to. */
export class Identities {
  readonly #graph: SchemaGraph;
  readonly #budget: Budget;
  readonly #classes = new Map<SchemaInScope, number>();

  constructor(graph: SchemaGraph, budget: Budget) {
    this.#graph = graph;
    this.#budget = budget;
  }

  /**
   * Gives every reference target reachable from the roots a class number, equal if the targets accept the same
   * documents for a structural reason: the coarsest partition in which equal classes have equal text and references
   * into equal classes (partition refinement, Hopcroft 1971, without his bookkeeping).
   */
  classify(roots: readonly SchemaInScope[]): void {
    const texts = new Map<SchemaInScope, { text: string; targets: readonly SchemaInScope[] }>();
    const open = roots.filter(({ node }) => refers(node.document)).flatMap((root) => this.#describe(root).targets);
    for (let scoped = open.pop(); scoped; scoped = open.pop()) {
      if (texts.has(scoped)) continue;
      const described = this.#describe(scoped);
      texts.set(scoped, described);
      this.#budget.spend(described.text.length / 64);
      this.#budget.keep(described.text.length / 60 + described.targets.length / 8);
      open.push(...described.targets);
    }
    let classes = numberBy(texts.keys(), (scoped) => texts.get(scoped)?.text ?? '');
    for (let size = 0; size !== classes.size; ) {
      size = classes.size;
      this.#budget.spend(texts.size);
      const coarse = classes.of;
      classes = numberBy(texts.keys(), (scoped) =>
        [coarse.get(scoped), ...(texts.get(scoped)?.targets ?? []).map((target) => coarse.get(target))].join(),
      );
    }
    for (const [scoped, number] of classes.of) this.#classes.set(scoped, number);
  }

  classOf(target: SchemaInScope): string {
    const known = this.#classes.get(target);
    return known === undefined ? `s${target.id}` : `c${known}`;
  }

  /** Equal only if two schemas say the same, in their own text and in all that they refer to. */
  identityOf(scoped: SchemaInScope): string {
    const { text, targets } = this.#describe(scoped);
    return `${text} ${targets.map((target) => this.classOf(target)).join()}`;
  }

  #describe(scoped: SchemaInScope): { text: string; targets: readonly SchemaInScope[] } {
    const targets: SchemaInScope[] = [];
    return { text: this.#text(scoped, targets), targets };
  }

  #text(scoped: SchemaInScope, targets: SchemaInScope[]): string {
    const { schema, resource } = scoped.node;
    if (!isJsonObject(schema)) return String(schema);
    const parts: string[] = [resource.dialect];
    const references = this.#graph.references(scoped);
    for (const { keyword, target } of references) {
      parts.push(`${keyword}:@`);
      targets.push(target);
    }
    if (hidesRefSiblings(resource.dialect) && references.length > 0) return `(${parts.join()})`;
    for (const keyword of Object.keys(schema).sort()) {
      // The references are described by where they lead; what asserts nothing changes no document's verdict.
      if (!isAsserting(keyword) || roleOf(keyword) === 'refers' || isInert(keyword, resource.dialect)) continue;
      parts.push(`${JSON.stringify(keyword)}:${this.#keywordText(scoped, schema, { keyword, targets })}`);
    }
    return `(${parts.join()})`;
  }

  #keywordText(
    scoped: SchemaInScope,
    schema: JsonObject,
    { keyword, targets }: { keyword: string; targets: SchemaInScope[] },
  ): string {
    const value = schema[keyword] ?? null;
    const inner = (...tokens: readonly string[]): string => this.#text(this.#graph.child(scoped, ...tokens), targets);
    if (roleOf(keyword) !== 'applies') return valueKey(value);
    switch (holdingOf(keyword, value, scoped.node.resource.dialect)) {
      case 'schema':
        return inner(keyword);
      case 'list':
        return `[${(isJsonArray(value) ? value : []).map((_, at) => inner(keyword, String(at))).join()}]`;
      case 'map':
        return namesOf(scoped.node, keyword)
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
