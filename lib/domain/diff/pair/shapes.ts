import { canonicalJson } from '../../schema/canonical.ts';
import { type Dialect, hidesRefSiblings } from '../../schema/dialect.ts';
import type { SchemaDocument, SchemaLocation } from '../../schema/document.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../schema/json.ts';
import { isAsserting, isInert, latestName, REFERENCE_KEYWORDS, roleOf } from '../../schema/keywords.ts';
import { extendPointer } from '../../schema/pointer.ts';
import { holdingOf, subschemas } from '../../schema/subschemas.ts';

/** `whole` sees every keyword but names and comments; `assertions` only what a validator may assert. */
export type ShapeKind = 'whole' | 'assertions';

const UNORDERED_SCHEMAS = new Set(['allOf', 'anyOf', 'oneOf']);
const UNORDERED_VALUES = new Set(['type', 'enum', 'required']);
// Refinement ends when it splits nothing any more; a schema whose recursion is deeper than this is never called equal.
const MAX_ROUNDS = 100;

interface Vertex {
  readonly key: string;
  readonly text: string;
  readonly edges: readonly { readonly label: string; readonly target: string }[];
}

/**
 * Says which schemas of two documents are written alike, through references, recursion and the order of branches:
 * equal classes accept the same documents; different ones may or may not. Leaves get their class first; what reaches a
 * cycle is split by what it points to until nothing splits (the coarsest stable partition, as in automaton minimisation).
 */
export class Shapes {
  readonly #classes = new Map<string, number>();

  constructor(documents: Readonly<Record<'old' | 'next', SchemaDocument>>, kind: ShapeKind) {
    const vertices = (['old', 'next'] as const).flatMap((side) =>
      readVertices({ document: documents[side], side, kind }),
    );
    const rest = this.#classifyAcyclic(vertices);
    this.#refine(rest);
  }

  /** The class of a schema; `undefined` if none was found, which equals nothing. */
  classOf(side: 'old' | 'next', location: SchemaLocation): number | undefined {
    return this.#classes.get(side + location.pointer);
  }

  isSame(old: SchemaLocation, next: SchemaLocation): boolean {
    const known = this.classOf('old', old);
    return known !== undefined && known === this.classOf('next', next);
  }

  readonly #interned = new Map<string, number>();
  #intern(text: string): number {
    const known = this.#interned.get(text);
    if (known !== undefined) return known;
    const fresh = this.#interned.size;
    this.#interned.set(text, fresh);
    return fresh;
  }

  /** Kahn's algorithm from the leaves; answers the vertices that reach a cycle. */
  #classifyAcyclic(vertices: readonly Vertex[]): readonly Vertex[] {
    const byKey = new Map(vertices.map((vertex) => [vertex.key, vertex]));
    const waiting = new Map<string, number>();
    const readers = new Map<string, Vertex[]>();
    for (const vertex of vertices) {
      waiting.set(vertex.key, vertex.edges.length);
      for (const { target } of vertex.edges) {
        const known = readers.get(target);
        if (known) known.push(vertex);
        else readers.set(target, [vertex]);
      }
    }
    const ready = vertices.filter(({ edges }) => edges.length === 0);
    for (let vertex = ready.pop(); vertex; vertex = ready.pop()) {
      this.#classes.set(vertex.key, this.#intern(signature(vertex, this.#classes)));
      for (const reader of readers.get(vertex.key) ?? []) {
        const left = (waiting.get(reader.key) ?? 0) - 1;
        waiting.set(reader.key, left);
        if (left === 0 && byKey.has(reader.key)) ready.push(reader);
      }
    }
    return vertices.filter(({ key }) => !this.#classes.has(key));
  }

  #refine(vertices: readonly Vertex[]): void {
    if (vertices.length === 0) return;
    let count = 0;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const next = vertices.map((vertex) => this.#intern(`${round}${signature(vertex, this.#classes)}`));
      vertices.forEach(({ key }, at) => {
        this.#classes.set(key, next[at] ?? -1);
      });
      const found = new Set(next).size;
      if (found === count) return;
      count = found;
    }
    for (const { key } of vertices) this.#classes.delete(key);
  }
}

function signature({ text, edges }: Vertex, classes: ReadonlyMap<string, number>): string {
  const inner = edges.map(({ label, target }) => `${label}=${classes.get(target) ?? '?'}`).sort();
  return `${text}\u0000${inner.join('\u0000')}`;
}

interface Reading {
  readonly document: SchemaDocument;
  readonly side: 'old' | 'next';
  readonly kind: ShapeKind;
}

const readVertices = (reading: Reading): readonly Vertex[] =>
  reading.document.locations.map((location) => readVertex(reading, location));

/** Whether a keyword says anything of this kind; names and comments never do. */
const isSaid = (kind: ShapeKind, keyword: string): boolean => {
  const role = roleOf(keyword);
  return kind === 'assertions' ? isAsserting(keyword) : role !== 'identifies' && role !== 'defines';
};

function readVertex(reading: Reading, location: SchemaLocation): Vertex {
  const { kind } = reading;
  const { schema, pointer, resource } = location;
  const key = reading.side + pointer;
  if (!isJsonObject(schema)) return { key, text: String(schema), edges: [] };
  const alias = findAlias(reading, location);
  // An alias has its target's class, so `{$ref: X}` and `{allOf: [X]}` are written like X.
  if (alias) {
    const target = followAliases(reading, alias);
    return target ? readVertexAs(key, readVertex(reading, target)) : { key, text: '$ref loop', edges: [] };
  }
  const hidden = hidesRefSiblings(resource.dialect) && typeof schema['$ref'] === 'string';
  const inner = hidden
    ? []
    : subschemas(schema, resource.dialect).filter(({ tokens }) => isSaid(kind, tokens[0] ?? ''));
  const edges = inner.map(({ tokens }) => ({
    label: labelOf(schema, resource.dialect, tokens),
    target: reading.side + extendPointer(pointer, tokens),
  }));
  let text = textOf(reading, location, new Set(inner.map(({ tokens }) => tokens[0] ?? '')));
  for (const keyword of REFERENCE_KEYWORDS) {
    const reference = schema[keyword];
    if (typeof reference !== 'string' || isInert(keyword, resource.dialect)) continue;
    const target = reading.document.resolve(location, reference);
    if (target) edges.push({ label: keyword, target: reading.side + target.pointer });
    // A schema outside the document is known by its address alone.
    else text += `${keyword}:${canonicalJson([resource.uri, reference])}`;
  }
  return { key, text, edges };
}

const readVertexAs = (key: string, { text, edges }: Vertex): Vertex => ({ key, text, edges });

function labelOf(schema: JsonObject, dialect: Dialect, [keyword = '', name]: readonly string[]): string {
  if (UNORDERED_SCHEMAS.has(keyword)) return keyword;
  const holding = holdingOf(keyword, schema[keyword] ?? null, dialect);
  const label = holding ? latestName(keyword, holding) : keyword;
  return name === undefined ? label : `${label}/${JSON.stringify(name)}`;
}

function textOf({ kind }: Reading, { schema, resource }: SchemaLocation, applied: ReadonlySet<string>): string {
  if (!isJsonObject(schema)) return String(schema);
  const isShown = (keyword: string): boolean =>
    isSaid(kind, keyword) &&
    roleOf(keyword) !== 'refers' &&
    (kind === 'whole' || (isStatedByText(keyword) && !isInert(keyword, resource.dialect)));
  // A keyword that one draft asserts and another ignores is not equal, though it is written alike.
  const nameOf = (keyword: string): string => (isInert(keyword, resource.dialect) ? `${keyword} (inert)` : keyword);
  const members = Object.entries(schema)
    .filter(([keyword]) => isShown(keyword) && !isWhollyApplied(keyword, schema, applied))
    .map(([keyword, value]) => `${nameOf(keyword)}:${valueText(keyword, value)}`)
    .sort();
  return `{${members.join(',')}}`;
}

// Keywords that apply schemas are described by the edges to them; `dependencies` may list names besides.
const isStatedByText = (keyword: string): boolean => roleOf(keyword) === 'asserts' || keyword === 'dependencies';

const isWhollyApplied = (keyword: string, schema: JsonObject, applied: ReadonlySet<string>): boolean =>
  applied.has(keyword) && !(keyword === 'dependencies' && Object.values(schema[keyword] ?? {}).some(isJsonArray));

function valueText(keyword: string, value: JsonValue): string {
  if (keyword === 'dependencies' && isJsonObject(value))
    return canonicalJson(Object.fromEntries(Object.entries(value).filter(([, needs]) => isJsonArray(needs))));
  if (!UNORDERED_VALUES.has(keyword)) return canonicalJson(value);
  const items = isJsonArray(value) ? value : [value];
  return items.map(canonicalJson).sort().join(',');
}

/** The one schema that a place stands for, if it says nothing else of this kind. */
function findAlias({ document, kind }: Reading, location: SchemaLocation): SchemaLocation | undefined {
  const { schema } = location;
  if (!isJsonObject(schema)) return undefined;
  const reference = schema['$ref'];
  const said = Object.keys(schema).filter((keyword) => isSaid(kind, keyword));
  if (typeof reference === 'string') {
    const isAlone = said.every((keyword) => keyword === '$ref');
    const isHiding = kind === 'assertions' && hidesRefSiblings(location.resource.dialect);
    return isAlone || isHiding ? document.resolve(location, reference) : undefined;
  }
  const list = schema['allOf'];
  if (isJsonArray(list) && list.length === 1 && said.every((keyword) => keyword === 'allOf'))
    return document.child(location, ['allOf', '0']);
  return undefined;
}

function followAliases(reading: Reading, start: SchemaLocation): SchemaLocation | undefined {
  const seen = new Set<string>();
  let at = start;
  for (let next = findAlias(reading, at); next; next = findAlias(reading, at)) {
    if (seen.has(at.pointer)) return undefined;
    seen.add(at.pointer);
    at = next;
  }
  return at;
}
