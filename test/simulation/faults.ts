import type { Random } from './random.ts';

/** A function that was killed: nothing that it would have done after this happens. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** One run of a function, which may be killed before or after any call that it makes. */
export class Invocation {
  readonly #random: Random;
  readonly #probability: number;
  #isDead = false;

  /** `probability`: of being killed at one call. */
  constructor(random: Random, probability: number) {
    this.#random = random;
    this.#probability = probability;
  }
  get isDead(): boolean {
    return this.#isDead;
  }

  /** The same port, as seen from this run. */
  port<T extends object>(port: T, turn: () => Promise<void>): T {
    return new Proxy(port, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        return async (...args: readonly unknown[]) => {
          await turn();
          this.#mayDie();
          const result: unknown = await Reflect.apply(member, target, args);
          this.#mayDie();
          return result;
        };
      },
    });
  }

  #mayDie(): void {
    this.#isDead ||= this.#random.chance(this.#probability);
    if (this.#isDead) throw new Crash('the function was killed');
  }
}
