import { NamePatterns } from '../../containment/strings/name-patterns.ts';
import type { SchemaDocument } from '../../schema/document.ts';
import { isJsonObject } from '../../schema/json.ts';
import { extendPointer } from '../../schema/pointer.ts';
import { SchemaNode } from '../schema-node.ts';
import { type Beneath, beneathOf } from './beneath.ts';
import { alignNodes, haveSameClasses, type MatchedBranch, type Pair } from './pair.ts';
import { Shapes } from './shapes.ts';

/** A pair at one place of the record, with what was found there. */
export interface PlacedPair<Found> {
  readonly pair: Pair;
  readonly found: readonly Found[];
  /** Record pointer; `*` stands for any array item and for any member of a map. */
  readonly pointer: string;
  /** Inside a branch of a union or condition: what holds here need not hold for the place as a whole. */
  readonly isBranch: boolean;
  /** Aligned on a guess, or below such a place: what is found there counts if a proof says so. */
  readonly isTentative: boolean;
  /** Asserted as a part of what a rule above tells as a whole: only annotations are reported here. */
  readonly isToldAbove: boolean;
  readonly parent: PlacedPair<Found> | undefined;
}

export interface AlignedPairs<Found> {
  readonly root: PlacedPair<Found>;
  readonly places: readonly PlacedPair<Found>[];
  /** A limit was reached: places beyond it were not compared. */
  readonly isTruncated: boolean;
}

type Documents = Readonly<Record<'old' | 'next', SchemaDocument>>;

const MAX_PAIRS = 20_000;
/** Above so many places of one definition, its findings only repeat each other in a report. */
const MAX_REPEATS = 5_000;

/**
 * Aligns two schemas place by place, breadth first, through references, `allOf`, nullable forms and matching branches,
 * and asks `find` once about each pair. What is written alike on both sides is left out with all below it. First
 * every pair is given one place; then definitions that are used in many places get the others, as far as something was
 * found below them; a way back to a pair above ends there. At most 20,000 pairs and 5,000 repetitions.
 */
export function pairNodes<Found>(documents: Documents, find: (pair: Pair) => readonly Found[]): AlignedPairs<Found> {
  return new Walk(documents, find).run();
}

/** A pair with the pairs below it, apart from any place; recursive schemas make it a graph. */
interface Content<Found> {
  readonly pair: Pair;
  readonly branches: readonly MatchedBranch[];
  readonly found: readonly Found[];
  readonly inner: Edge<Found>[];
}

interface Edge<Found> {
  readonly content: Content<Found>;
  readonly tokens: readonly string[];
  readonly isBranch: boolean;
  readonly isTentative: boolean;
  readonly isToldAbove: boolean;
}

interface Place<Found> extends PlacedPair<Found> {
  readonly content: Content<Found>;
  readonly parent: Place<Found> | undefined;
}

interface Step<Found> {
  readonly edge: Edge<Found>;
  readonly parent: Place<Found>;
}

class Walk<Found> {
  readonly #documents: Documents;
  readonly #find: (pair: Pair) => readonly Found[];
  readonly #whole: Shapes;
  readonly #shapes: Shapes;
  readonly #patterns = new NamePatterns();
  readonly #contents = new Map<string, Content<Found>>();
  #isTruncated = false;

  constructor(documents: Documents, find: (pair: Pair) => readonly Found[]) {
    this.#documents = documents;
    this.#find = find;
    this.#whole = new Shapes(documents, 'whole');
    this.#shapes = new Shapes(documents, 'assertions');
  }

  run(): AlignedPairs<Found> {
    const { old, next } = this.#documents;
    const content = this.#open({ old: new SchemaNode(old, [old.root]), next: new SchemaNode(next, [next.root]) });
    const root = place({ content, tokens: [], isBranch: false, isTentative: false, isToldAbove: false }, undefined);
    const { places, repeats } = this.#visitEach(root);
    const others = this.#visitAgain(repeats);
    return { root, places: [...places, ...others], isTruncated: this.#isTruncated };
  }

  /** One place for every pair. */
  #visitEach(root: Place<Found>): { readonly places: readonly Place<Found>[]; readonly repeats: Step<Found>[] } {
    const places = [root];
    const repeats: Step<Found>[] = [];
    // An index, not a shift(): the queue of a wide schema is long.
    for (let at = 0; at < places.length; at++) {
      const parent = places[at];
      if (!parent) break;
      for (const beneath of beneathOf(parent.content.pair, parent.content.branches)) {
        if (haveSameClasses(this.#whole, beneath.before, beneath.after)) continue;
        const step = this.#stepInto(parent, beneath);
        if (step?.isNew) places.push(place(step.edge, parent));
        else if (step) repeats.push({ edge: step.edge, parent });
      }
    }
    return { places, repeats };
  }

  #stepInto({ content }: Place<Found>, { before, after, ...beneath }: Beneath) {
    const { old, next } = content.pair;
    const nodes = {
      old: new SchemaNode(old.document, before, { pointer: old.pointer }),
      next: new SchemaNode(next.document, after, { pointer: next.pointer }),
    };
    const known = this.#contents.get(keyOf(nodes));
    if (!known && this.#contents.size >= MAX_PAIRS) {
      this.#isTruncated = true;
      return undefined;
    }
    const { tokens, isBranch, isTentative = false, isToldAbove = false } = beneath;
    const edge: Edge<Found> = { content: known ?? this.#open(nodes), tokens, isBranch, isTentative, isToldAbove };
    content.inner.push(edge);
    return { edge, isNew: !known };
  }

  #open(nodes: Nodes): Content<Found> {
    const { pair, branches } = alignNodes({ ...nodes, shapes: this.#shapes, patterns: this.#patterns });
    const content: Content<Found> = { pair, branches, found: this.#find(pair), inner: [] };
    this.#contents.set(keyOf(nodes), content);
    return content;
  }

  /** The further places of pairs that were seen before and have something to say. */
  #visitAgain(repeats: Step<Found>[]): readonly Place<Found>[] {
    const telling = tellingContents([...this.#contents.values()]);
    const places: Place<Found>[] = [];
    for (let at = 0; at < repeats.length; at++) {
      const step = repeats[at];
      if (!step || !telling.has(step.edge.content) || isAbove(step)) continue;
      if (places.length >= MAX_REPEATS) {
        this.#isTruncated = true;
        break;
      }
      const parent = place(step.edge, step.parent);
      places.push(parent);
      for (const edge of parent.content.inner) if (telling.has(edge.content)) repeats.push({ edge, parent });
    }
    return places;
  }
}

interface Nodes {
  readonly old: SchemaNode;
  readonly next: SchemaNode;
}

function place<Found>(edge: Edge<Found>, parent: Place<Found> | undefined): Place<Found> {
  const { content, tokens, isBranch, isTentative, isToldAbove } = edge;
  return {
    content,
    pair: content.pair,
    found: content.found,
    pointer: extendPointer(parent?.pointer ?? '', tokens),
    isBranch: isBranch || (parent?.isBranch ?? false),
    isTentative: isTentative || (parent?.isTentative ?? false),
    isToldAbove: isToldAbove || (parent?.isToldAbove ?? false),
    parent,
  };
}

function isAbove<Found>({ edge, parent }: Step<Found>): boolean {
  for (let at: Place<Found> | undefined = parent; at; at = at.parent) if (at.content === edge.content) return true;
  return false;
}

/** The pairs that found something, or lead to one that did. */
function tellingContents<Found>(contents: readonly Content<Found>[]): ReadonlySet<Content<Found>> {
  const above = new Map<Content<Found>, Content<Found>[]>();
  for (const content of contents)
    for (const { content: inner } of content.inner) {
      const known = above.get(inner);
      if (known) known.push(content);
      else above.set(inner, [content]);
    }
  const telling = new Set(contents.filter(({ found }) => found.length > 0));
  // A set's iteration sees what is added meanwhile.
  for (const content of telling) for (const parent of above.get(content) ?? []) telling.add(parent);
  return telling;
}

const PASSING = new Set(['$ref', 'allOf', '$schema', '$id', '$defs', 'definitions', '$comment']);

const isSaying = (keyword: string): boolean => !PASSING.has(keyword);

/** Names a pair by what its places say themselves, so that a way through a `$ref` more makes no other pair. */
function keyOf({ old, next }: Nodes): string {
  const sides = [old, next].map(({ parts, isImpossible }) =>
    parts
      .filter(({ location: { schema } }) => isJsonObject(schema) && Object.keys(schema).some(isSaying))
      .map(({ location, orNull }) => `#${location.pointer}${orNull ? '?' : ''}`)
      .concat(isImpossible ? ['false'] : [])
      .join(' '),
  );
  return sides.join('\n');
}
