import { jsonEquals } from './canonical.ts';
import { type Dialect, findDialect, hidesRefSiblings, isAtLeast, META_SCHEMAS } from './dialect.ts';
import { isJsonObject, type JsonObject, type JsonValue } from './json.ts';
import { isInert, REFERENCE_KEYWORDS } from './keywords.ts';
import { extendPointer, findMember, pointerTokens } from './pointer.ts';
import { isSchema, subschemas } from './subschemas.ts';

/** A part of the document with its own base URI and draft (JSON Schema 2020-12, section 4.3.5). */
interface SchemaResource {
  /** Absolute, without a fragment. */
  readonly uri: string;
  /** Where its root stands, from the document's root. */
  readonly pointer: string;
  readonly dialect: Dialect;
}

/** A schema and where it stands; `pointer` counts from the document's root. */
export interface SchemaLocation {
  readonly schema: JsonObject | boolean;
  readonly pointer: string;
  readonly resource: SchemaResource;
}

export interface ReferenceProblem {
  readonly code: 'invalid-schema' | 'unknown-dialect' | 'remote-reference' | 'dangling-reference';
  readonly pointer: string;
  readonly detail: string;
}

export interface SchemaDocument {
  readonly root: SchemaLocation;
  /** Every place that is a schema, in the order of the walk. */
  readonly locations: readonly SchemaLocation[];
  readonly problems: readonly ReferenceProblem[];
  /** What a `$ref`, `$dynamicRef` (its static target) or `$recursiveRef` at a location leads to. */
  resolve(from: SchemaLocation, reference: string): SchemaLocation | undefined;
  /** The subschema behind unescaped tokens; `undefined` where no schema stands there. */
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
  readonly problems: ReferenceProblem[] = [];
  readonly #resources = new Map<string, SchemaResource>();
  readonly #byUri = new Map<string, SchemaLocation>();
  readonly #anchors = new Map<string, SchemaLocation>();
  readonly #seen = new Set<string>();

  constructor(value: JsonObject | boolean, dialect: Dialect) {
    const outer: SchemaResource = { uri: DEFAULT_BASE, pointer: '', dialect };
    this.root = this.#enter({ schema: value, pointer: '', resource: outer });
    this.#byUri.set(DEFAULT_BASE, this.root);
    if (!this.#byUri.has(this.root.resource.uri)) this.#byUri.set(this.root.resource.uri, this.root);
    this.#walk(this.root);
    // The list grows while it is read: a reference may lead to a place that no keyword calls a schema.
    for (let at = 0; at < this.locations.length; at++) {
      const location = this.locations[at];
      if (location) this.#checkReferences(location);
    }
  }

  resolve(from: SchemaLocation, reference: string): SchemaLocation | undefined {
    const split = splitReference(reference, from.resource.uri);
    if (!split) return undefined;
    const base = split.uri === from.resource.uri ? this.#rootOf(from.resource) : this.#byUri.get(split.uri);
    if (!base || split.fragment === undefined) return undefined;
    if (split.fragment === '') return base;
    if (!split.fragment.startsWith('/')) return this.#anchors.get(`${base.resource.uri}#${split.fragment}`);
    return this.#follow(base, pointerTokens(split.fragment));
  }

  child(from: SchemaLocation, tokens: readonly string[]): SchemaLocation | undefined {
    return this.#follow(from, tokens);
  }

  #rootOf(resource: SchemaResource): SchemaLocation | undefined {
    return resource.pointer === '' ? this.root : this.#byUri.get(resource.uri);
  }

  #follow(from: SchemaLocation, tokens: readonly string[]): SchemaLocation | undefined {
    let value: JsonValue | undefined = from.schema;
    let { pointer, resource } = from;
    for (const token of tokens) {
      value = findMember(value, token);
      if (value === undefined) return undefined;
      pointer = extendPointer(pointer, [token]);
      resource = this.#resources.get(pointer) ?? resource;
    }
    return isSchema(value) ? { schema: value, pointer, resource } : undefined;
  }

  #walk(start: SchemaLocation): void {
    const open = [start];
    for (let location = open.pop(); location; location = open.pop()) {
      if (this.#seen.has(location.pointer)) continue;
      this.#seen.add(location.pointer);
      this.locations.push(location);
      if (!isJsonObject(location.schema)) continue;
      this.#registerAnchors(location, location.schema);
      const inner = subschemas(location.schema, location.resource.dialect).map(({ schema, tokens }) =>
        this.#enter({ schema, pointer: extendPointer(location.pointer, tokens), resource: location.resource }),
      );
      open.push(...inner.reverse());
    }
  }

  /** Takes a location whose resource is still its parent's, and gives it its own where it starts one. */
  #enter(location: SchemaLocation): SchemaLocation {
    const { schema, pointer } = location;
    if (!isJsonObject(schema)) return location;
    const dialect = findDialect(schema['$schema']) ?? location.resource.dialect;
    const id = this.#findId(schema, dialect);
    if (id === undefined) return location;
    if (schema['$schema'] !== undefined && !findDialect(schema['$schema']) && pointer !== '')
      this.#report('unknown-dialect', extendPointer(pointer, ['$schema']), unknownDialect(schema['$schema']));
    const split = splitReference(id, location.resource.uri);
    if (!split) {
      this.#report('invalid-schema', extendPointer(pointer, [idKeyword(dialect)]), `${quote(id)} is no URI reference`);
      return location;
    }
    if (split.uri === location.resource.uri && pointer !== '') return location;
    const resource: SchemaResource = { uri: split.uri, pointer, dialect };
    const entered: SchemaLocation = { schema, pointer, resource };
    this.#resources.set(pointer, resource);
    this.#registerResource(entered, dialect);
    return entered;
  }

  #registerResource(entered: SchemaLocation, dialect: Dialect): void {
    const { uri } = entered.resource;
    const twin = this.#byUri.get(uri);
    if (!twin) this.#byUri.set(uri, entered);
    else if (twin.pointer !== entered.pointer && !jsonEquals(twin.schema, entered.schema))
      this.#report(
        'invalid-schema',
        extendPointer(entered.pointer, [idKeyword(dialect)]),
        `${quote(uri)} names another schema as well, at ${quote(twin.pointer)}: give each its own`,
      );
  }

  #findId(schema: JsonObject, dialect: Dialect): string | undefined {
    if (hidesRefSiblings(dialect) && typeof schema['$ref'] === 'string') return undefined;
    const id = schema[idKeyword(dialect)];
    // '#name' names a place and starts no resource in drafts 4 to 7; '#/a/b' is what generators write there, and inert.
    return typeof id === 'string' && id !== '' && !id.startsWith('#') ? id : undefined;
  }

  #registerAnchors(location: SchemaLocation, schema: JsonObject): void {
    const { dialect } = location.resource;
    if (hidesRefSiblings(dialect) && typeof schema['$ref'] === 'string') return;
    const names = isAtLeast(dialect, '2019-09')
      ? [schema['$anchor'], isAtLeast(dialect, '2020-12') ? schema['$dynamicAnchor'] : undefined]
      : [fragmentOf(schema[idKeyword(dialect)])];
    for (const name of names) {
      if (typeof name !== 'string' || name === '' || name.startsWith('/')) continue;
      const key = `${location.resource.uri}#${name}`;
      if (!this.#anchors.has(key)) this.#anchors.set(key, location);
    }
  }

  #checkReferences(location: SchemaLocation): void {
    const { schema, pointer, resource } = location;
    if (!isJsonObject(schema)) return;
    for (const keyword of REFERENCE_KEYWORDS) {
      const reference = schema[keyword];
      if (reference === undefined || isInert(keyword, resource.dialect)) continue;
      const at = extendPointer(pointer, [keyword]);
      if (typeof reference !== 'string') this.#report('invalid-schema', at, `${keyword} must be a string`);
      else this.#checkReference(location, { reference, at });
    }
  }

  #checkReference(location: SchemaLocation, { reference, at }: { reference: string; at: string }): void {
    const target = this.resolve(location, reference);
    if (target) {
      this.#walk(target);
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

  #report(code: ReferenceProblem['code'], pointer: string, detail: string): void {
    this.problems.push({ code, pointer, detail });
  }
}

export const unknownDialect = (schemaUri: JsonValue): string =>
  `${quote(typeof schemaUri === 'string' ? schemaUri : 'this')} is no dialect known here; known are ${Object.values(META_SCHEMAS).join(', ')}`;

/** The keyword that names a resource: `id` in draft 4. */
export const idKeyword = (dialect: Dialect): string => (dialect === 'draft-04' ? 'id' : '$id');

const quote = (text: string): string => JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}...` : text);

const fragmentOf = (id: JsonValue | undefined): string | undefined =>
  typeof id === 'string' && id.includes('#') ? id.slice(id.indexOf('#') + 1) : undefined;

/** `fragment` is percent-decoded, `undefined` where that fails (RFC 3986, section 5; RFC 6901, section 6). */
function splitReference(
  reference: string,
  base: string,
): { readonly uri: string; readonly fragment: string | undefined } | undefined {
  const hash = reference.indexOf('#');
  const fragment = hash < 0 ? '' : decodeFragment(reference.slice(hash + 1));
  const relative = hash < 0 ? reference : reference.slice(0, hash);
  if (relative === '') return { uri: base, fragment };
  if (!URL.canParse(relative, base)) return undefined;
  return { uri: new URL(relative, base).href, fragment };
}

function decodeFragment(fragment: string): string | undefined {
  try {
    return decodeURIComponent(fragment);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
