import { Engine } from '../../containment/engine.ts';
import type { ContainmentOptions } from '../../containment/options.ts';
import type { JsonValue } from '../../schema/json.ts';
import type { ParsedSchema } from '../../schema/parse-schema.ts';
import { contractFormula } from '../contract-formula.ts';
import type { ReadPlace } from '../reads.ts';
import { touchedBy } from '../touched.ts';
import { type PrintedFormula, printFormula } from './print-formula.ts';

export interface PrintInput {
  /** The version the consumer was trained on. */
  readonly trained: ParsedSchema;
  /** An empty list means that the consumer reads everything. */
  readonly reads: readonly ReadPlace[];
  readonly strict?: boolean;
  readonly options: ContainmentOptions;
  /** Prints only what may touch this record: the schema then judges this record as the contract does, and no other. */
  readonly record?: JsonValue;
}

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/**
 * A consumer's contract as a standalone JSON Schema, whatever draft the version is written in. Where something is
 * `unsaid` the schema accepts more than the contract, never less.
 */
export function printContract({ trained, reads, strict, options, record }: PrintInput): PrintedFormula {
  const engine = new Engine(options);
  const { schema, unsaid } = engine.guard<PrintedFormula>(
    () => {
      const [root] = engine.load(trained);
      if (!root) throw new TypeError('one schema was loaded');
      const { contentModel } = options;
      return printFormula(contractFormula(engine, root, { places: reads, strict: strict ?? false, contentModel }), {
        formulas: engine.formulas,
        patternOf: (lang) => engine.compiler.patternOf(lang),
        touched: record === undefined ? undefined : touchedBy(record),
        spend: (steps) => engine.budget.spend(steps),
      });
    },
    (reason) => ({ schema: true, unsaid: [reason] }),
  );
  return { schema: typeof schema === 'boolean' ? schema : { $schema: DIALECT, ...(schema as object) }, unsaid };
}
