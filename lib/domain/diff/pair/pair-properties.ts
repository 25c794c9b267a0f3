import { distance } from 'fastest-levenshtein';
import type { NamePatterns } from '../../containment/strings/name-patterns.ts';
import type { SchemaLocation } from '../../schema/document.ts';
import { SchemaNode } from '../schema-node.ts';
import { coveringOf } from './covering.ts';
import { conditionsOf, dependenciesOf, propertiesOf, requiredOf } from './object-view.ts';
import type { Shapes } from './shapes.ts';

/** One name of an object, before and after; a side is absent if the name is neither declared nor required. */
export interface PropertyPair {
  readonly name: string;
  readonly before: SidedProperty | undefined;
  readonly after: SidedProperty | undefined;
  /** For a property that went: the one written alike that came. */
  readonly renamedTo?: NamedProperty;
  /** For a property that came: the name of the one written alike that went. */
  readonly renamedFrom?: string;
}

interface SidedProperty {
  readonly isRequired: boolean;
  readonly locations: readonly SchemaLocation[];
  /** Where it is in its schema. */
  readonly pointer: string;
}
type NamedProperty = SidedProperty & { readonly name: string };

/** A name that one side declares itself and the other only in a branch of a union, a condition or a dependency. */
export interface Crossing {
  readonly name: string;
  readonly before: readonly SchemaLocation[];
  readonly after: readonly SchemaLocation[];
}

interface MatchedProperties {
  readonly properties: readonly PropertyPair[];
  readonly crossings: readonly Crossing[];
}

interface Sides {
  readonly old: SchemaNode;
  readonly next: SchemaNode;
  readonly shapes: Shapes;
  readonly patterns: NamePatterns;
  /** The branches of a union whose chosen branch became part of the node: they may declare names as well. */
  readonly absorbed: Readonly<Record<'old' | 'next', readonly SchemaLocation[]>>;
}

export function matchProperties({ old, next, shapes, patterns, absorbed }: Sides): MatchedProperties {
  const [stated, come] = [sidesOf(old), sidesOf(next)];
  const names = [...new Set([...stated.keys(), ...come.keys()])];
  const before = covered(stated, old, { names, patterns });
  const after = covered(come, next, { names, patterns });
  // A property that only moved into a branch is the branch's business: it was neither removed nor added.
  const [hiddenBefore, hiddenAfter] = [namesInBranches(old, absorbed.old), namesInBranches(next, absorbed.next)];
  const all = names.map((name): PropertyPair => ({ name, before: before.get(name), after: after.get(name) }));
  const pairs = all
    .filter(({ name, ...side }) => side.before || !hiddenBefore.has(name))
    .filter(({ name, ...side }) => side.after || !hiddenAfter.has(name));
  const crossings = all.flatMap(({ name, ...side }) => [
    ...(side.after && !side.before ? crossingsOf(name, hiddenBefore, side.after) : []),
    ...(side.before && !side.after ? crossingsOf(name, hiddenAfter, side.before).map(turned) : []),
  ]);
  const renames = findRenames(shapes, pairs);
  const origins = new Map([...renames].map(([from, { name }]) => [name, from]));
  const properties = pairs.map((pair) => {
    const [renamedTo, renamedFrom] = [renames.get(pair.name), origins.get(pair.name)];
    if (!pair.after && renamedTo) return { ...pair, renamedTo };
    return !pair.before && renamedFrom !== undefined ? { ...pair, renamedFrom } : pair;
  });
  return { properties, crossings };
}

// Among more branches than this, which one a property came from is a guess.
const MAX_CROSSINGS = 5;

function crossingsOf(name: string, hidden: HiddenNames, { locations }: SidedProperty): readonly Crossing[] {
  const branches = hidden.get(name) ?? [];
  if (branches.length > MAX_CROSSINGS || locations.length === 0) return [];
  return branches.map((before) => ({ name, before, after: locations }));
}

const turned = ({ name, before, after }: Crossing): Crossing => ({ name, before: after, after: before });

function sidesOf(node: SchemaNode): ReadonlyMap<string, SidedProperty> {
  const [declared, required] = [propertiesOf(node), requiredOf(node)];
  const names = new Set([...declared.keys(), ...required]);
  return new Map(
    [...names].map((name) => {
      const locations = declared.get(name) ?? [];
      const pointer = locations[0]?.pointer ?? node.pointerOf('required');
      return [name, { isRequired: required.has(name), locations, pointer }];
    }),
  );
}

/** The same with the names that only patterns, or the schema of all other members, speak of: they did not go or come. */
function covered(
  sides: ReadonlyMap<string, SidedProperty>,
  node: SchemaNode,
  { names, patterns }: { readonly names: readonly string[]; readonly patterns: NamePatterns },
): ReadonlyMap<string, SidedProperty> {
  const all = new Map(sides);
  for (const name of names) {
    const side = sides.get(name);
    if (side && side.locations.length > 0) continue;
    const locations = coveringOf(node, name, patterns);
    const [first] = locations;
    if (first) all.set(name, { isRequired: side?.isRequired ?? false, locations, pointer: first.pointer });
  }
  return all;
}

/** By name, what each branch that declares it says of it. */
type HiddenNames = ReadonlyMap<string, readonly (readonly SchemaLocation[])[]>;

/** Names that the branches of unions, conditions and dependent schemas declare. */
function namesInBranches(node: SchemaNode, absorbed: readonly SchemaLocation[]): HiddenNames {
  const branches = [
    ...absorbed,
    ...node.unions.flatMap((union) => union.branches),
    ...conditionsOf(node).flatMap(({ then, otherwise }) => [then, otherwise].filter((branch) => branch !== undefined)),
    ...[...dependenciesOf(node).values()].flatMap(({ schemas }) => schemas),
  ];
  const found = new Map<string, (readonly SchemaLocation[])[]>();
  for (const branch of branches)
    for (const [name, locations] of propertiesOf(new SchemaNode(node.document, [branch]))) {
      const known = found.get(name);
      if (known) known.push(locations);
      else found.set(name, [locations]);
    }
  return found;
}

// Beyond so many comparisons of names only a property that has no rival is called renamed.
const MAX_COMPARISONS = 10_000;

/** Old name to new property, if a property went and one that is written alike came. */
function findRenames(shapes: Shapes, pairs: readonly PropertyPair[]): ReadonlyMap<string, NamedProperty> {
  const gone = groupByShape(
    shapes,
    'old',
    pairs.filter(({ after }) => !after),
  );
  const come = groupByShape(
    shapes,
    'next',
    pairs.filter(({ before }) => !before),
  );
  const renames = new Map<string, NamedProperty>();
  for (const [shape, properties] of gone) {
    const candidates = come.get(shape) ?? [];
    const [property, candidate] = [properties[0], candidates[0]];
    if (property && candidate && properties.length === 1 && candidates.length === 1)
      renames.set(property.name, candidate);
    else if (properties.length * candidates.length <= MAX_COMPARISONS)
      for (const [from, to] of nearestNames(properties, candidates)) renames.set(from, to);
  }
  return renames;
}

function groupByShape(
  shapes: Shapes,
  side: 'old' | 'next',
  pairs: readonly PropertyPair[],
): ReadonlyMap<string, readonly NamedProperty[]> {
  const groups = new Map<string, NamedProperty[]>();
  for (const { name, before, after } of pairs) {
    const property = before ?? after;
    const classes = (property?.locations ?? []).map((location) => shapes.classOf(side, location));
    if (!property || classes.length === 0 || classes.includes(undefined)) continue;
    const key = classes.map(String).sort().join();
    const known = groups.get(key);
    if (known) known.push({ ...property, name });
    else groups.set(key, [{ ...property, name }]);
  }
  return groups;
}

/** Many properties are plain strings: names must share at least half of their letters, the nearest ones first. */
function nearestNames(
  gone: readonly NamedProperty[],
  come: readonly NamedProperty[],
): readonly (readonly [string, NamedProperty])[] {
  const ranked = gone
    .flatMap(({ name }) =>
      come.map((to) => ({ name, to, far: distance(name, to.name) / Math.max(name.length, to.name.length) })),
    )
    .filter(({ far }) => far <= 0.5)
    .sort((left, right) => left.far - right.far);
  const taken = new Set<string>();
  return ranked.flatMap(({ name, to }) => {
    const keys = [`from ${name}`, `to ${to.name}`];
    if (keys.some((key) => taken.has(key))) return [];
    for (const key of keys) taken.add(key);
    return [[name, to] as const];
  });
}
