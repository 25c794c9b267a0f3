import { canonicalJson, fingerprint } from '../schema/canonical.ts';
import type { SchemaDocument, SchemaLocation } from '../schema/document.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../schema/json.ts';

const REFERENCES: ReadonlySet<string> = new Set(['$ref', '$dynamicRef', '$recursiveRef']);

/** A schema that a reference leads to: its own text by digest, and where its own references lead. */
interface Target {
  readonly digest: string;
  readonly leadsTo: readonly SchemaLocation[];
}

/**
 * Names by content all that the references within a value lead to, over any number of steps; `undefined` where there is
 * none. A reference is followed from every resource of the document: which one a value was written in is not known here,
 * and what is followed too many makes a change another one too often, never too seldom.
 */
export function referencedContent(document: SchemaDocument, value: JsonValue): string | undefined {
  const index = indexes.get(document) ?? new ReferenceIndex(document);
  indexes.set(document, index);
  return index.contentOf(value);
}

const indexes = new WeakMap<SchemaDocument, ReferenceIndex>();

class ReferenceIndex {
  readonly #document: SchemaDocument;
  readonly #bases: readonly SchemaLocation[];
  readonly #targets = new Map<string, Target>();
  readonly #resolved = new Map<string, readonly SchemaLocation[]>();

  constructor(document: SchemaDocument) {
    this.#document = document;
    this.#bases = [...new Map(document.locations.map((location) => [location.resource.uri, location])).values()];
  }

  contentOf(value: JsonValue): string | undefined {
    const open = [...this.#leadingTo(value)];
    if (open.length === 0) return undefined;
    const found = new Map<string, string>();
    for (let location = open.pop(); location; location = open.pop()) {
      if (found.has(location.pointer)) continue;
      const { digest, leadsTo } = this.#targetAt(location);
      found.set(location.pointer, digest);
      open.push(...leadsTo);
    }
    return fingerprint(canonicalJson([...found].map((pair) => [...pair]).sort()));
  }

  #targetAt({ pointer, schema }: SchemaLocation): Target {
    const target = this.#targets.get(pointer) ?? {
      digest: fingerprint(canonicalJson(schema)),
      leadsTo: this.#leadingTo(schema),
    };
    this.#targets.set(pointer, target);
    return target;
  }

  #leadingTo(value: JsonValue): readonly SchemaLocation[] {
    return referencesIn(value).flatMap((reference) => this.#resolve(reference));
  }

  #resolve(reference: string): readonly SchemaLocation[] {
    const known = this.#resolved.get(reference);
    if (known) return known;
    const found = this.#bases.flatMap((base) => this.#document.resolve(base, reference) ?? []);
    // What leads nowhere may be data that looks like a reference; the whole document is what it can be at most.
    const all = found.length > 0 ? found : [this.#document.root];
    this.#resolved.set(reference, all);
    return all;
  }
}

/** The references anywhere within a value, each once. */
function referencesIn(value: JsonValue): readonly string[] {
  const found = new Set<string>();
  const open: JsonValue[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (isJsonArray(next)) open.push(...next);
    if (!isJsonObject(next)) continue;
    for (const [name, member] of Object.entries(next)) {
      if (REFERENCES.has(name) && typeof member === 'string') found.add(member);
      if (member !== undefined) open.push(member);
    }
  }
  return [...found];
}
