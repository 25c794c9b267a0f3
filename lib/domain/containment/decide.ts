import { isSameSchema, type ParsedSchema } from '../schema/parse-schema.ts';
import type { Verdict } from '../verdict.ts';
import { Engine } from './engine.ts';
import { COMPATIBLE, decideIn, decideSame } from './inclusion.ts';
import type { ContainmentOptions } from './options.ts';

/**
 * Is every document of `left` a document of `right`? Only the left is closed under `declared`. The witness of a
 * `breaking` was evaluated against both schemas, is locally minimal, and is certified as emitted by the left.
 */
export function decideContainment(left: ParsedSchema, right: ParsedSchema, options: ContainmentOptions): Verdict {
  const engine = new Engine(options);
  return engine.guard<Verdict>(
    () => {
      const { contentModel } = options;
      const isSame = isSameSchema(left, right);
      if (isSame && contentModel === 'open') return COMPATIBLE;
      const [from, to] = engine.load(left, right);
      if (!from || !to) throw new TypeError('two schemas were loaded');
      return isSame ? decideSame(engine, from, contentModel) : decideIn(engine, { from, to, contentModel });
    },
    (reason) => ({ verdict: 'undecided', reason }),
  );
}
