import type { CharSet } from './char-set.ts';

/**
 * A regular language over code points, hash-consed: equal ids are equal languages (not the other way round).
 * Derivatives after Brzozowski 1964 and Owens, Reppy, Turon 2009, with native intersection and complement.
 */
export type Lang =
  | LangOf<'none' | 'eps' | 'set' | 'rec', readonly []>
  | LangOf<'not' | 'rep', readonly [Lang]>
  | LangOf<'cat', readonly [Lang, Lang]>
  | LangOf<'or' | 'and', readonly Lang[]>;

/** What a language is made from; the rest of it is the same for all. */
export type LangShape = ShapeOf<Lang>;
type ShapeOf<L> = L extends Lang
  ? Pick<L, 'kind' | 'nullable' | 'parts'> & Partial<Pick<L, 'set' | 'min' | 'max' | 'define'>>
  : never;

/** All have the same members, so that the engine sees objects of one shape. */
interface LangOf<Kind, Parts> {
  readonly id: number;
  readonly kind: Kind;
  readonly nullable: boolean;
  readonly set: CharSet;
  readonly parts: Parts;
  readonly min: number;
  readonly max: number;
  /** Of a `rec`: its definition, made on first use. */
  define?: (() => Lang) | undefined;
  readonly next: Map<number, Lang>;
  firsts?: readonly Lang[];
  classes?: readonly CharSet[];
}
