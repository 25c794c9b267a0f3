import type { Formula } from '../algebra/formula.ts';
import { EMPTY, type Outcome, unsure } from './outcome.ts';

/** Goals inside goals; deeper ones would endanger the call stack. */
const MAX_DEPTH = 700;

interface Frame {
  readonly depth: number;
  /** The outermost goal whose assumed emptiness was used. */
  low: number;
}

/** The goals that are open, and what rests on the assumption that none of them has a value. */
class Assumptions {
  readonly active = new Map<number, Frame>();
  readonly frames: Frame[] = [];
  // Found empty or open under assumptions that still stand; in the order they were found.
  readonly provisional = new Map<number, { outcome: Outcome; low: number }>();
}

/**
 * The answers to goals, each searched once (tabling). Documents are finite, so a goal that is met again while it is open
 * is taken to have no value; what was concluded from that is kept only once the outermost such goal has its answer.
 */
export class Goals {
  readonly #final = new Map<number, Outcome>();
  #assumed = new Assumptions();

  /** Whether the goal is known for good to have no value. */
  isEmpty(goal: Formula): boolean {
    return this.#final.get(goal.id)?.kind === 'empty';
  }

  /** The answer for a goal that is known without searching. */
  find(goal: Formula): Outcome | undefined {
    const final = this.#final.get(goal.id);
    if (final) return final;
    const parent = this.#assumed.frames.at(-1);
    const active = this.#assumed.active.get(goal.id);
    if (active) {
      // A document would have to stand inside itself: assume there is none.
      if (parent) parent.low = Math.min(parent.low, active.depth);
      return EMPTY;
    }
    const provisional = this.#assumed.provisional.get(goal.id);
    if (provisional) {
      if (parent) parent.low = Math.min(parent.low, provisional.low);
      return provisional.outcome;
    }
    return this.#assumed.frames.length > MAX_DEPTH ? unsure('the schemas nest too deeply') : undefined;
  }

  /** See `Solver.apart`. */
  apart<T>(ask: () => T): T {
    const outer = this.#assumed;
    this.#assumed = new Assumptions();
    try {
      return ask();
    } finally {
      this.#assumed = outer;
    }
  }

  /** Searches a goal of which nothing is known, and keeps what was found. */
  answer(goal: Formula, search: () => Outcome): Outcome {
    const parent = this.#assumed.frames.at(-1);
    const frame: Frame = { depth: this.#assumed.frames.length, low: Number.POSITIVE_INFINITY };
    const before = this.#assumed.provisional.size;
    this.#assumed.frames.push(frame);
    this.#assumed.active.set(goal.id, frame);
    let outcome: Outcome | undefined;
    try {
      outcome = search();
    } finally {
      // A search that is cut off must not leave the goal assumed empty.
      this.#assumed.frames.pop();
      this.#assumed.active.delete(goal.id);
      if (!outcome) for (const id of this.#provisionalSince(before)) this.#assumed.provisional.delete(id);
    }
    this.#settle(goal, { outcome, frame, before });
    if (parent && frame.low < frame.depth) parent.low = Math.min(parent.low, frame.low);
    return outcome;
  }

  #provisionalSince(before: number): readonly number[] {
    return [...this.#assumed.provisional.keys()].slice(before);
  }

  #settle(goal: Formula, { outcome, frame, before }: { outcome: Outcome; frame: Frame; before: number }): void {
    const since = this.#provisionalSince(before);
    if (outcome.kind === 'value') {
      this.#final.set(goal.id, outcome);
      // Conclusions from this goal's emptiness are void.
      for (const id of since) this.#assumed.provisional.delete(id);
    } else if (frame.low >= frame.depth) {
      this.#final.set(goal.id, outcome);
      for (const id of since) {
        const entry = this.#assumed.provisional.get(id);
        // With the whole component closed, its conclusions stand; open ones are searched again when asked for.
        if (entry?.outcome.kind === 'empty' && outcome.kind === 'empty') this.#final.set(id, entry.outcome);
        this.#assumed.provisional.delete(id);
      }
    } else {
      for (const id of since) {
        const entry = this.#assumed.provisional.get(id);
        if (entry) entry.low = Math.min(entry.low, frame.low);
      }
      this.#assumed.provisional.set(goal.id, { outcome, low: frame.low });
    }
  }
}
