import type { Comparison, Judge } from '../../lib/application/ports/judge.ts';
import { jsonText } from '../../lib/domain/schema/json-text.ts';
import type { ParsedSchema } from '../../lib/domain/schema/parse-schema.ts';
import type { ConsumerVerdict } from '../../lib/domain/verdict.ts';

const comparisons = new Map<string, Promise<Comparison>>();
const verdicts = new Map<string, Promise<ConsumerVerdict>>();

/** Asks the judge behind it once for each question of a file of tests: the engine answers the same always. */
export class RememberingJudge implements Judge {
  readonly #judge: Judge;

  constructor(judge: Judge) {
    this.#judge = judge;
  }

  get engine(): number {
    return this.#judge.engine;
  }

  compare(input: Parameters<Judge['compare']>[0]): Promise<Comparison> {
    const { old, next, options, time } = input;
    const key = keyOf([old, next], { options, time });
    return remembered(comparisons, key, () => this.#judge.compare(input));
  }

  serve(input: Parameters<Judge['serve']>[0]): Promise<ConsumerVerdict> {
    const { next, head, contract, options, time } = input;
    const { trained, expectations = null, ...rest } = contract;
    const key = keyOf([next, head, trained], { rest, options, time, expectations: jsonText(expectations) });
    return remembered(verdicts, key, () => this.#judge.serve(input));
  }
}

/** By the texts of the schemas: changes are in the order in which they are written. */
const keyOf = (schemas: readonly (ParsedSchema | undefined)[], more: object): string =>
  JSON.stringify([...schemas.map((schema) => schema && jsonText(schema.value)), more]);

function remembered<T>(known: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const answer = known.get(key) ?? ask();
  known.set(key, answer);
  return answer;
}
