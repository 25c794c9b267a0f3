import { canonicalJson, fingerprint } from '../../schema/canonical.ts';
import type { SchemaDocument, SchemaLocation } from '../../schema/document.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../../schema/json.ts';
import { REFERENCE_KEYWORDS } from '../../schema/keywords.ts';

/** A schema that a reference leads to: its place and, by digest, its own text, and where its own references lead. */
interface Target {
  readonly line: string;
  readonly leadsTo: readonly SchemaLocation[];
}

/**
 * Names by content all that the references within a value lead to, over any number of steps; `undefined` if there is
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
  /** By the references that it starts from: many places of a schema refer to the same few. */
  readonly #contents = new Map<string, string>();

  constructor(document: SchemaDocument) {
    this.#document = document;
    this.#bases = [...new Map(document.locations.map((location) => [location.resource.uri, location])).values()];
  }

  contentOf(value: JsonValue): string | undefined {
    const references = referencesIn(value);
    if (references.length === 0) return undefined;
    const key = canonicalJson([...references].sort());
    const content = this.#contents.get(key) ?? this.#reachedFrom(references);
    this.#contents.set(key, content);
    return content;
  }

  #reachedFrom(references: readonly string[]): string {
    const open = references.flatMap((reference) => this.#resolve(reference));
    const found = new Map<string, string>();
    for (let location = open.pop(); location; location = open.pop()) {
      if (found.has(location.pointer)) continue;
      const { line, leadsTo } = this.#targetAt(location);
      found.set(location.pointer, line);
      open.push(...leadsTo);
    }
    return fingerprint([...found.values()].sort().join());
  }

  #targetAt({ pointer, schema }: SchemaLocation): Target {
    const target = this.#targets.get(pointer) ?? {
      line: canonicalJson([pointer, fingerprint(canonicalJson(schema))]),
      leadsTo: referencesIn(schema).flatMap((reference) => this.#resolve(reference)),
    };
    this.#targets.set(pointer, target);
    return target;
  }

  #resolve(reference: string): readonly SchemaLocation[] {
    const known = this.#resolved.get(reference);
    if (known) return known;
    const found = this.#bases.flatMap((base) => this.#document.resolveAnywhere(base, reference) ?? []);
    // A reference that leads nowhere may be data that looks like one; at most it means the whole document. A draft's
    // own meta-schema never changes.
    const all = found.length > 0 ? found.filter(({ document }) => document === this.#document) : [this.#document.root];
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
      if (REFERENCE_KEYWORDS.includes(name) && typeof member === 'string') found.add(member);
      if (member !== undefined) open.push(member);
    }
  }
  return [...found];
}
