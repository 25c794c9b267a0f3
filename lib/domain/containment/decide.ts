import { decideServing, decideTraining } from '../contract/serving.ts';
import { findUnknownReads } from '../contract/unknown-reads.ts';
import { jsonEquals } from '../schema/canonical.ts';
import type { JsonValue } from '../schema/json.ts';
import type { ContentModel, FormatMode, Verdict } from '../verdict.ts';
import { Engine } from './engine.ts';
import { decideIn } from './inclusion.ts';
import type { Spot } from './spots.ts';

export { decideServing, decideTraining, findUnknownReads };

export interface ContainmentOptions {
  readonly contentModel: ContentModel;
  readonly formatMode: FormatMode;
  /** Steps the engine may take; the same budget always gives the same verdict. Default `DEFAULT_BUDGET`. */
  readonly budget?: number;
}

/**
 * Is every document of `left` a document of `right`? Only the left is closed under `declared`. The witness of a
 * `breaking` was evaluated against both schemas, is locally minimal, and is certified as emitted by the left.
 */
export function decideContainment(left: JsonValue, right: JsonValue, options: ContainmentOptions): Verdict {
  if (options.contentModel === 'open' && jsonEquals(left, right)) return { verdict: 'compatible' };
  const engine = new Engine(options);
  return engine.guard<Verdict>(
    () => {
      const [from, to] = engine.load(left, right);
      if (!from || !to) throw new TypeError('two schemas were loaded');
      return decideIn(engine, { from, to, contentModel: options.contentModel });
    },
    (reason) => ({ verdict: 'undecided', reason }),
  );
}

export interface SchemaPair {
  readonly old: JsonValue;
  readonly next: JsonValue;
  /** RFC 6901 pointers of the subschemas in their own documents. */
  readonly oldPointer: string;
  readonly nextPointer: string;
  readonly options: ContainmentOptions;
}

/**
 * Do the subschemas at the two schema pointers say the same, to the letter and in what a producer of them emits?
 * `undefined` where that is undecided or a pointer leads to no schema.
 */
export function isEquivalentAt({ old, next, oldPointer, nextPointer, options }: SchemaPair): boolean | undefined {
  const engine = new Engine(options);
  return engine.guard<boolean | undefined>(
    () => {
      const roots = engine.load(old, next);
      const [a, b] = [oldPointer, nextPointer].map((pointer, at) => spotAt(engine, roots[at], pointer));
      if (!a || !b) return undefined;
      const { formulas, compiler } = engine;
      const pairs = [[compiler.formulaOf(a), compiler.formulaOf(b)]];
      if (options.contentModel === 'declared')
        pairs.push([engine.emitted(a, 'declared'), engine.emitted(b, 'declared')]);
      let sure = true;
      for (const [left, right] of pairs)
        for (const [from, to] of [
          [left, right],
          [right, left],
        ]) {
          if (!from || !to) continue;
          const outcome = engine.find([from, formulas.not(to)]);
          if (outcome.kind === 'value' && !outcome.doubt) return false;
          sure &&= outcome.kind === 'empty';
        }
      return sure ? true : undefined;
    },
    () => undefined,
  );
}

function spotAt(engine: Engine, root: Spot | undefined, pointer: string): Spot | undefined {
  const node = root?.node.document.at(pointer);
  return node && root && engine.spots.at(node, root.scope);
}
