import type { Size, World } from '../world.ts';

/** Something that people or their pipelines do; a row of the table that a run draws from. */
export interface Act {
  readonly name: string;
  /** How often it is tried in a year, at this size. */
  readonly perYear: (size: Size) => number;
  /** The part of a run after which it is tried at every turn until it has happened; a half where absent. */
  readonly by?: number;
  /** Tries it once; whether it happened. */
  readonly attempt: (world: World) => Promise<boolean>;
}
