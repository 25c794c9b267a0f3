import type { CharSet } from './char-set.ts';

/**
 * A regular language over code points, hash-consed: equal ids are equal languages (not the other way round).
 * Derivatives after Brzozowski 1964 and Owens, Reppy, Turon 2009, with native intersection and complement.
 */
export interface Lang {
  readonly id: number;
  readonly kind: 'none' | 'eps' | 'set' | 'cat' | 'or' | 'and' | 'not' | 'rep' | 'rec';
  readonly nullable: boolean;
  readonly set: CharSet;
  readonly parts: readonly Lang[];
  readonly min: number;
  readonly max: number;
  /** Of a `rec`: its definition, made on first use. */
  define?: (() => Lang) | undefined;
  readonly next: Map<number, Lang>;
  firsts?: readonly Lang[];
  classes?: readonly CharSet[];
}
