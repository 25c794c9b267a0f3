import { jsonEquals } from '../schema/canonical.ts';
import type { JsonValue } from '../schema/json.ts';
import { pointerTokens } from '../schema/pointer.ts';
import type { Lens, Verdict } from '../verdict.ts';
import type { ContainmentOptions } from './decide.ts';
import { DEFAULT_BUDGET, Engine } from './engine.ts';
import { COMPATIBLE, decideIn, decideSame } from './inclusion.ts';
import type { Spot } from './spots.ts';

/** RFC 6901 pointers of one place's subschemas in their own documents. */
export interface SchemaPlace {
  readonly oldSchemaPointer: string;
  readonly newSchemaPointer: string;
}

type Verdicts = Readonly<Record<Lens, Verdict>>;
interface Pair {
  readonly old: Spot;
  readonly next: Spot;
}
interface Loaded extends Pair {
  readonly engine: Engine;
}

/** Places a comparison may ask about: an explanation of more than that is read by nobody. */
const ASKED = 300;
/** Steps each, a fraction of a whole decision's: what is not decided by then is explained without a proof. */
const PLACE_BUDGET = 40_000;

/**
 * All that is asked about two schemas. They are read once, and each answer is at hand for the next question, which asks
 * about much the same formulas; every question has a budget of its own.
 */
export class Comparison {
  readonly #old: JsonValue;
  readonly #next: JsonValue;
  readonly #options: ContainmentOptions;
  #loaded: Loaded | undefined;
  #left = ASKED;

  constructor(old: JsonValue, next: JsonValue, options: ContainmentOptions) {
    this.#old = old;
    this.#next = next;
    this.#options = options;
  }

  /** Is what either version's producers send a document of the other? */
  verdicts(): Verdicts {
    return new Engine(this.#options).guard<Verdicts>(
      () => this.#decide(),
      (reason) => ({ serving: undecided(reason), training: undecided(reason) }),
    );
  }

  #decide(): Verdicts {
    const { contentModel, budget = DEFAULT_BUDGET } = this.#options;
    if (jsonEquals(this.#old, this.#next)) {
      const decideBoth = ({ engine, old }: Loaded): Verdict => decideSame(engine, old, contentModel);
      // To the letter a schema accepts what it accepts, however hard it is to read.
      const verdict = contentModel === 'open' ? COMPATIBLE : this.#ask(budget, decideBoth, undecided);
      return { serving: verdict, training: verdict };
    }
    const decide = (lens: Lens): Verdict =>
      this.#ask(budget, (loaded) => decideIn(loaded.engine, { ...directed(loaded, lens), contentModel }), undecided);
    return { serving: decide('serving'), training: decide('training') };
  }

  /** The same of the subschemas at one place; `undefined` where a pointer leads to no schema, or too many places were asked about. */
  verdictsAt(place: SchemaPlace): Verdicts | undefined {
    if (this.#left-- <= 0) return undefined;
    const { contentModel } = this.#options;
    const decide = (lens: Lens): Verdict | undefined =>
      this.#ask<Verdict | undefined>(
        PLACE_BUDGET,
        (loaded) => {
          const pair = spotsAt(place, loaded);
          return pair && decideIn(loaded.engine, { ...directed(pair, lens), contentModel });
        },
        undecided,
      );
    const [serving, training] = [decide('serving'), decide('training')];
    return serving && training && { serving, training };
  }

  /** Do they say the same there, to the letter and in what a producer of them emits? `undefined` where that is undecided. */
  isEqualAt(place: SchemaPlace): boolean | undefined {
    const { contentModel, budget = DEFAULT_BUDGET } = this.#options;
    return this.#ask<boolean | undefined>(
      budget,
      (loaded) => {
        const pair = spotsAt(place, loaded);
        if (!pair) return undefined;
        const { engine } = loaded;
        const letter = isEqual(engine, pair, 'open');
        return contentModel === 'declared' && letter ? isEqual(engine, pair, 'declared') : letter;
      },
      () => undefined,
    );
  }

  #ask<T>(budget: number, answer: (loaded: Loaded) => T, giveUp: (reason: string) => T): T {
    const loaded = this.#loaded;
    const engine = loaded?.engine ?? new Engine(this.#options);
    engine.budget.renew(budget);
    return engine.guard(
      () => {
        this.#loaded = loaded ?? load(engine, this.#old, this.#next);
        return answer(this.#loaded);
      },
      (reason) => {
        // A search that was cut off leaves its goals unfinished.
        this.#loaded = undefined;
        return giveUp(reason);
      },
    );
  }
}

const undecided = (reason: string): Verdict => ({ verdict: 'undecided', reason });

/** Serving asks whether old readers take new records, training whether new ones take history. */
const directed = ({ old, next }: Pair, lens: Lens): { from: Spot; to: Spot } =>
  lens === 'serving' ? { from: next, to: old } : { from: old, to: next };

function load(engine: Engine, before: JsonValue, after: JsonValue): Loaded {
  const [old, next] = engine.load(before, after);
  if (!old || !next) throw new TypeError('two schemas were loaded');
  return { engine, old, next };
}

function spotsAt({ oldSchemaPointer, newSchemaPointer }: SchemaPlace, loaded: Loaded): Pair | undefined {
  const at = (root: Spot, pointer: string): Spot | undefined => {
    const node = root.node.document.child(root.node, pointerTokens(pointer));
    return node && loaded.engine.spots.at(node, root.scope);
  };
  const [old, next] = [at(loaded.old, oldSchemaPointer), at(loaded.next, newSchemaPointer)];
  return old && next && { old, next };
}

function isEqual(engine: Engine, { old, next }: Pair, contentModel: 'open' | 'declared'): boolean | undefined {
  const { formulas } = engine;
  const [a, b] = [engine.emitted(old, contentModel), engine.emitted(next, contentModel)];
  let sure = true;
  for (const parts of [
    [a, formulas.not(b)],
    [b, formulas.not(a)],
  ]) {
    const outcome = engine.find(parts);
    if (outcome.kind === 'value' && !outcome.doubt) return false;
    sure &&= outcome.kind === 'empty';
  }
  return sure ? true : undefined;
}
