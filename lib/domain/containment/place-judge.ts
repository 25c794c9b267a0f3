import type { JsonValue } from '../schema/json.ts';
import type { Lens, Verdict } from '../verdict.ts';
import type { ContainmentOptions } from './decide.ts';
import { Engine } from './engine.ts';
import { decideIn } from './inclusion.ts';

/** Schema pointers of one place in the two documents. */
export interface SchemaPlace {
  readonly oldSchemaPointer: string;
  readonly newSchemaPointer: string;
}

/** Places a comparison may ask about: an explanation of more than that is read by nobody. */
const ASKED = 300;
/** Steps each, a tenth of a whole decision's: what is not decided by then is explained without a proof. */
const BUDGET = 40_000;

/**
 * Both lenses' verdicts on the two subschemas that stand at one place of two documents. `undefined` where a pointer leads
 * to no schema, or too many places were asked about.
 */
export function createPlaceJudge(
  old: JsonValue,
  next: JsonValue,
  options: ContainmentOptions,
): (place: SchemaPlace) => Readonly<Record<Lens, Verdict>> | undefined {
  let left = ASKED;
  return ({ oldSchemaPointer, newSchemaPointer }) => {
    if (left-- <= 0) return undefined;
    const decide = (serving: boolean): Verdict | undefined => {
      const engine = new Engine({ ...options, budget: BUDGET });
      return engine.guard<Verdict | undefined>(
        () => {
          const [before, after] = engine.load(old, next);
          const [a, b] = [before?.node.document.at(oldSchemaPointer), after?.node.document.at(newSchemaPointer)];
          if (!before || !after || !a || !b) return undefined;
          const [was, is] = [engine.spots.at(a, before.scope), engine.spots.at(b, after.scope)];
          const { contentModel } = options;
          return decideIn(engine, serving ? { from: is, to: was, contentModel } : { from: was, to: is, contentModel });
        },
        (reason) => ({ verdict: 'undecided', reason }),
      );
    };
    const [serving, training] = [decide(true), decide(false)];
    return serving && training && { serving, training };
  };
}
