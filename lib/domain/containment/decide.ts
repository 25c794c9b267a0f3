/*
 * Is every document of one schema a document of another? `A ⊆ B` holds if `A ∧ ¬B` has no document, so this folder
 * searches for one. Each room is a stage, and imports only stages before it; the linter holds it to that.
 *
 * An example, under the declared content model:
 *
 *     from  {"properties": {"amount": {"type": "integer"}}, "required": ["amount"]}
 *     to    {"properties": {"amount": {"type": "integer", "minimum": 1}}}
 *
 * 1. `scope/` reads the schemas: every schema in the dynamic scope in which it applies, and where references lead.
 *    Here: two roots, and one schema below each, at `/properties/amount`.
 * 2. `compile/` turns keywords into formulas of the `algebra/`, in which patterns and member names are regular languages
 *    of `strings/`.
 *        from  some-member amount, true  ∧  every-member amount, (types number ∧ multiple 1)
 *        to    every-member amount, (types number ∧ multiple 1 ∧ min 1)
 * 3. `emit/` adds what a producer of `from` leaves out: members that no schema declares.
 *        ∧  every-member (all names but amount), false
 * 4. The algebra negates `to`, down to the member:
 *        types object  ∧  some-member amount, (types not number ∨ multiple not 1 ∨ max 1 exclusive)
 * 5. `search/` looks for a value of both. Only an object can be one, and its amount has to satisfy
 *        types number ∧ multiple 1 ∧ (types not number ∨ multiple not 1 ∨ max 1 exclusive)
 *    The first two alternatives contradict what is known; the third leaves 0. The record found is `{"amount": 0}`. Had
 *    every alternative been refuted by exact steps, the verdict would be `compatible`; a step that is not exact, or the
 *    end of the budget, makes it `undecided`.
 * 6. `evaluate/` checks the record keyword by keyword, without any formula: `from` accepts it and declares its members,
 *    `to` rejects it. It shares no code with the search, so that one finds the mistakes of the other.
 * 7. `witness/` makes the record small and readable, asking the evaluator after each step. Here nothing can go.
 *
 * `engine.ts` wires the stages up, `inclusion.ts` runs them, and `compare/` asks about two versions and their parts.
 *
 * Sources: JSON Schema 2020-12, core, sections 7 (dynamic scope), 10 and 11 (applicators, unevaluated*); Attouche,
 * Baazizi, Colazzo, Ghelli, Sartiani, Scherzinger, "Witness Generation for JSON Schema", VLDB 2022, arXiv 2202.12849
 * (search for a document); "Refutational normalisation", arXiv 2603.25306; Brzozowski, "Derivatives of Regular
 * Expressions", J. ACM 11, 1964; Owens, Reppy, Turon, "Regular-expression derivatives re-examined", JFP 19, 2009
 * (`strings/`); Habib, Shinnar, Hirzel, Pradel, "Finding Data Compatibility Bugs with JSON Subschema Checks", ISSTA 2021.
 * What is exact and what is not: docs/compatibility.md, "How it is decided".
 */

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
