import { itemLayout } from '../scope/items.ts';
import { countOf, keywordOf, listsName, stringsOf } from '../scope/keywords.ts';
import type { SchemaGraph } from '../scope/schema-graph.ts';
import type { SchemaInScope } from '../scope/schema-in-scope.ts';

/**
 * The schemas that certainly apply to one place of every document of a schema, and what they forbid to leave out. Most
 * members of a wide closed object are required, and need not be tried one by one.
 */
export class RequiredShape {
  readonly #schemas: readonly SchemaInScope[];
  readonly #graph: SchemaGraph;

  constructor(schema: SchemaInScope | readonly SchemaInScope[], graph: SchemaGraph) {
    const found = new Set(Array.isArray(schema) ? schema : [schema]);
    for (const scoped of found) {
      for (const { target } of graph.references(scoped)) found.add(target);
      for (const branch of graph.branches(scoped, 'allOf')) found.add(branch);
    }
    this.#schemas = [...found];
    this.#graph = graph;
  }

  /** The members that have to be there. */
  get names(): ReadonlySet<string> {
    return new Set(this.#schemas.flatMap(({ node }) => [...stringsOf(keywordOf(node, 'required'))]));
  }

  /** How many items there have to be. */
  get items(): number {
    return Math.max(0, ...this.#schemas.map(({ node }) => countOf(node, 'minItems') ?? 0));
  }

  at(key: string | number): RequiredShape {
    const graph = this.#graph;
    const inner = this.#schemas.flatMap((scoped) => {
      if (typeof key === 'string')
        return listsName(scoped.node, 'properties', key) ? [graph.child(scoped, 'properties', key)] : [];
      const { prefix, rest } = itemLayout(scoped.node);
      const tokens = prefix[key] ?? rest;
      return tokens ? [graph.child(scoped, ...tokens)] : [];
    });
    return new RequiredShape(inner, graph);
  }
}
