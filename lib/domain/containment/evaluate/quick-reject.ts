import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../schema/json.ts';
import { keywordOf, namesOf, stringsOf } from '../scope/keywords.ts';
import type { SchemaGraph } from '../scope/schema-graph.ts';
import type { SchemaInScope } from '../scope/schema-in-scope.ts';

interface Requirements {
  readonly required: readonly string[];
  /** Members that may only be one of a few strings, such as a discriminator. */
  readonly listed: readonly (readonly [name: string, texts: ReadonlySet<JsonValue>])[];
}

/** The members that every object of a schema must have, read once: most branches of a choice fail by these alone. */
export class QuickReject {
  readonly #known = new Map<SchemaInScope, Requirements>();
  readonly #graph: SchemaGraph;

  constructor(graph: SchemaGraph) {
    this.#graph = graph;
  }

  /** One-sided: true only if the object fails the schema. */
  rejects(scoped: SchemaInScope, value: JsonObject): boolean {
    const { required, listed } = this.#requirementsOf(scoped);
    for (const name of required) if (!(name in value)) return true;
    for (const [name, texts] of listed) if (name in value && !texts.has(value[name] ?? null)) return true;
    return false;
  }

  #requirementsOf(root: SchemaInScope): Requirements {
    const known = this.#known.get(root);
    if (known) return known;
    const required = new Set<string>();
    const listed: (readonly [string, ReadonlySet<JsonValue>])[] = [];
    const applied = new Set([root]);
    for (const scoped of applied) {
      for (const { target } of this.#graph.references(scoped)) applied.add(target);
      for (const branch of this.#graph.branches(scoped, 'allOf')) applied.add(branch);
      for (const name of stringsOf(keywordOf(scoped.node, 'required'))) required.add(name);
      for (const name of namesOf(scoped.node, 'properties')) {
        const texts = textsOf(this.#graph.child(scoped, 'properties', name));
        if (texts) listed.push([name, texts]);
      }
    }
    const requirements = { required: [...required], listed };
    this.#known.set(root, requirements);
    return requirements;
  }
}

/** The strings that a schema lists, if it lists nothing but strings. */
function textsOf({ node }: SchemaInScope): ReadonlySet<JsonValue> | undefined {
  if (!isJsonObject(node.schema)) return undefined;
  const constant = keywordOf(node, 'const');
  if (typeof constant === 'string') return new Set([constant]);
  const listed = keywordOf(node, 'enum');
  return isJsonArray(listed) && listed.every((value) => typeof value === 'string') ? new Set(listed) : undefined;
}
