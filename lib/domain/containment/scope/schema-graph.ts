/*
 * Scope: takes parsed documents, gives schemas in the dynamic scope in which they apply (core, section 7.1), with
 * their keywords by draft, the schemas below them and those that apply in place.
 */

import type { SchemaLocation } from '../../schema/document.ts';
import { isJsonObject } from '../../schema/json.ts';
import { REFERENCE_KEYWORDS } from '../../schema/keywords.ts';
import { extendPointer } from '../../schema/pointer.ts';
import type { SchemaResource } from '../../schema/resource.ts';
import type { Budget } from '../budget.ts';
import { Identities } from './identities.ts';
import { listOf } from './keywords.ts';
import { Paradoxes } from './paradox.ts';
import { isReference, type SchemaInScope, type Scope } from './schema-in-scope.ts';

interface Reference {
  readonly keyword: string;
  readonly target: SchemaInScope;
}

const NO_REFERENCES: readonly Reference[] = [];
const NO_BRANCHES: readonly SchemaInScope[] = [];
const EMPTY_SCOPE: Scope = { id: 0, anchors: new Map(), recursive: undefined };

/** The schemas of a comparison as a graph: finds and numbers them, and follows children, branches and references. */
export class SchemaGraph {
  readonly paradoxes = new Paradoxes(this);
  readonly identities: Identities;
  readonly #known = new Map<SchemaLocation, Map<number, SchemaInScope>>();
  readonly #scopes = new Map<string, Scope>();
  // By keyword and name, which no keyword's slash can confuse: keywords have none.
  readonly #children = new Map<SchemaInScope, Map<string, SchemaInScope>>();
  readonly #branches = new Map<SchemaInScope, Map<string, readonly SchemaInScope[]>>();
  readonly #references = new Map<SchemaInScope, readonly Reference[]>();
  readonly #budget: Budget;
  #count = 0;

  constructor(budget: Budget) {
    this.#budget = budget;
    this.identities = new Identities(this, budget);
  }

  root(node: SchemaLocation): SchemaInScope {
    return this.at(node, EMPTY_SCOPE);
  }

  at(node: SchemaLocation, outer: Scope): SchemaInScope {
    const scope = this.#enter(outer, node.resource);
    let inner = this.#known.get(node);
    if (!inner) {
      inner = new Map();
      this.#known.set(node, inner);
    }
    const known = inner.get(scope.id);
    if (known) return known;
    // Dynamic references read a schema once for each scope, and scopes may be as many as the subsets of the anchors.
    this.#budget.spend(1);
    this.#budget.keep(10);
    const scoped: SchemaInScope = { id: this.#count++, node, scope, isLeaf: appliesNothing(node) };
    inner.set(scope.id, scoped);
    return scoped;
  }

  child(scoped: SchemaInScope, ...tokens: readonly string[]): SchemaInScope {
    const inner = this.#children.get(scoped) ?? new Map<string, SchemaInScope>();
    if (inner.size === 0) this.#children.set(scoped, inner);
    const key = tokens.length === 1 && tokens[0] !== undefined ? tokens[0] : tokens.join('/');
    const known = inner.get(key);
    if (known) return known;
    const node = scoped.node.document.child(scoped.node, tokens);
    if (!node) throw new TypeError(`no schema at ${extendPointer(scoped.node.pointer, tokens)}`);
    const found = this.at(node, scoped.scope);
    inner.set(key, found);
    return found;
  }

  /** The schemas that a keyword lists: `allOf`, `anyOf`, `oneOf`. */
  branches(scoped: SchemaInScope, keyword: string): readonly SchemaInScope[] {
    const { schema } = scoped.node;
    if (scoped.isLeaf || !isJsonObject(schema) || schema[keyword] === undefined) return NO_BRANCHES;
    const lists = this.#branches.get(scoped) ?? new Map<string, readonly SchemaInScope[]>();
    if (lists.size === 0) this.#branches.set(scoped, lists);
    const known = lists.get(keyword);
    if (known) return known;
    const found = listOf(scoped.node, keyword).map((_, at) => this.child(scoped, keyword, String(at)));
    lists.set(keyword, found);
    return found;
  }

  /** The references that are in a schema and apply in place. */
  references(scoped: SchemaInScope): readonly Reference[] {
    if (scoped.isLeaf || !isReference(scoped.node)) return NO_REFERENCES;
    const known = this.#references.get(scoped) ?? this.#findReferences(scoped);
    this.#references.set(scoped, known);
    return known;
  }

  #findReferences(scoped: SchemaInScope): readonly Reference[] {
    const { schema, resource } = scoped.node;
    if (!isJsonObject(schema)) return NO_REFERENCES;
    const found: Reference[] = [];
    const { $ref, $dynamicRef, $recursiveRef } = schema;
    const add = (keyword: string, node: SchemaLocation): void => {
      found.push({ keyword, target: this.at(node, scoped.scope) });
    };
    if (typeof $ref === 'string') add('$ref', staticTarget(scoped, $ref));
    if (typeof $recursiveRef === 'string' && resource.dialect === '2019-09')
      add('$recursiveRef', resource.isRecursive ? (scoped.scope.recursive ?? resource.root) : resource.root);
    if (typeof $dynamicRef === 'string' && resource.dialect === '2020-12')
      add('$dynamicRef', this.#dynamicTarget(scoped, $dynamicRef));
    return found;
  }

  #dynamicTarget(scoped: SchemaInScope, reference: string): SchemaLocation {
    const target = staticTarget(scoped, reference);
    const anchor = reference.slice(reference.indexOf('#') + 1);
    if (target.resource.dynamicAnchors.get(anchor) !== target) return target;
    return scoped.scope.anchors.get(anchor) ?? target;
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
}

/** All that may apply a schema to the same value, in any draft. */
const APPLYING = [
  ...REFERENCE_KEYWORDS,
  ...['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas', 'dependencies'],
];
const appliesNothing = ({ schema }: SchemaLocation): boolean =>
  !isJsonObject(schema) || APPLYING.every((keyword) => schema[keyword] === undefined);

/** Where a reference leads before any scope is looked at; a document with one that leads nowhere is not parsed. */
function staticTarget({ node }: SchemaInScope, reference: string): SchemaLocation {
  const target = node.document.resolveAnywhere(node, reference);
  if (target) return target;
  throw new TypeError(`${reference} at ${node.pointer} leads nowhere`);
}
