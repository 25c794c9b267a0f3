import { hidesRefSiblings } from '../../schema/dialect.ts';
import type { SchemaDocument, SchemaLocation } from '../../schema/document.ts';
import { isJsonArray, isJsonObject, type JsonObject } from '../../schema/json.ts';
import { isAsserting, isInert, REFERENCE_KEYWORDS, roleOf } from '../../schema/keywords.ts';
import { extendPointer } from '../../schema/pointer.ts';
import type { SchemaResource } from '../../schema/resource.ts';
import { holdingOf } from '../../schema/subschemas.ts';
import { valueKey } from '../algebra/value-key.ts';
import type { Budget } from '../budget.ts';
import { listOf, namesOf } from './keywords.ts';
import { Paradoxes } from './paradox.ts';

/** What a dynamic reference may lead to: the outermost resource on the way here that has each anchor. */
export interface Scope {
  readonly id: number;
  readonly anchors: ReadonlyMap<string, SchemaLocation>;
  /** 2019-09: the root of the outermost resource with `$recursiveAnchor: true`. */
  readonly recursive: SchemaLocation | undefined;
}

/** A schema together with the dynamic scope in which it is read. */
export interface Spot {
  readonly id: number;
  readonly node: SchemaLocation;
  readonly scope: Scope;
  /** It applies no other schema to the same value, as most do not. */
  readonly isLeaf: boolean;
}

interface Reference {
  readonly keyword: string;
  readonly target: Spot;
}

const NO_REFERENCES: readonly Reference[] = [];
const NO_BRANCHES: readonly Spot[] = [];
const EMPTY_SCOPE: Scope = { id: 0, anchors: new Map(), recursive: undefined };

/** Finds and numbers spots, follows references, and recognises reference targets that say the same. */
export class Spots {
  readonly paradoxes = new Paradoxes(this);
  readonly #spots = new Map<SchemaLocation, Map<number, Spot>>();
  readonly #scopes = new Map<string, Scope>();
  // By keyword and name, which no keyword's slash can confuse: keywords have none.
  readonly #children = new Map<Spot, Map<string, Spot>>();
  readonly #branches = new Map<Spot, Map<string, readonly Spot[]>>();
  readonly #classes = new Map<Spot, number>();
  readonly #references = new Map<Spot, readonly Reference[]>();
  readonly #budget: Budget;
  #count = 0;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  root(node: SchemaLocation): Spot {
    return this.at(node, EMPTY_SCOPE);
  }

  at(node: SchemaLocation, outer: Scope): Spot {
    const scope = this.#enter(outer, node.resource);
    let inner = this.#spots.get(node);
    if (!inner) {
      inner = new Map();
      this.#spots.set(node, inner);
    }
    const known = inner.get(scope.id);
    if (known) return known;
    // Dynamic references read a schema once for each scope, and scopes may be as many as the subsets of the anchors.
    this.#budget.spend(1);
    this.#budget.keep(10);
    const spot: Spot = { id: this.#count++, node, scope, isLeaf: appliesNothing(node) };
    inner.set(scope.id, spot);
    return spot;
  }

  child(spot: Spot, ...tokens: readonly string[]): Spot {
    const inner = this.#children.get(spot) ?? new Map<string, Spot>();
    if (inner.size === 0) this.#children.set(spot, inner);
    const key = tokens.length === 1 ? (tokens[0] as string) : tokens.join('/');
    const known = inner.get(key);
    if (known) return known;
    const node = spot.node.document.child(spot.node, tokens);
    if (!node) throw new TypeError(`no schema at ${extendPointer(spot.node.pointer, tokens)}`);
    const found = this.at(node, spot.scope);
    inner.set(key, found);
    return found;
  }

  /** The schemas that a keyword lists: `allOf`, `anyOf`, `oneOf`. */
  branches(spot: Spot, keyword: string): readonly Spot[] {
    const { schema } = spot.node;
    if (spot.isLeaf || !isJsonObject(schema) || schema[keyword] === undefined) return NO_BRANCHES;
    const lists = this.#branches.get(spot) ?? new Map<string, readonly Spot[]>();
    if (lists.size === 0) this.#branches.set(spot, lists);
    const known = lists.get(keyword);
    if (known) return known;
    const found = listOf(spot.node, keyword).map((_, at) => this.child(spot, keyword, String(at)));
    lists.set(keyword, found);
    return found;
  }

  /** The references that stand in a schema and apply in place. */
  references(spot: Spot): readonly Reference[] {
    if (spot.isLeaf || !isReference(spot.node)) return NO_REFERENCES;
    const known = this.#references.get(spot) ?? this.#findReferences(spot);
    this.#references.set(spot, known);
    return known;
  }

  #findReferences(spot: Spot): readonly Reference[] {
    const { schema, resource } = spot.node;
    if (!isJsonObject(schema)) return NO_REFERENCES;
    const found: Reference[] = [];
    const { $ref, $dynamicRef, $recursiveRef } = schema as Record<string, unknown>;
    const add = (keyword: string, node: SchemaLocation): void => {
      found.push({ keyword, target: this.at(node, spot.scope) });
    };
    if (typeof $ref === 'string') add('$ref', staticTarget(spot, $ref));
    if (typeof $recursiveRef === 'string' && resource.dialect === '2019-09')
      add('$recursiveRef', resource.isRecursive ? (spot.scope.recursive ?? resource.root) : resource.root);
    if (typeof $dynamicRef === 'string' && resource.dialect === '2020-12')
      add('$dynamicRef', this.#dynamicTarget(spot, $dynamicRef));
    return found;
  }

  #dynamicTarget(spot: Spot, reference: string): SchemaLocation {
    const target = staticTarget(spot, reference);
    const anchor = reference.slice(reference.indexOf('#') + 1);
    if (target.resource.dynamicAnchors.get(anchor) !== target) return target;
    return spot.scope.anchors.get(anchor) ?? target;
  }

  #enter(scope: Scope, resource: SchemaResource): Scope {
    const fresh = [...resource.dynamicAnchors].filter(([anchor]) => !scope.anchors.has(anchor));
    const recursive = scope.recursive ?? (resource.isRecursive ? resource.root : undefined);
    if (fresh.length === 0 && recursive === scope.recursive) return scope;
    const anchors = new Map([...scope.anchors, ...fresh]);
    this.#budget.spend(1 + anchors.size / 4);
    const places = [...anchors].map(([anchor, node]) => `${anchor}@${this.#placeOf(node)}`).sort();
    const key = JSON.stringify([places, recursive ? this.#placeOf(recursive) : '']);
    const known = this.#scopes.get(key);
    if (known) return known;
    this.#budget.keep(10 + 4 * anchors.size);
    const entered: Scope = { id: this.#scopes.size + 1, anchors, recursive };
    this.#scopes.set(key, entered);
    return entered;
  }

  readonly #documents = new Map<object, number>();
  /** Two documents may have the same addresses and pointers. */
  #placeOf({ document, pointer }: SchemaLocation): string {
    const number = this.#documents.get(document) ?? this.#documents.size;
    this.#documents.set(document, number);
    return `${number}#${pointer}`;
  }

  /**
   * Gives every reference target reachable from the roots a class number, equal where the targets accept the same
   * documents for a structural reason: the coarsest partition in which equal classes have equal text and references
   * into equal classes (partition refinement, Hopcroft 1971, without his bookkeeping).
   */
  classify(roots: readonly Spot[]): void {
    const texts = new Map<Spot, { text: string; targets: readonly Spot[] }>();
    const open = roots.filter(({ node }) => refers(node.document)).flatMap((root) => this.#describe(root).targets);
    for (let spot = open.pop(); spot; spot = open.pop()) {
      if (texts.has(spot)) continue;
      const described = this.#describe(spot);
      texts.set(spot, described);
      this.#budget.spend(described.text.length / 64);
      this.#budget.keep(described.text.length / 60 + described.targets.length / 8);
      open.push(...described.targets);
    }
    let classes = numberBy(texts.keys(), (spot) => texts.get(spot)?.text ?? '');
    for (let size = 0; size !== classes.size; ) {
      size = classes.size;
      this.#budget.spend(texts.size);
      const coarse = classes.of;
      classes = numberBy(texts.keys(), (spot) =>
        [coarse.get(spot), ...(texts.get(spot)?.targets ?? []).map((target) => coarse.get(target))].join(),
      );
    }
    for (const [spot, number] of classes.of) this.#classes.set(spot, number);
  }

  classOf(target: Spot): string {
    const known = this.#classes.get(target);
    return known === undefined ? `s${target.id}` : `c${known}`;
  }

  /** Equal only where two schemas say the same, in their own text and in all that they refer to. */
  identityOf(spot: Spot): string {
    const { text, targets } = this.#describe(spot);
    return `${text} ${targets.map((target) => this.classOf(target)).join()}`;
  }

  #describe(spot: Spot): { text: string; targets: readonly Spot[] } {
    const targets: Spot[] = [];
    return { text: this.#text(spot, targets), targets };
  }

  #text(spot: Spot, targets: Spot[]): string {
    const { schema, resource } = spot.node;
    if (!isJsonObject(schema)) return String(schema);
    const parts: string[] = [resource.dialect];
    const references = this.references(spot);
    for (const { keyword, target } of references) {
      parts.push(`${keyword}:@`);
      targets.push(target);
    }
    if (hidesRefSiblings(resource.dialect) && references.length > 0) return `(${parts.join()})`;
    for (const keyword of Object.keys(schema).sort()) {
      // The references are described by where they lead; what asserts nothing changes no document's verdict.
      if (!isAsserting(keyword) || roleOf(keyword) === 'refers' || isInert(keyword, resource.dialect)) continue;
      parts.push(`${JSON.stringify(keyword)}:${this.#keywordText(spot, schema, { keyword, targets })}`);
    }
    return `(${parts.join()})`;
  }

  #keywordText(spot: Spot, schema: JsonObject, { keyword, targets }: { keyword: string; targets: Spot[] }): string {
    const value = schema[keyword] ?? null;
    const inner = (...tokens: readonly string[]): string => this.#text(this.child(spot, ...tokens), targets);
    if (roleOf(keyword) !== 'applies') return valueKey(value);
    switch (holdingOf(keyword, value, spot.node.resource.dialect)) {
      case 'schema':
        return inner(keyword);
      case 'list':
        return `[${(isJsonArray(value) ? value : []).map((_, at) => inner(keyword, String(at))).join()}]`;
      case 'map':
        return namesOf(spot.node, keyword)
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

/** All that may apply a schema to the same value, in any draft. */
const APPLYING = [
  ...REFERENCE_KEYWORDS,
  ...['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas', 'dependencies'],
];
const appliesNothing = ({ schema }: SchemaLocation): boolean =>
  !isJsonObject(schema) || APPLYING.every((keyword) => schema[keyword] === undefined);

const isReference = ({ schema }: SchemaLocation): boolean =>
  isJsonObject(schema) && REFERENCE_KEYWORDS.some((name) => schema[name] !== undefined);

const refers = ({ locations }: SchemaDocument): boolean => locations.some(isReference);

/** Where a reference leads before any scope is looked at; a document with one that leads nowhere is not parsed. */
function staticTarget({ node }: Spot, reference: string): SchemaLocation {
  const target = node.document.resolveAnywhere(node, reference);
  if (target) return target;
  throw new TypeError(`${reference} at ${node.pointer} leads nowhere`);
}

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
