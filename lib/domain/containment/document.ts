import draft6 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' };
import draft7 from 'ajv/dist/refs/json-schema-draft-07.json' with { type: 'json' };
import { type Dialect, findDialect, hidesRefSiblings, isAtLeast } from '../schema/dialect.ts';
import { fromPlain, isJsonArray, isJsonObject, type JsonValue } from '../schema/json.ts';
import { extendPointer, findMember, pointerTokens } from '../schema/pointer.ts';
import { META_4, META_2019, META_2020 } from './meta-documents.ts';

/** A part of a document with its own base URI and draft. */
export interface Resource {
  readonly uri: string;
  readonly dialect: Dialect;
  readonly root: SchemaNode;
  readonly anchors: Map<string, SchemaNode>;
  readonly dynamicAnchors: Map<string, SchemaNode>;
  /** 2019-09: its root has `$recursiveAnchor: true`. */
  readonly recursive: boolean;
}

/** A place in a document where a schema stands. */
export interface SchemaNode {
  readonly schema: JsonValue;
  readonly resource: Resource;
  readonly pointer: string;
  readonly document: SchemaDocument;
}

type Shape = 'schema' | 'list' | 'map' | 'items' | 'dependencies';
const SHAPES = new Map<string, Shape>([
  ...(['properties', 'patternProperties', 'dependentSchemas', 'definitions', '$defs'] as const).map(
    (name): [string, Shape] => [name, 'map'],
  ),
  ...(['allOf', 'anyOf', 'oneOf', 'prefixItems'] as const).map((name): [string, Shape] => [name, 'list']),
  ...(
    [
      'additionalProperties',
      'unevaluatedProperties',
      'additionalItems',
      'unevaluatedItems',
      'contains',
      'propertyNames',
      'contentSchema',
      'not',
      'if',
      'then',
      'else',
    ] as const
  ).map((name): [string, Shape] => [name, 'schema']),
  ['items', 'items'],
  ['dependencies', 'dependencies'],
]);
const DEFAULT_BASE = 'https://document.invalid/';

/** Finds resources, anchors and references of one schema. Nothing is fetched; the drafts' meta-schemas are at hand. */
export class SchemaDocument {
  readonly root: SchemaNode;
  readonly #nodes = new Map<JsonValue, SchemaNode>();
  readonly #byUri = new Map<string, Resource>();
  #metaSchemas: Map<string, SchemaDocument> | undefined;

  constructor(value: JsonValue, dialect: Dialect = '2020-12', uri = DEFAULT_BASE) {
    const stated = isJsonObject(value) ? findDialect(value['$schema']) : undefined;
    const frame: Frame = { resource: undefined, dialect: stated ?? dialect, base: uri };
    this.root = this.#index(value, frame, '');
    if (!this.#byUri.has(uri)) this.#byUri.set(uri, this.root.resource);
  }

  /** The node of a subschema that stands behind `token`s inside `node`. */
  child(node: SchemaNode, ...tokens: readonly string[]): SchemaNode {
    let value: JsonValue | undefined = node.schema;
    for (const token of tokens) value = value === undefined ? undefined : findMember(value, token);
    const known = isJsonObject(value) ? this.#nodes.get(value) : undefined;
    if (known) return known;
    const pointer = extendPointer(node.pointer, tokens);
    if (!isJsonObject(value)) return { schema: value ?? true, resource: node.resource, pointer, document: this };
    return this.#index(
      value,
      { resource: node.resource, dialect: node.resource.dialect, base: node.resource.uri },
      pointer,
    );
  }

  /** What a static reference leads to; `undefined` where that is nowhere in this document. */
  resolve(from: SchemaNode, reference: string): SchemaNode | undefined {
    const hash = reference.indexOf('#');
    const relative = hash < 0 ? reference : reference.slice(0, hash);
    const fragment = hash < 0 ? '' : decodeFragment(reference.slice(hash + 1));
    if (fragment === undefined) return undefined;
    const resource = relative === '' ? from.resource : this.#findResource(relative, from.resource.uri);
    if (!resource) return undefined;
    if (fragment === '') return resource.root;
    if (!fragment.startsWith('/')) return resource.anchors.get(fragment);
    return resource.root.document.#follow(resource.root, pointerTokens(fragment));
  }

  /** The node at a pointer from the document's root. */
  at(pointer: string): SchemaNode | undefined {
    return this.#follow(this.root, pointerTokens(pointer));
  }

  #findResource(relative: string, base: string): Resource | undefined {
    if (!URL.canParse(relative, base)) return undefined;
    const uri = new URL(relative, base).href;
    return this.#byUri.get(uri) ?? this.#metaSchema(uri);
  }

  #metaSchema(uri: string): Resource | undefined {
    const found = META.get(uri.replace(/^https?:/, ''));
    if (found === undefined) return undefined;
    this.#metaSchemas ??= new Map();
    const name = uri.replace(/^https?:/, '');
    let document = this.#metaSchemas.get(name);
    if (!document) {
      document = new SchemaDocument(fromPlain(found), '2020-12', uri);
      document.#metaSchemas = this.#metaSchemas;
      this.#metaSchemas.set(name, document);
    }
    return document.root.resource;
  }

  #follow(from: SchemaNode, tokens: readonly string[]): SchemaNode | undefined {
    let node = from;
    let value: JsonValue | undefined = from.schema;
    let pending: string[] = [];
    for (const token of tokens) {
      value = findMember(value, token);
      if (value === undefined) return undefined;
      pending.push(token);
      const known = isJsonObject(value) ? this.#nodes.get(value) : undefined;
      if (known) [node, pending] = [known, []];
    }
    if (pending.length === 0) return node;
    return isJsonObject(value) || typeof value === 'boolean' ? this.child(node, ...pending) : undefined;
  }

  /** Registers a schema and all inside it; iterative, since documents come deep. */
  #index(value: JsonValue, frame: Frame, pointer: string): SchemaNode {
    const first = this.#enter(value, frame, pointer);
    const open = [first];
    for (let node = open.pop(); node; node = open.pop()) {
      if (!isJsonObject(node.schema)) continue;
      const inner: Frame = { resource: node.resource, dialect: node.resource.dialect, base: node.resource.uri };
      for (const keyword of Object.keys(node.schema)) {
        const shape = SHAPES.get(keyword);
        const held = node.schema[keyword];
        if (!shape || held === undefined || typeof held !== 'object' || held === null) continue;
        const visit = (schema: JsonValue | undefined, tokens: readonly string[]): void => {
          if (isJsonObject(schema) && !this.#nodes.has(schema) && node)
            open.push(this.#enter(schema, inner, extendPointer(node.pointer, tokens)));
        };
        if (isJsonArray(held)) {
          if (shape === 'list' || shape === 'items')
            for (const [at, schema] of held.entries()) visit(schema, [keyword, String(at)]);
        } else if (shape === 'schema' || shape === 'items') visit(held, [keyword]);
        else if (isJsonObject(held)) for (const name of Object.keys(held)) visit(held[name], [keyword, name]);
      }
    }
    return first;
  }

  #enter(value: JsonValue, frame: Frame, pointer: string): SchemaNode {
    const start = this.#startsResource(value, frame);
    if (frame.resource && !start) return this.#register(value, frame.resource, pointer);
    const dialect = start?.dialect ?? frame.dialect;
    const uri = start?.uri ?? frame.base;
    const own: { -readonly [K in keyof Resource]: Resource[K] } = {
      uri,
      dialect,
      root: undefined as unknown as SchemaNode,
      anchors: new Map(),
      dynamicAnchors: new Map(),
      recursive: dialect === '2019-09' && isJsonObject(value) && value['$recursiveAnchor'] === true,
    };
    own.root = { schema: value, resource: own, pointer, document: this };
    if (!this.#byUri.has(uri)) this.#byUri.set(uri, own);
    return this.#register(value, own, pointer);
  }

  #startsResource(value: JsonValue, frame: Frame): { uri: string; dialect: Dialect } | undefined {
    if (!isJsonObject(value)) return undefined;
    const dialect = findDialect(value['$schema']) ?? frame.dialect;
    if (hidesRefSiblings(dialect) && typeof value['$ref'] === 'string') return undefined;
    const id = value[dialect === 'draft-04' ? 'id' : '$id'];
    if (typeof id !== 'string' || id === '' || id.startsWith('#') || !URL.canParse(id, frame.base)) return undefined;
    const url = new URL(id, frame.base);
    url.hash = '';
    return { uri: url.href.replace(/#$/, ''), dialect };
  }

  #register(value: JsonValue, resource: Resource, pointer: string): SchemaNode {
    const node = resource.root.pointer === pointer && resource.root.schema === value ? resource.root : undefined;
    const made = node ?? { schema: value, resource, pointer, document: this };
    if (!isJsonObject(value)) return made;
    this.#nodes.set(value, made);
    const modern = isAtLeast(resource.dialect, '2019-09');
    // '#name' names a place in drafts 4 to 7; which of the two spellings the draft wants makes no difference.
    for (const id of modern ? [] : [value['id'], value['$id']])
      if (typeof id === 'string' && id.includes('#')) name(resource.anchors, id.slice(id.indexOf('#') + 1), made);
    if (modern) name(resource.anchors, value['$anchor'], made);
    if (resource.dialect === '2020-12') {
      name(resource.anchors, value['$dynamicAnchor'], made);
      name(resource.dynamicAnchors, value['$dynamicAnchor'], made);
    }
    return made;
  }
}

interface Frame {
  readonly resource: Resource | undefined;
  readonly dialect: Dialect;
  readonly base: string;
}

function name(table: Map<string, SchemaNode>, anchor: JsonValue | undefined, node: SchemaNode): void {
  if (typeof anchor === 'string' && anchor !== '' && !anchor.startsWith('/') && !table.has(anchor))
    table.set(anchor, node);
}

function decodeFragment(fragment: string): string | undefined {
  try {
    return decodeURIComponent(fragment);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

const META = new Map<string, unknown>(
  [META_4, draft6, draft7, ...META_2019, ...META_2020].map((schema: object) => {
    const id = 'id' in schema ? String(schema.id) : '$id' in schema ? String(schema.$id) : '';
    return [id.replace(/#$/, '').replace(/^https?:/, ''), schema];
  }),
);
