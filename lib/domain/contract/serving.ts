import type { Formula } from '../containment/algebra/formula.ts';
import { holds } from '../containment/algebra/holds.ts';
import { Engine } from '../containment/engine.ts';
import { confirm } from '../containment/inclusion.ts';
import type { ContainmentOptions } from '../containment/options.ts';
import type { SchemaInScope } from '../containment/scope/schema-in-scope.ts';
import type { Doubt } from '../containment/search/outcome.ts';
import { RequiredShape } from '../containment/witness/required-shape.ts';
import type { JsonValue } from '../schema/json.ts';
import { ACCEPTS_ALL, type ParsedSchema } from '../schema/parse-schema.ts';
import type { Break, ConsumerVerdict, ReadField } from '../verdict.ts';
import { blame } from './blame.ts';
import { placesRead } from './constrained.ts';
import { contractFormula } from './contract-formula.ts';
import { find, isAvailable } from './lost-fields.ts';
import { declaredBeneath } from './places.ts';
import { touches } from './read-paths.ts';
import { decideForReaders } from './readers.ts';
import type { ReadPlace } from './reads.ts';
import { findUnemitted } from './unemitted.ts';

export interface ServingInput {
  readonly next: ParsedSchema;
  /** The newest active version, if there is one: what it breaks already is not announced again. */
  readonly head?: ParsedSchema;
  /** The version the consumer was trained on. */
  readonly trained: ParsedSchema;
  /** An empty list means that the consumer reads everything. */
  readonly reads: readonly ReadField[];
  /** Names that the trained version does not know are rejected below a read pointer instead of ignored. */
  readonly strict?: boolean;
  /** The consumer's own expectations; they replace the contract. */
  readonly expectations?: ParsedSchema;
  readonly options: ContainmentOptions;
}

type Answer = { readonly found: JsonValue } | { readonly doubt: Doubt } | 'none';

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
  readonly #next: SchemaInScope;
  readonly #trained: SchemaInScope;
  readonly #head: SchemaInScope | undefined;
  readonly #expected: SchemaInScope | undefined;
  /** The fields that are read, and those that the expectations mention: who expects something of a field reads it. */
  readonly #places: readonly ReadPlace[];

  constructor(engine: Engine, input: ServingInput) {
    this.#engine = engine;
    this.#input = input;
    const { next, trained, head, expectations, reads } = input;
    const schemas = [next, trained, head ?? ACCEPTS_ALL, expectations ?? ACCEPTS_ALL];
    const [nextInScope, trainedInScope, headInScope, expectedInScope] = engine.load(...schemas);
    if (!nextInScope || !trainedInScope || !headInScope || !expectedInScope)
      throw new TypeError('four schemas were loaded');
    this.#next = nextInScope;
    this.#trained = trainedInScope;
    this.#head = head === undefined ? undefined : headInScope;
    this.#expected = expectations === undefined ? undefined : expectedInScope;
    this.#places = placesRead(reads, expectations?.value);
  }

  decide(): ConsumerVerdict {
    const rejected = this.#rejected();
    if (rejected.status === 'newly-broken') return rejected;
    const lost = this.#fieldLost();
    if (lost?.status === 'newly-broken') return lost;
    if (rejected.status === 'undecided') return rejected;
    if (lost?.status === 'undecided') return lost;
    return rejected.status === 'still-broken' ? rejected : (lost ?? rejected);
  }

  /** A record of the new version outside the contract; new if the head's contract rejects it too. */
  #rejected(): ConsumerVerdict {
    const { options } = this.#input;
    if (this.#readsAllOfTheHead()) {
      const inclusion = { from: this.#next, to: this.#trained, contentModel: options.contentModel };
      return toConsumer(decideForReaders(this.#engine, inclusion, 'serving'));
    }
    const { formulas } = this.#engine;
    const doubt = this.#doubt();
    const contract = this.#contract(doubt);
    const outside = [this.#emitted(), formulas.not(contract)];
    const fresh = this.#head
      ? [...outside, formulas.not(this.#seen(this.#head, this.#isUnemitted(this.#head)))]
      : outside;
    const newly = this.#search(fresh);
    if (newly !== 'none' && 'found' in newly) return this.#broken('newly-broken', newly.found, contract);
    const any = newly === 'none' && this.#head ? this.#search(outside) : newly;
    if (any !== 'none' && 'found' in any) return this.#broken('still-broken', any.found, contract);
    if (any !== 'none') return { status: 'undecided', ...any.doubt };
    return doubt ? { status: 'undecided', ...doubt } : { status: 'compatible' };
  }

  /** Whether it is the reader for whom two versions are compared, and there is nothing else that could have broken it. */
  #readsAllOfTheHead(): boolean {
    const { reads, strict = false } = this.#input;
    const isPlain = reads.every(({ pointer, handles = [] }) => pointer === '' && handles.length === 0);
    if (!isPlain || strict || this.#expected) return false;
    const { graph } = this.#engine;
    return !this.#head || graph.identities.identityOf(this.#head) === graph.identities.identityOf(this.#trained);
  }

  #emitted(): Formula {
    return this.#engine.emitted(this.#next, this.#input.options.contentModel);
  }

  /** The records that the consumer can take. If the version emits nothing of what is read, those that it accepts. */
  #contract(doubt: Doubt | undefined): Formula {
    if (this.#expected) return this.#engine.compiler.formulaOf(this.#expected);
    return this.#seen(this.#trained, doubt !== undefined && this.#isUnemitted(this.#trained));
  }

  #seen(scoped: SchemaInScope, isByLetter: boolean): Formula {
    const { strict = false, options } = this.#input;
    const contentModel = isByLetter ? 'open' : options.contentModel;
    return contractFormula(this.#engine, scoped, { places: this.#places, strict, contentModel });
  }

  #isUnemitted(scoped: SchemaInScope): boolean {
    return this.#unemitted(scoped, 'version') !== undefined;
  }

  #unemitted(root: SchemaInScope, whose: string): Doubt | undefined {
    if (this.#input.options.contentModel === 'open') return undefined;
    const other = root === this.#next ? this.#trained : this.#next;
    const isAsked = (pointer: string): boolean =>
      this.#places.length === 0 || this.#places.some((place) => touches(pointer, place.pointer));
    return findUnemitted(this.#engine, root, { whose, other, isAsked });
  }

  /** The fields that are read and that the two versions never emit, so that no answer follows from their schemas. */
  #doubt(): Doubt | undefined {
    const unsent = this.#unemitted(this.#next, 'new version');
    return unsent ?? (this.#expected ? undefined : this.#unemitted(this.#trained, 'trained version'));
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
      required: new RequiredShape(this.#next, engine.graph),
    });
    return confirmed.ok ? { found: confirmed.value } : { doubt: confirmed.doubt };
  }

  #broken(status: 'newly-broken' | 'still-broken', witness: JsonValue, contract: Formula): ConsumerVerdict {
    const pointers = blame(contract, witness, this.#engine.solver.algebra);
    return { status, kind: 'rejected', witness, pointers };
  }

  /** A read field that no record of the new version can have. */
  #fieldLost(): ConsumerVerdict | undefined {
    const { contentModel } = this.#input.options;
    const versions = { next: this.#next, trained: this.#trained, contentModel };
    let worst: ConsumerVerdict | undefined;
    for (const pointer of this.#expectedFields()) {
      const found = isAvailable(pointer, versions, this.#engine);
      if (found === 'available') continue;
      if (found !== 'lost') {
        worst ??= { status: 'undecided', ...found };
        continue;
      }
      const sample = this.#search([this.#emitted()]);
      if (sample === 'none') return worst;
      if (!('found' in sample)) {
        worst ??= { status: 'undecided', reason: `no record of the new version was found to show without ${pointer}` };
        continue;
      }
      const lost: Break = { kind: 'field-lost', witness: sample.found, pointers: [pointer] };
      const before = this.#head && find(pointer, this.#head, contentModel, this.#engine);
      if (before?.kind !== 'empty') return { status: 'newly-broken', ...lost };
      worst = worst?.status === 'undecided' ? worst : { status: 'still-broken', ...lost };
    }
    return worst;
  }

  /** The read pointers, and the places below them that the trained version declares. */
  #expectedFields(): readonly string[] {
    const { reads } = this.#input;
    const tolerant = new Set(reads.filter(({ handles }) => handles?.includes('missing')).map(({ pointer }) => pointer));
    const roots = this.#places.length === 0 ? [''] : this.#places.map(({ pointer }) => pointer);
    const fields = roots.flatMap((pointer) => [pointer, ...declaredBeneath(pointer, this.#trained, this.#engine)]);
    return [...new Set(fields)].filter((pointer) => pointer !== '' && !tolerant.has(pointer));
  }
}

function toConsumer(verdict: ReturnType<typeof decideForReaders>): ConsumerVerdict {
  switch (verdict.verdict) {
    case 'compatible':
      return { status: 'compatible' };
    case 'breaking':
      return { status: 'newly-broken', kind: 'rejected', witness: verdict.witness, pointers: verdict.pointers };
    case 'undecided': {
      const { verdict: _, ...doubt } = verdict;
      return { status: 'undecided', ...doubt };
    }
  }
}
