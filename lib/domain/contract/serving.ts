import type { ContainmentOptions } from '../containment/decide.ts';
import { Engine } from '../containment/engine.ts';
import type { Formula } from '../containment/formula.ts';
import { holds } from '../containment/holds.ts';
import { confirm, emitsNothing } from '../containment/inclusion.ts';
import { Pins } from '../containment/pins.ts';
import { presence } from '../containment/presence.ts';
import type { Spot } from '../containment/spots.ts';
import type { JsonValue } from '../schema/json.ts';
import { ACCEPTS_ALL, type ParsedSchema } from '../schema/parse-schema.ts';
import type { Break, ConsumerVerdict, ReadField, Verdict } from '../verdict.ts';
import { blame } from './blame.ts';
import { declaredBeneath } from './places.ts';
import { Projection } from './projection.ts';
import { readTree } from './reads.ts';

export interface ServingInput {
  readonly next: ParsedSchema;
  /** The newest active version, if there is one: what it breaks already is not announced again. */
  readonly head?: ParsedSchema;
  /** The version the consumer was trained on. */
  readonly trained: ParsedSchema;
  /** An empty list means that the consumer reads everything. */
  readonly reads: readonly ReadField[];
  /** Names that the trained version does not know are rejected beneath a read pointer instead of ignored. */
  readonly strict?: boolean;
  /** The consumer's own expectations; they replace the contract. */
  readonly expectations?: ParsedSchema;
  readonly options: ContainmentOptions;
}

export interface TrainingInput {
  readonly old: ParsedSchema;
  readonly next: ParsedSchema;
  readonly reads: readonly ReadField[];
  readonly options: ContainmentOptions;
}

type Answer = { readonly found: JsonValue } | { readonly doubt: { reason: string; pointer?: string } } | 'none';

/** Can one consumer read what `next` will emit? Its contract, availability, and what is new against the head. */
export function decideServing(input: ServingInput): ConsumerVerdict {
  const engine = new Engine(input.options);
  return engine.guard<ConsumerVerdict>(
    () => new Serving(engine, input).decide(),
    (reason) => ({ status: 'undecided', reason }),
  );
}

class Serving {
  readonly #engine: Engine;
  readonly #input: ServingInput;
  readonly #next: Spot;
  readonly #trained: Spot;
  readonly #head: Spot | undefined;
  readonly #emitted: Formula;
  readonly #contract: Formula;
  readonly #headContract: Formula | undefined;

  constructor(engine: Engine, input: ServingInput) {
    this.#engine = engine;
    this.#input = input;
    const { next, trained, head, expectations, options } = input;
    const schemas = [next, trained, head ?? ACCEPTS_ALL, expectations ?? ACCEPTS_ALL];
    const [nextSpot, trainedSpot, headSpot, expectedSpot] = engine.load(...schemas);
    if (!nextSpot || !trainedSpot || !headSpot || !expectedSpot) throw new TypeError('four schemas were loaded');
    this.#next = nextSpot;
    this.#trained = trainedSpot;
    this.#head = head === undefined ? undefined : headSpot;
    this.#emitted = engine.emitted(nextSpot, options.contentModel);
    const projection = new Projection(engine);
    const tree = readTree(input.reads, input.strict ?? false);
    const contractOf = (spot: Spot): Formula => projection.of(engine.emitted(spot, options.contentModel), tree);
    this.#contract = expectations === undefined ? contractOf(trainedSpot) : engine.compiler.formulaOf(expectedSpot);
    this.#headContract = this.#head && contractOf(this.#head);
  }

  decide(): ConsumerVerdict {
    const rejected = this.#rejected();
    if (rejected.status === 'newly-broken') return rejected;
    const lost = this.#fieldLost();
    if (lost?.status === 'newly-broken') return lost;
    if (rejected.status === 'undecided') return rejected;
    if (lost?.status === 'undecided') return lost;
    if (rejected.status === 'still-broken') return rejected;
    if (lost) return lost;
    const empty = this.#input.options.contentModel === 'declared' ? emitsNothing(this.#engine, this.#next) : undefined;
    return empty ? { status: 'undecided', reason: empty.reason } : rejected;
  }

  /** A record of the new version outside the contract; new where the head's contract rejects it too. */
  #rejected(): ConsumerVerdict {
    const { formulas } = this.#engine;
    const outside = [this.#emitted, formulas.not(this.#contract)];
    const fresh = this.#headContract ? [...outside, formulas.not(this.#headContract)] : outside;
    const newly = this.#search(fresh);
    if (newly === 'none' && !this.#headContract) return { status: 'compatible' };
    if (newly !== 'none' && 'found' in newly) return this.#broken('newly-broken', newly.found);
    const any = newly === 'none' ? this.#search(outside) : newly;
    if (any === 'none') return { status: 'compatible' };
    return 'found' in any ? this.#broken('still-broken', any.found) : { status: 'undecided', ...any.doubt };
  }

  #search(conditions: readonly Formula[]): Answer {
    const engine = this.#engine;
    const [, ...outside] = conditions;
    const outcome = engine.find(conditions);
    if (outcome.kind === 'empty') return 'none';
    const isWitness = (value: JsonValue): boolean =>
      engine.isEmitted(this.#next, value, this.#input.options.contentModel) &&
      outside.every((condition) => holds(condition, value, engine.solver.algebra) === true);
    const confirmed = confirm(engine, outcome, {
      isWitness,
      from: this.#next,
      pins: new Pins(this.#next, engine.spots),
    });
    return confirmed.ok ? { found: confirmed.value } : { doubt: confirmed.doubt };
  }

  #broken(status: 'newly-broken' | 'still-broken', witness: JsonValue): ConsumerVerdict {
    const pointers = blame(this.#contract, witness, this.#engine.solver.algebra);
    return { status, kind: 'rejected', witness, pointers };
  }

  /** A read field that no record of the new version can have. */
  #fieldLost(): ConsumerVerdict | undefined {
    const { options } = this.#input;
    let worst: ConsumerVerdict | undefined;
    for (const pointer of this.#expectedFields()) {
      const present = presence(pointer, this.#engine);
      const outcome = this.#engine.find([this.#emitted, present]);
      if (outcome.kind === 'value' && (!outcome.doubt || this.#occurs(outcome.value, present))) continue;
      // What the trained version could not have either is not lost.
      if (this.#engine.find([this.#engine.emitted(this.#trained, options.contentModel), present]).kind === 'empty')
        continue;
      if (outcome.kind !== 'empty') {
        worst ??= { status: 'undecided', reason: `whether ${pointer} can still occur stays open`, pointer };
        continue;
      }
      const sample = this.#search([this.#emitted]);
      if (sample === 'none') return worst;
      if (!('found' in sample)) {
        worst ??= { status: 'undecided', reason: `no record of the new version was found to show without ${pointer}` };
        continue;
      }
      const lost: Break = { kind: 'field-lost', witness: sample.found, pointers: [pointer] };
      const before = this.#head && this.#engine.find([this.#engine.emitted(this.#head, options.contentModel), present]);
      if (before?.kind !== 'empty') return { status: 'newly-broken', ...lost };
      worst = worst?.status === 'undecided' ? worst : { status: 'still-broken', ...lost };
    }
    return worst;
  }

  /** A record that the search doubts may still be one, by evaluation. */
  #occurs(value: JsonValue, present: Formula): boolean {
    const engine = this.#engine;
    return (
      holds(present, value, engine.solver.algebra) === true &&
      engine.isEmitted(this.#next, value, this.#input.options.contentModel)
    );
  }

  /** The read pointers, and the places beneath them that the trained version declares. */
  #expectedFields(): readonly string[] {
    const { reads } = this.#input;
    const tolerant = new Set(reads.filter(({ handles }) => handles?.includes('missing')).map(({ pointer }) => pointer));
    const roots = reads.length === 0 ? [''] : reads.map(({ pointer }) => pointer);
    const fields = roots.flatMap((pointer) => [pointer, ...declaredBeneath(pointer, this.#trained, this.#engine)]);
    return [...new Set(fields)].filter((pointer) => pointer !== '' && !tolerant.has(pointer));
  }
}

/** Can history be read with the new version, seen through the fields read: contract(old, F) ⊆ contract(next, F)? */
export function decideTraining({ old, next, reads, options }: TrainingInput): Verdict {
  const engine = new Engine(options);
  return engine.guard<Verdict>(
    () => {
      const [from, to] = engine.load(old, next);
      if (!from || !to) throw new TypeError('two schemas were loaded');
      const projection = new Projection(engine);
      const tree = readTree(reads, false);
      const [left, right] = [from, to].map((spot) => projection.of(engine.emitted(spot, options.contentModel), tree));
      if (!left || !right) throw new TypeError('two contracts were made');
      return decideFormulas(engine, { left, right, from });
    },
    (reason) => ({ verdict: 'undecided', reason }),
  );
}

function decideFormulas(engine: Engine, { left, right, from }: { left: Formula; right: Formula; from: Spot }): Verdict {
  const { formulas, solver } = engine;
  const outcome = engine.find([left, formulas.not(right)]);
  if (outcome.kind === 'empty') return emitsNothing(engine, from) ?? { verdict: 'compatible' };
  const isWitness = (value: JsonValue): boolean =>
    holds(left, value, solver.algebra) === true && holds(right, value, solver.algebra) === false;
  const confirmed = confirm(engine, outcome, { isWitness, from });
  if (!confirmed.ok) return { verdict: 'undecided', ...confirmed.doubt };
  const witness = confirmed.value;
  return { verdict: 'breaking', witness, pointers: blame(right, witness, solver.algebra) };
}
