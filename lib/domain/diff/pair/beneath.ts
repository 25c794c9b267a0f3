import type { SchemaLocation } from '../../schema/document.ts';
import { additionalOf, dependenciesOf, itemsOf, patternsOf } from './object-view.ts';
import type { MatchedBranch, Pair } from './pair.ts';

/** Schemas that meet at a place inside a pair's own, or in its branches at the same place. */
export interface Beneath {
  readonly before: readonly SchemaLocation[];
  readonly after: readonly SchemaLocation[];
  readonly tokens: readonly string[];
  readonly isBranch: boolean;
  /** Aligned on a guess: what is found there counts if a proof says so. */
  readonly isTentative?: boolean;
  /** The assertions of these schemas are reported as a whole by a rule above; their annotations at their own place. */
  readonly isToldAbove?: boolean;
}

export function beneathOf(pair: Pair, branches: readonly MatchedBranch[]): readonly Beneath[] {
  const { old, next } = pair;
  return [
    ...(old.canBe('object') && next.canBe('object') ? membersBeneath(pair) : []),
    ...(old.canBe('array') && next.canBe('array') ? itemsBeneath(pair) : []),
    ...branches.map(([before, after]) => ({
      before: before ? [before] : [],
      after: after ? [after] : [],
      tokens: [],
      isBranch: true,
    })),
  ];
}

function membersBeneath({ old, next, properties, crossings }: Pair): readonly Beneath[] {
  const declared = properties.flatMap(({ name, before, after, renamedTo }) => {
    const other = after ?? renamedTo;
    if (!before || !other) return [];
    const token = after ? name : (renamedTo?.name ?? name);
    return [{ before: before.locations, after: other.locations, tokens: [token], isBranch: false }];
  });
  const crossing = crossings.map(({ name, before, after }) => ({
    before,
    after,
    tokens: [name],
    isBranch: true,
    isTentative: true,
  }));
  const [patterns, otherPatterns] = [patternsOf(old), patternsOf(next)];
  const matching = [...patterns].flatMap(([pattern, before]) => {
    const after = otherPatterns.get(pattern);
    return after ? [{ before, after, tokens: ['*'], isBranch: false }] : [];
  });
  const [before, after] = [additionalOf(old), additionalOf(next)];
  const isMap = !before.isClosed && !after.isClosed && (before.isStated || after.isStated);
  const dependencies = dependenciesOf(next);
  const dependent = [...dependenciesOf(old)].map(([trigger, { schemas }]) => ({
    before: schemas,
    after: dependencies.get(trigger)?.schemas ?? [],
    tokens: [],
    isBranch: true,
    isToldAbove: true,
  }));
  return [
    ...declared,
    ...crossing,
    ...dependent.filter(({ before, after }) => before.length > 0 && after.length > 0),
    ...matching,
    ...(isMap ? [{ before: before.locations, after: after.locations, tokens: ['*'], isBranch: false }] : []),
  ];
}

function itemsBeneath({ old, next }: Pair): readonly Beneath[] {
  const [before, after] = [itemsOf(old), itemsOf(next)];
  const length = Math.max(before.prefix.length, after.prefix.length);
  const contained = { before: old.schemasAt('contains'), after: next.schemasAt('contains') };
  const isContained = contained.before.length > 0 && contained.after.length > 0;
  // Position `length` stands for the rest.
  const positions = Array.from({ length: length + 1 }, (_, at) => at).flatMap((at) => {
    const [left, right] = [before, after].map((side) => {
      const position = side.prefix[at];
      if (position) return { locations: position, isClosed: false };
      return side.rest;
    });
    if (!left || !right || left.isClosed || right.isClosed) return [];
    // The rest of a tuple stands for each further item: no reader of one position is missed.
    const token = at < length ? String(at) : '*';
    return [{ before: left.locations, after: right.locations, tokens: [token], isBranch: false }];
  });
  return [...positions, ...(isContained ? [{ ...contained, tokens: ['*'], isBranch: true, isToldAbove: true }] : [])];
}
