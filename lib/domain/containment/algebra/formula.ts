/*
 * Algebra: what can be said about one JSON value, in negation normal form. It gives formulas (`formulas.ts`), their
 * negations (`negation.ts`), and answers that need no search: whether a value satisfies a formula (`holds.ts`), which
 * types it may accept (`disjoint.ts`), how it reads among the values of one type (`restriction.ts`).
 */

import type { JsonValue } from '../../schema/json.ts';
import type { Lang } from '../strings/lang.ts';
import type { OpaquePattern } from '../strings/opaque-pattern.ts';
import type { Rational } from './rational.ts';
import type { Region } from './region.ts';

/** Bits of the JSON types; `true` and `false` are types of their own, since each has one value. */
export const NULL = 1;
export const FALSE = 2;
export const TRUE = 4;
export const NUMBER = 8;
export const STRING = 16;
export const ARRAY = 32;
export const OBJECT = 64;
export const EVERY_TYPE = 127;

/** A finite set of values, by `valueKey`. */
type Values = ReadonlyMap<string, JsonValue>;

/** Says something about one JSON value. Atoms of one type hold for every value of the other types. */
export type Shape =
  | { readonly kind: 'true' | 'false' }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Formula[] }
  | { readonly kind: 'lazy'; readonly definition: Definition; readonly positive: boolean }
  | { readonly kind: 'types'; readonly mask: number }
  | { readonly kind: 'values'; readonly values: Values; readonly positive: boolean }
  | { readonly kind: 'min' | 'max'; readonly bound: Rational; readonly exclusive: boolean }
  | { readonly kind: 'multiple'; readonly of: Rational; readonly positive: boolean }
  | { readonly kind: 'lang'; readonly lang: Lang }
  | { readonly kind: 'length'; readonly min: number; readonly max: number }
  | { readonly kind: 'format'; readonly format: string; readonly positive: boolean }
  /** A pattern without an exact language; of one source it is one condition wherever it stands. */
  | {
      readonly kind: 'pattern';
      readonly pattern: OpaquePattern;
      /** Where it was met first. */
      readonly pointer: string;
      readonly positive: boolean;
    }
  | { readonly kind: 'every-member' | 'some-member'; readonly region: Region; readonly inner: Formula }
  | { readonly kind: 'members'; readonly min: number; readonly max: number }
  | { readonly kind: 'items'; readonly min: number; readonly max: number }
  | { readonly kind: 'every-item' | 'some-item'; readonly from: number; readonly to: number; readonly inner: Formula }
  | { readonly kind: 'count'; readonly inner: Formula; readonly min: number; readonly max: number }
  | { readonly kind: 'unique'; readonly positive: boolean }
  | {
      readonly kind: 'unknown';
      readonly reason: string;
      readonly pointer: string;
      /** Unknowns of one identity are one condition, whatever it is. */
      readonly identity: string;
      readonly positive: boolean;
    };

export type Formula = Shape & { readonly id: number };

/** Formulas that say something about the values of one type, and hold for all others. */
export type Atom = Exclude<
  Formula,
  { kind: 'true' | 'false' | 'and' | 'or' | 'lazy' | 'types' | 'values' | 'unknown' }
>;

/** A formula that is written out only when someone looks at it: a reference, a closed place, a projection. */
export interface Definition {
  readonly key: string;
  readonly expand: () => Formula;
  /** The negation, if it has a better form than the negated expansion. */
  readonly expandNegation?: () => Formula;
  /** The types of which it says something, if that is known without writing it out: values of others satisfy it. */
  readonly only?: number;
  /** Formulas that follow from this one and are known without writing it out. */
  readonly implies?: () => readonly Formula[];
  /** A formula that this one follows from: if it holds, the negation need not be written out. */
  readonly impliedBy?: Formula;
  /** The branches of a `oneOf`. It says nothing for certain of one of them, and telling how it reads looks into all. */
  readonly exactlyOneOf?: { readonly branches: readonly Formula[]; readonly areApart: () => boolean };
  /** Of a place in a document: the member names that its schemas mention. */
  readonly known?: () => readonly Region[];
}

/** The type whose values a bound on a size speaks of. */
export const SIZED = { length: STRING, members: OBJECT, items: ARRAY } as const;
