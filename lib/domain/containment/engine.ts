import type { JsonValue } from '../schema/json.ts';
import type { ParsedSchema } from '../schema/parse-schema.ts';
import type { ContentModel, FormatMode } from '../verdict.ts';
import type { Formula } from './algebra/formula.ts';
import { Formulas } from './algebra/formulas.ts';
import { NumberTooLarge } from './algebra/rational.ts';
import { sizeOf } from './algebra/value-size.ts';
import { Budget, OutOfBudget } from './budget.ts';
import { Compiler } from './compile/compiler.ts';
import { Closure } from './emit/closure.ts';
import { Evaluator } from './evaluate/evaluator.ts';
import { internalError } from './internal-error.ts';
import { SchemaGraph } from './scope/schema-graph.ts';
import type { SchemaInScope } from './scope/schema-in-scope.ts';
import type { Outcome } from './search/outcome.ts';
import { Solver } from './search/solver.ts';
import { Languages } from './strings/languages.ts';
import { LanguageTooHard } from './strings/word-search.ts';

/** Steps of one question (goals, alternatives, derivatives, evaluations). Ordinary pairs take hundreds; all take about three seconds. */
export const DEFAULT_BUDGET = 2_000_000;

/** Everything that one decision shares: the documents, their formulas and the search. */
export class Engine {
  readonly graph: SchemaGraph;
  readonly compiler: Compiler;
  readonly closure: Closure;
  readonly solver: Solver;
  readonly evaluator: Evaluator;
  readonly formulas: Formulas;
  readonly languages: Languages;
  readonly budget: Budget;

  constructor(options: { formatMode: FormatMode; budget?: Budget | number | undefined }) {
    const { budget: given = DEFAULT_BUDGET } = options;
    const budget = given instanceof Budget ? given : new Budget(given);
    this.budget = budget;
    this.graph = new SchemaGraph(budget);
    this.languages = new Languages(budget);
    this.formulas = new Formulas(this.languages, budget);
    const shared = { formulas: this.formulas, languages: this.languages };
    this.compiler = new Compiler({ ...shared, graph: this.graph, formatMode: options.formatMode });
    this.closure = new Closure(this.compiler);
    this.solver = new Solver({ ...shared, budget });
    this.evaluator = new Evaluator({
      graph: this.graph,
      formatMode: options.formatMode,
      budget,
      matches: (source, text) => this.compiler.matches(source, text),
    });
  }

  /** Reads schemas, each as a document of its own, and recognises references that say the same across them. */
  load(...schemas: readonly ParsedSchema[]): readonly SchemaInScope[] {
    for (const { value } of schemas) this.budget.spend(sizeOf(value));
    const roots = schemas.map(({ document }) => this.graph.root(document.root));
    this.graph.identities.classify(roots);
    return roots;
  }

  /** The records that a producer of the schema may send. */
  emitted(root: SchemaInScope, contentModel: ContentModel): Formula {
    return contentModel === 'declared' ? this.closure.emitted(root) : this.compiler.formulaOf(root);
  }

  /** Whether a producer of the schema may send the value, by evaluation and not by the search. */
  isEmitted(root: SchemaInScope, value: JsonValue, contentModel: ContentModel): boolean {
    if (contentModel === 'declared') return this.evaluator.isDeclared(root, value);
    return this.evaluator.isValid(root, value) === true;
  }

  /** Searches a value that satisfies all of the formulas. */
  find(formulas: readonly Formula[]): Outcome {
    return this.solver.solve(this.formulas.and(formulas));
  }

  /** Runs a search on a part of the budget; `undefined` if that does not suffice. */
  within<T>(steps: number, search: () => T): T | undefined {
    return this.budget.within(steps, search);
  }

  /**
   * A question about values, on so many steps for all that are asked about: beyond them, and if something cannot be
   * told, the answer is no.
   */
  limited(steps: number, question: (value: JsonValue) => boolean): (value: JsonValue) => boolean {
    let left = steps;
    return (value) => {
      if (left <= 0) return false;
      const { spent } = this.budget;
      const answer = this.within(left, () => question(value));
      left = answer === undefined ? 0 : left - (this.budget.spent - spent);
      return answer === true;
    };
  }

  /** Runs a decision; what runs over a limit becomes a reason, and so does whatever nobody foresaw: nothing is thrown. */
  guard<T>(decide: () => T, giveUp: (reason: string) => T): T {
    try {
      return decide();
    } catch (error) {
      if (error instanceof OutOfBudget) return giveUp(outOf(error, this.budget));
      if (error instanceof LanguageTooHard) return giveUp('a pattern is too large to search');
      if (error instanceof NumberTooLarge) return giveUp(`the number ${error.message} has too many digits`);
      if (error instanceof RangeError && /call stack/.test(error.message)) return giveUp('the schemas nest too deeply');
      return giveUp(internalError(error));
    }
  }
}

const outOf = ({ what }: OutOfBudget, { limit }: Budget): string =>
  what === 'memory' ? 'the comparison needs more memory than it may' : `the budget of ${limit} steps is used up`;
