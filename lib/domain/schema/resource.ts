import { jsonEquals } from './canonical.ts';
import { type Dialect, hidesRefSiblings, idKeyword } from './dialect.ts';
import type { SchemaLocation } from './document.ts';
import { isJsonObject, type JsonObject, type JsonValue } from './json.ts';
import { isInert } from './keywords.ts';
import { fragmentOf } from './reference.ts';

/** A part of a document with its own base URI and draft (JSON Schema 2020-12, section 4.3.5). */
export class SchemaResource {
  /** Absolute, without a fragment. */
  readonly uri: string;
  readonly dialect: Dialect;
  readonly root: SchemaLocation;
  readonly #anchors = new Map<string, SchemaLocation>();
  readonly #dynamicAnchors = new Map<string, SchemaLocation>();

  constructor(name: { readonly uri: string; readonly dialect: Dialect }, place: Omit<SchemaLocation, 'resource'>) {
    this.uri = name.uri;
    this.dialect = name.dialect;
    this.root = { ...place, resource: this };
  }

  /** Where the root is, from the document's root. */
  get pointer(): string {
    return this.root.pointer;
  }

  /** 2019-09: the root has `$recursiveAnchor: true`. */
  get isRecursive(): boolean {
    const { schema } = this.root;
    return this.dialect === '2019-09' && isJsonObject(schema) && schema['$recursiveAnchor'] === true;
  }

  /** The places that names lead to, those of dynamic anchors included. */
  get anchors(): ReadonlyMap<string, SchemaLocation> {
    return this.#anchors;
  }

  /** 2020-12: those of them that a `$dynamicRef` looks for in every resource on its way. */
  get dynamicAnchors(): ReadonlyMap<string, SchemaLocation> {
    return this.#dynamicAnchors;
  }

  /** Enters a place under a name; answers the place of another schema that has the name already. */
  name({ keyword, name }: Anchor, location: SchemaLocation): SchemaLocation | undefined {
    const twin = this.#anchors.get(name) ?? location;
    this.#anchors.set(name, twin);
    if (keyword === '$dynamicAnchor' && !this.#dynamicAnchors.has(name)) this.#dynamicAnchors.set(name, location);
    return jsonEquals(twin.schema, location.schema) ? undefined : twin;
  }
}

interface Anchor {
  readonly keyword: string;
  readonly name: string;
}

/** The address that a schema gives itself, if it starts a resource. */
export function findId(schema: JsonObject, dialect: Dialect): string | undefined {
  if (hidesRefSiblings(dialect) && typeof schema['$ref'] === 'string') return undefined;
  const id = schema[idKeyword(dialect)];
  // '#name' names a place and starts no resource in drafts 4 to 7; '#/a/b' is what generators write there, and inert.
  return typeof id === 'string' && id !== '' && !id.startsWith('#') ? id : undefined;
}

/** The names that a schema gives its place within its resource. */
export function anchorsOf(schema: JsonObject, dialect: Dialect): readonly Anchor[] {
  if (hidesRefSiblings(dialect)) {
    const keyword = idKeyword(dialect);
    const id = typeof schema['$ref'] === 'string' ? undefined : schema[keyword];
    return typeof id === 'string' ? anchor(keyword, fragmentOf(id)) : [];
  }
  return ['$anchor', '$dynamicAnchor'].flatMap((keyword) =>
    isInert(keyword, dialect) ? [] : anchor(keyword, schema[keyword]),
  );
}

const anchor = (keyword: string, name: JsonValue | undefined): readonly Anchor[] =>
  typeof name === 'string' && name !== '' && !name.startsWith('/') ? [{ keyword, name }] : [];
