import { jsonEquals } from './canonical.ts';
import { type Dialect, findDialect, idKeyword, META_SCHEMAS } from './dialect.ts';
import { fromPlain, isJsonObject, type JsonObject, type JsonValue } from './json.ts';
import { isInert, REFERENCE_KEYWORDS } from './keywords.ts';
import { findMetaDocument } from './meta-documents.ts';
import { extendPointer, findMember, pointerTokens } from './pointer.ts';
import { splitReference } from './reference.ts';
import { anchorsOf, findId, SchemaResource } from './resource.ts';
import { isSchema, subschemas } from './subschemas.ts';

/** A schema and where it is; `pointer` counts from the document's root. A document has one location for each place. */
export interface SchemaLocation {
  readonly schema: JsonObject | boolean;
  readonly pointer: string;
  readonly resource: SchemaResource;
  readonly document: SchemaDocument;
}

export interface ReferenceProblem {
  readonly code: 'invalid-schema' | 'unknown-dialect' | 'remote-reference' | 'dangling-reference';
  readonly pointer: string;
  readonly detail: string;
}

/** The one index of a schema: parsing, containment, contracts, rules and slices are views of it. */
export interface SchemaDocument {
  readonly root: SchemaLocation;
  /** Every place that is a schema, in the order of the walk. */
  readonly locations: readonly SchemaLocation[];
  /** The places that no meta-schema reaches from the schema around them: the root, resources, and what only a reference calls a schema. */
  readonly entrances: readonly SchemaLocation[];
  readonly problems: readonly ReferenceProblem[];
  /** The location within the document that a `$ref`, `$dynamicRef` (its static target) or `$recursiveRef` leads to. */
  resolve(from: SchemaLocation, reference: string): SchemaLocation | undefined;
  /** The same, or a place in a draft's own meta-schema, which is a document of its own. */
  resolveAnywhere(from: SchemaLocation, reference: string): SchemaLocation | undefined;
  /** The schema that is at a pointer from the root, by the keywords around it or a reference to it. */
  at(pointer: string): SchemaLocation | undefined;
  /** The subschema behind unescaped tokens; `undefined` where no schema is there. */
  child(from: SchemaLocation, tokens: readonly string[]): SchemaLocation | undefined;
}

// RFC 2606 reserves .invalid: no schema can mean this base by accident.
export const DEFAULT_BASE = 'https://document.invalid/';

/**
 * Finds every schema, resource, anchor and reference of a document; `dialect` is the root's. Never fetches: what
 * cannot be resolved inside is listed in `problems`.
 */
export function indexSchema(value: JsonObject | boolean, dialect: Dialect): SchemaDocument {
  return new DocumentIndex(value, dialect);
}

class DocumentIndex implements SchemaDocument {
  readonly root: SchemaLocation;
  readonly locations: SchemaLocation[] = [];
  readonly entrances: SchemaLocation[] = [];
  readonly problems: ReferenceProblem[] = [];
  readonly #byPointer = new Map<string, SchemaLocation>();
  readonly #byUri = new Map<string, SchemaResource>();

  constructor(value: JsonObject | boolean, dialect: Dialect) {
    const outer = new SchemaResource({ uri: DEFAULT_BASE, dialect }, { schema: value, pointer: '', document: this });
    this.root = this.#enter(outer.root);
    this.#byUri.set(DEFAULT_BASE, this.root.resource);
    this.#walk(this.root);
    // The list grows while it is read: a reference may lead to a place that no keyword calls a schema.
    for (let at = 0; at < this.locations.length; at++) {
      const location = this.locations[at];
      if (location) this.#checkReferences(location);
    }
  }

  resolve(from: SchemaLocation, reference: string): SchemaLocation | undefined {
    const target = this.resolveAnywhere(from, reference);
    return target?.document === this ? target : undefined;
  }

  resolveAnywhere(from: SchemaLocation, reference: string): SchemaLocation | undefined {
    const split = splitReference(reference, from.resource.uri);
    if (split?.fragment === undefined) return undefined;
    const { uri, fragment } = split;
    const resource = uri === from.resource.uri ? from.resource : (this.#byUri.get(uri) ?? findMetaResource(uri));
    if (!resource || fragment === '') return resource?.root;
    if (!fragment.startsWith('/')) return resource.anchors.get(fragment);
    return resource.root.document.child(resource.root, pointerTokens(fragment));
  }

  at(pointer: string): SchemaLocation | undefined {
    return this.#byPointer.get(pointer);
  }

  child(from: SchemaLocation, tokens: readonly string[]): SchemaLocation | undefined {
    const known = this.#byPointer.get(extendPointer(from.pointer, tokens));
    if (known) return known;
    let value: JsonValue | undefined = from.schema;
    let { pointer, resource } = from;
    for (const token of tokens) {
      value = findMember(value, token);
      if (value === undefined) return undefined;
      pointer = extendPointer(pointer, [token]);
      resource = this.#byPointer.get(pointer)?.resource ?? resource;
    }
    return isSchema(value) ? { schema: value, pointer, resource, document: this } : undefined;
  }

  #walk(start: SchemaLocation): void {
    this.entrances.push(start);
    const open = [start];
    for (let location = open.pop(); location; location = open.pop()) {
      const { schema, pointer, resource } = location;
      if (this.#byPointer.has(pointer)) continue;
      this.#byPointer.set(pointer, location);
      this.locations.push(location);
      if (!isJsonObject(schema)) continue;
      for (const anchor of anchorsOf(schema, resource.dialect)) {
        const twin = resource.name(anchor, location);
        if (twin) this.#reportTwice(extendPointer(pointer, [anchor.keyword]), `#${anchor.name}`, twin);
      }
      const inner = subschemas(schema, resource.dialect).map(({ schema: held, tokens }) =>
        this.#enter({ schema: held, pointer: extendPointer(pointer, tokens), resource, document: this }),
      );
      this.entrances.push(...inner.filter((entered) => entered.resource !== resource));
      open.push(...inner.reverse());
    }
  }

  /** Takes a location whose resource is still its parent's, and gives it its own where it starts one. */
  #enter(location: SchemaLocation): SchemaLocation {
    const { schema, pointer, resource } = location;
    if (!isJsonObject(schema)) return location;
    const dialect = findDialect(schema['$schema']) ?? resource.dialect;
    const id = findId(schema, dialect);
    if (id === undefined) return location;
    if (schema['$schema'] !== undefined && !findDialect(schema['$schema']) && pointer !== '')
      this.#report('unknown-dialect', extendPointer(pointer, ['$schema']), unknownDialect(schema['$schema']));
    const at = extendPointer(pointer, [idKeyword(dialect)]);
    const split = splitReference(id, resource.uri);
    if (!split) {
      this.#report('invalid-schema', at, `${quote(id)} is not a URI reference`);
      return location;
    }
    // In drafts 4 to 7 the address around it with a name behind it names a place, and starts nothing.
    if (split.uri === resource.uri && pointer !== '' && split.fragment !== '') return location;
    const own = new SchemaResource({ uri: split.uri, dialect }, { schema, pointer, document: this });
    const twin = this.#byUri.get(split.uri);
    if (!twin) this.#byUri.set(split.uri, own);
    else if (!jsonEquals(twin.root.schema, schema)) this.#reportTwice(at, split.uri, twin.root);
    return own.root;
  }

  #checkReferences(location: SchemaLocation): void {
    const { schema, pointer, resource } = location;
    if (!isJsonObject(schema)) return;
    for (const keyword of REFERENCE_KEYWORDS) {
      const reference = schema[keyword];
      if (reference === undefined || isInert(keyword, resource.dialect)) continue;
      const at = extendPointer(pointer, [keyword]);
      if (typeof reference !== 'string') this.#report('invalid-schema', at, `${keyword} must be a string`);
      else if (keyword === '$recursiveRef' && reference !== '#')
        this.#report('invalid-schema', at, '$recursiveRef must be "#": write $ref for any other place');
      else this.#checkReference(location, { reference, at });
    }
  }

  #checkReference(location: SchemaLocation, { reference, at }: { reference: string; at: string }): void {
    const target = this.resolveAnywhere(location, reference);
    if (target) {
      if (target.document === this && !this.#byPointer.has(target.pointer)) this.#walk(this.#enter(target));
      return;
    }
    const split = splitReference(reference, location.resource.uri);
    if (split && (split.uri === location.resource.uri || this.#byUri.has(split.uri)))
      this.#report('dangling-reference', at, `${quote(reference)} leads to no schema in this document`);
    else
      this.#report(
        'remote-reference',
        at,
        `${quote(reference)} leaves the document, and nothing is fetched: bundle its target into this document, under $defs with its $id`,
      );
  }

  #reportTwice(at: string, name: string, twin: SchemaLocation): void {
    const detail = `${quote(name)} names another schema as well, at ${quote(twin.pointer)}: give each its own`;
    this.#report('invalid-schema', at, detail);
  }

  #report(code: ReferenceProblem['code'], pointer: string, detail: string): void {
    this.problems.push({ code, pointer, detail });
  }
}

/** Meta-schemas never change, so that all documents share one index of each. */
const metaResources = new Map<object, SchemaResource>();

function findMetaResource(uri: string): SchemaResource | undefined {
  const found = findMetaDocument(uri);
  if (!found) return undefined;
  const known = metaResources.get(found);
  if (known) return known;
  const value = fromPlain(found);
  const dialect = isJsonObject(value) ? findDialect(value['$schema']) : undefined;
  if (!isJsonObject(value) || !dialect) throw new TypeError(`no meta-schema of a draft: ${uri}`);
  const { resource } = indexSchema(value, dialect).root;
  metaResources.set(found, resource);
  return resource;
}

export const unknownDialect = (schemaUri: JsonValue): string =>
  `${quote(typeof schemaUri === 'string' ? schemaUri : 'this')} is not a known dialect; known are ${Object.values(META_SCHEMAS).join(', ')}`;

const quote = (text: string): string => JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}...` : text);
