/*
 * Compare: takes two versions of a schema, gives the verdict of each lens, of the subschemas at each place, and of single
 * keywords, all on one budget.
 */

import type { JsonValue } from '../../schema/json.ts';
import { isSameSchema, type ParsedSchema } from '../../schema/parse-schema.ts';
import { pointerTokens } from '../../schema/pointer.ts';
import type { Lens, Verdict } from '../../verdict.ts';
import { Budget } from '../budget.ts';
import { DEFAULT_BUDGET, Engine } from '../engine.ts';
import { COMPATIBLE, decideIn, decideSame, type Inclusion } from '../inclusion.ts';
import type { ContainmentOptions } from '../options.ts';
import type { SchemaInScope } from '../scope/schema-in-scope.ts';
import { type Absence, type IsolatedProof, inRecord, isolate, proveAbsence, proveAlone } from './change-proof.ts';
import { areEqual, directed, type LoadedPair, loadPair, pairAt, type SchemaPlace } from './schema-pair.ts';

/** The question about one change: which keyword of the rejecting side it is about. */
export interface ChangeQuestion {
  readonly place: SchemaPlace;
  /** Of the place, in the record. */
  readonly pointer: string;
  readonly lens: Lens;
  /** Of the conjunct that states the keyword, in the rejecting side's document. */
  readonly conjunct: string;
  readonly keyword: string;
  /** The member that the change is about, of a keyword that lists members. */
  readonly member?: string | undefined;
  readonly orNull: boolean;
  readonly value?: JsonValue | undefined;
}

type Verdicts = Readonly<Record<Lens, Verdict>>;

/** Decides one lens of the two schemas at one place. */
export type LensDecision = (engine: Engine, inclusion: Inclusion, lens: Lens) => Verdict;

/** Places a comparison may ask about: an explanation of more than that is read by nobody. */
const MAX_QUESTIONS = 300;
/** Of a decision's steps, what each place may take: what is not decided by then is explained without a proof. */
const PLACE_SHARE = 1 / 50;
const EQUALITY_SHARE = 1 / 10;
/** Times a decision's steps: each lens may take one, and all explanations together the third. */
const DECISIONS = 3;

/**
 * All that is asked about two schemas. They are read once, and each answer is at hand for the next question, which asks
 * about much the same formulas. One budget counts everything; each question may take a part of it.
 */
export class Comparison {
  readonly #old: ParsedSchema;
  readonly #next: ParsedSchema;
  readonly #options: ContainmentOptions;
  /** For all work on the two schemas, also that of others: finding what changed. */
  readonly budget: Budget;
  readonly #decision: number;
  readonly #decideLens: LensDecision;
  #loaded: LoadedPair | undefined;
  #left = MAX_QUESTIONS;
  #proofs = MAX_QUESTIONS;
  #verdicts: Verdicts | undefined;

  /** Unless told how to decide, asks whether what either version's producers send is a document of the other. */
  constructor(old: ParsedSchema, next: ParsedSchema, options: ContainmentOptions, decideLens: LensDecision = decideIn) {
    this.#old = old;
    this.#next = next;
    this.#options = options;
    this.#decision = options.budget ?? DEFAULT_BUDGET;
    this.budget = new Budget(DECISIONS * this.#decision);
    this.#decideLens = decideLens;
  }

  verdicts(): Verdicts {
    this.#verdicts = new Engine({ ...this.#options, budget: this.budget }).guard<Verdicts>(
      () => this.#decide(),
      (reason) => ({ serving: undecided(reason), training: undecided(reason) }),
    );
    return this.#verdicts;
  }

  #decide(): Verdicts {
    const { contentModel } = this.#options;
    if (isSameSchema(this.#old, this.#next)) {
      const decideBoth = ({ engine, old }: LoadedPair): Verdict => decideSame(engine, old, contentModel);
      // To the letter a schema accepts what it accepts, however hard it is to read.
      const verdict = contentModel === 'open' ? COMPATIBLE : this.#ask(this.#decision, decideBoth, undecided);
      return { serving: verdict, training: verdict };
    }
    const decide = (lens: Lens): Verdict =>
      this.#ask(
        this.#decision,
        (loaded) => this.#decideLens(loaded.engine, { ...directed(loaded, lens), contentModel }, lens),
        undecided,
      );
    return { serving: decide('serving'), training: decide('training') };
  }

  /** The same of the subschemas at one place; `undefined` if a pointer leads to no schema, or too many places were asked about. */
  verdictsAt(place: SchemaPlace): Verdicts | undefined {
    if (this.#left-- <= 0) return undefined;
    const { contentModel } = this.#options;
    const decide = (lens: Lens): Verdict | undefined =>
      this.#ask<Verdict | undefined>(
        this.#decision * PLACE_SHARE,
        (loaded) => {
          const pair = pairAt(place, loaded);
          return pair && this.#decideLens(loaded.engine, { ...directed(pair, lens), contentModel }, lens);
        },
        undecided,
      );
    const [serving, training] = [decide('serving'), decide('training')];
    return serving && training && { serving, training };
  }

  /** Do they say the same there, to the letter and in what a producer of them emits? `undefined` if that is undecided. */
  isEqualAt(place: SchemaPlace): boolean | undefined {
    const { contentModel } = this.#options;
    return this.#ask<boolean | undefined>(
      this.#decision * EQUALITY_SHARE,
      (loaded) => {
        const pair = pairAt(place, loaded);
        if (!pair) return undefined;
        const { engine } = loaded;
        const letter = areEqual(engine, pair, 'open');
        return contentModel === 'declared' && letter ? areEqual(engine, pair, 'declared') : letter;
      },
      () => undefined,
    );
  }

  /** Asks anything else of the two versions; `undefined` if it runs over a limit, as of a place. */
  inquire<T>(
    answer: (engine: Engine, versions: { readonly old: SchemaInScope; readonly next: SchemaInScope }) => T,
  ): T | undefined {
    if (this.#left-- <= 0) return undefined;
    return this.#ask<T | undefined>(
      this.#decision * PLACE_SHARE,
      (loaded) => answer(loaded.engine, loaded),
      () => undefined,
    );
  }

  /** Whether one keyword of one side rejects by itself what the other side sends; `undefined` if that cannot be asked. */
  proveAlone(question: ChangeQuestion): (IsolatedProof & { readonly record?: JsonValue }) | undefined {
    if (this.#proofs-- <= 0) return undefined;
    const { contentModel } = this.#options;
    return this.#ask(
      this.#decision * PLACE_SHARE,
      (loaded) => {
        const pair = pairAt(question.place, loaded);
        const part = partOf(question, loaded);
        if (!pair || !part) return undefined;
        const { lens, orNull, value, pointer } = question;
        const proof = proveAlone(loaded.engine, { ...directed(pair, lens), part, orNull, value }, contentModel);
        if (proof.proof !== 'breaking') return proof;
        const record = this.#recordOf(loaded, { lens, pointer, witness: proof.witness });
        return { ...proof, ...(record === undefined ? {} : { record }) };
      },
      () => undefined,
    );
  }

  /** A record of the new version without a field; see `proveAbsence`. */
  proveAbsence(pointer: string, beside: readonly string[]): Absence | undefined {
    if (this.#proofs-- <= 0) return undefined;
    const { contentModel } = this.#options;
    return this.#ask(
      this.#decision * PLACE_SHARE,
      ({ engine, next }) => proveAbsence(engine, { root: next, pointer, beside }, contentModel),
      () => undefined,
    );
  }

  /** The whole record in which a place's witness shows, made of the one that the whole verdict found. */
  #recordOf(
    loaded: LoadedPair,
    { lens, pointer, witness }: { readonly lens: Lens; readonly pointer: string; readonly witness: JsonValue },
  ): JsonValue | undefined {
    if (pointer === '') return witness;
    const whole = this.#verdicts?.[lens];
    if (whole?.verdict !== 'breaking') return undefined;
    const record = inRecord(whole.witness, pointer, witness);
    const { from, to } = directed(loaded, lens);
    const { engine } = loaded;
    const isProof =
      record !== undefined &&
      engine.isEmitted(from, record, this.#options.contentModel) &&
      engine.evaluator.isValid(to, record) === false;
    return isProof ? record : undefined;
  }

  #ask<T>(steps: number, answer: (loaded: LoadedPair) => T, giveUp: (reason: string) => T): T {
    const engine = this.#loaded?.engine ?? new Engine({ ...this.#options, budget: this.budget });
    const run = (): { readonly value: T } | undefined =>
      engine.within(steps, () => {
        this.#loaded ??= loadPair(engine, this.#old, this.#next);
        return { value: answer(this.#loaded) };
      });
    return engine.guard(
      () => {
        const answered = run();
        return answered ? answered.value : giveUp(`the budget of ${steps} steps is used up`);
      },
      (reason) => {
        // Whatever was cut off may be half done.
        this.#loaded = undefined;
        this.budget.letGo();
        return giveUp(reason);
      },
    );
  }
}

const undecided = (reason: string): Verdict => ({ verdict: 'undecided', reason });

function partOf({ lens, conjunct, keyword, member }: ChangeQuestion, loaded: LoadedPair): SchemaInScope | undefined {
  const root = lens === 'serving' ? loaded.old : loaded.next;
  const location = root.node.document.child(root.node, pointerTokens(conjunct));
  const part = location && isolate(location, keyword, member);
  return part && loaded.engine.graph.at(part, root.scope);
}
