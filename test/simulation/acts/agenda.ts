import type { Size, World } from '../world.ts';
import type { Act } from './act.ts';

const HOURS_A_YEAR = 8_760;

/** Draws what is tried when, and sees to it that nothing in the table is left out of a run. */
export class Agenda {
  /** How often each act has happened. */
  readonly happened = new Map<string, number>();
  readonly #acts: readonly Act[];
  readonly #size: Size;

  constructor(acts: readonly Act[], size: Size) {
    this.#acts = acts;
    this.#size = size;
    for (const { name } of acts) this.happened.set(name, 0);
  }

  /** What is tried within some hours, all of it at the same time; `part`: how much of the run is over, from 0 to 1. */
  draw(world: World, hours: number, part: number): readonly (() => Promise<void>)[] {
    const { random } = world;
    const drawn: (() => Promise<void>)[] = [];
    for (const act of this.#acts) {
      const expected = (act.perYear(this.#size) * hours) / HOURS_A_YEAR;
      const before = drawn.length;
      for (let left = expected; left > 0; left--)
        if (random.chance(Math.min(1, left))) drawn.push(() => this.#try(act, world));
      const isLate = part >= (act.by ?? 0.5) && this.happened.get(act.name) === 0;
      if (isLate && drawn.length === before) drawn.push(() => this.#try(act, world));
    }
    return drawn;
  }

  async #try(act: Act, world: World): Promise<void> {
    if (await act.attempt(world)) this.happened.set(act.name, (this.happened.get(act.name) ?? 0) + 1);
  }
}
