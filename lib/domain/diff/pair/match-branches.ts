import { canonicalJson } from '../../schema/canonical.ts';
import type { SchemaDocument, SchemaLocation } from '../../schema/document.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../../schema/json.ts';
import { SchemaNode } from '../schema-node.ts';
import { propertiesOf, requiredOf } from './object-view.ts';
import type { Shapes } from './shapes.ts';

/** Branches of two unions, or what else belongs together by what it says. */
export interface Matching {
  readonly matched: readonly (readonly [SchemaLocation, SchemaLocation])[];
  readonly added: readonly SchemaLocation[];
  readonly removed: readonly SchemaLocation[];
}

/** The two sides of a match: the documents that the branches are in, and how alike their schemas are written. */
export interface Matched {
  readonly old: SchemaDocument;
  readonly next: SchemaDocument;
  readonly shapes: Shapes;
}

interface Candidate {
  readonly location: SchemaLocation;
  readonly node: SchemaNode;
  /** Same number, same assertions. */
  readonly shape: number | undefined;
}
type Key = (candidate: Candidate) => string | undefined;

interface Open {
  readonly before: readonly Candidate[];
  readonly after: readonly Candidate[];
}
type Step = (open: Open) => readonly (readonly [Candidate, Candidate])[];

/**
 * By what they assert first, then by discriminant, title, name, the properties that they declare, and the types that
 * they accept; if two sides have as many of a kind, in their order. A form with another discriminant is another form,
 * unless it is the only one of its types, or the last one on each side.
 */
export function matchBranches(
  { old, next, shapes }: Matched,
  before: readonly SchemaLocation[],
  after: readonly SchemaLocation[],
): Matching {
  let open: Open = {
    before: before.map((location) => candidateOf(old, location, shapes.classOf('old', location))),
    after: after.map((location) => candidateOf(next, location, shapes.classOf('next', location))),
  };
  const matched: (readonly [SchemaLocation, SchemaLocation])[] = [];
  for (const step of STEPS) {
    const pairs = step(open);
    matched.push(...pairs.map(([left, right]) => [left.location, right.location] as const));
    open = without(open, pairs);
  }
  return {
    matched,
    added: open.after.map(({ location }) => location),
    removed: open.before.map(({ location }) => location),
  };
}

const candidateOf = (document: SchemaDocument, location: SchemaLocation, shape: number | undefined): Candidate => ({
  location,
  node: new SchemaNode(document, [location]),
  shape,
});

/** Those that share a key: `any` as far as both sides go, `even` where both have as many, `one` where each has one. */
const pairBy =
  (key: Key, counts: 'any' | 'even' | 'one'): Step =>
  ({ before, after }) => {
    const come = groupByKey(after, key);
    return [...groupByKey(before, key)].flatMap(([text, left]) => {
      const right = come.get(text) ?? [];
      if (counts !== 'any' && left.length !== right.length) return [];
      if (counts === 'one' && left.length !== 1) return [];
      return left.flatMap((one, at) => {
        const other = right[at];
        return other ? [[one, other] as const] : [];
      });
    });
  };

function groupByKey(candidates: readonly Candidate[], key: Key): ReadonlyMap<string, readonly Candidate[]> {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const text = key(candidate);
    if (text === undefined) continue;
    const known = groups.get(text);
    if (known) known.push(candidate);
    else groups.set(text, [candidate]);
  }
  return groups;
}

const keyOfShape: Key = ({ shape }) => (shape === undefined ? undefined : String(shape));

const keyOfText: Key = ({ location: { schema } }) => canonicalJson(schema);

/** The properties that only one value fits, e.g. `{kind: {const: card}}`. */
const keyOfDiscriminant: Key = ({ node }) => {
  const fixed = [...propertiesOf(node)].flatMap(([name, locations]) => {
    const value = locations.map(({ schema }) => (isJsonObject(schema) ? soleValue(schema) : undefined)).find(isString);
    return value === undefined ? [] : [`${JSON.stringify(name)}:${JSON.stringify(value)}`];
  });
  return fixed.length > 0 ? fixed.sort().join(',') : undefined;
};

function soleValue(schema: { readonly [name: string]: JsonValue }): JsonValue | undefined {
  if (schema['const'] !== undefined) return schema['const'];
  const values = schema['enum'];
  return isJsonArray(values) && values.length === 1 ? values[0] : undefined;
}

const isString = (value: JsonValue | undefined): value is string => typeof value === 'string';

const keyOfTitle: Key = ({ node }) => {
  const title = node.first('title');
  return typeof title === 'string' ? title : undefined;
};

const keyOfReference: Key = ({ location: { schema } }) => {
  const reference = isJsonObject(schema) ? schema['$ref'] : undefined;
  return typeof reference === 'string' ? reference.slice(reference.lastIndexOf('/') + 1) : undefined;
};

const namesOf = ({ node }: Candidate): readonly string[] => [...propertiesOf(node).keys()].sort();

const keyOfNames: Key = (candidate) => {
  const names = namesOf(candidate);
  const required = [...requiredOf(candidate.node)].sort();
  return names.length === 0 ? undefined : JSON.stringify([keyOfDiscriminant(candidate) ?? null, names, required]);
};

const keyOfTypes: Key = ({ node: { types } }) => (types ? [...types].sort().join() : undefined);

// Beyond so many comparisons of names forms are distinguished by the steps before.
const MAX_COMPARISONS = 10_000;

/** Forms of one discriminant, or none, that share at least half of their properties, the nearest ones first. */
const pairNearest: Step = ({ before, after }) => {
  if (before.length * after.length > MAX_COMPARISONS) return [];
  const named = (candidates: readonly Candidate[]) =>
    candidates
      .map((candidate) => ({
        candidate,
        names: new Set(namesOf(candidate)),
        discriminant: keyOfDiscriminant(candidate),
      }))
      .filter(({ names }) => names.size > 0);
  const others = named(after);
  const ranked = named(before)
    .flatMap((left) =>
      others.flatMap((right) => {
        if (left.discriminant !== right.discriminant) return [];
        const shared = [...left.names].filter((name) => right.names.has(name)).length;
        const near = shared / (left.names.size + right.names.size - shared);
        return near >= 0.5 ? [{ near, pair: [left.candidate, right.candidate] as const }] : [];
      }),
    )
    .sort((left, right) => right.near - left.near);
  const taken = new Set<Candidate>();
  return ranked.flatMap(({ pair }) => {
    if (pair.some((candidate) => taken.has(candidate))) return [];
    for (const candidate of pair) taken.add(candidate);
    return [pair];
  });
};

/** Forms that assert the same differ in annotations alone; which of several it is their text, name or title says. */
const pairAlike: Step = ({ before, after }) => {
  const come = groupByKey(after, keyOfShape);
  return [...groupByKey(before, keyOfShape)].flatMap(([shape, left]) => {
    let open: Open = { before: left, after: come.get(shape) ?? [] };
    if (open.before.length === 1 && open.after.length === 1) return pairBy(keyOfShape, 'one')(open);
    return [keyOfText, keyOfReference, keyOfTitle, keyOfShape].flatMap((key) => {
      const pairs = pairBy(key, 'any')(open);
      open = without(open, pairs);
      return pairs;
    });
  });
};

function without({ before, after }: Open, pairs: readonly (readonly [Candidate, Candidate])[]): Open {
  const taken = new Set(pairs.flat());
  return { before: before.filter((one) => !taken.has(one)), after: after.filter((one) => !taken.has(one)) };
}

const STEPS: readonly Step[] = [
  pairAlike,
  pairBy(keyOfDiscriminant, 'even'),
  pairBy(keyOfTitle, 'even'),
  pairBy(keyOfReference, 'even'),
  pairBy(keyOfNames, 'even'),
  pairNearest,
  pairBy((candidate) => (namesOf(candidate).length === 0 ? keyOfTypes(candidate) : undefined), 'even'),
  pairBy(keyOfTypes, 'one'),
  pairBy(() => '', 'one'),
];
