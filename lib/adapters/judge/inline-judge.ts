import type { Comparison, Judge } from '../../application/ports/judge.ts';
import { ENGINE_VERSION } from '../../domain/containment/engine-version.ts';
import { decideServing } from '../../domain/contract/serving.ts';
import { defined } from '../../domain/defined.ts';
import { compareSchemas } from '../../domain/diff/compare-schemas.ts';
import { parseSchemaValue } from '../../domain/schema/parse-schema.ts';
import type { ConsumerVerdict } from '../../domain/verdict.ts';

/** The engine in this very thread: for what is bounded already, a worker's inside or a command line's own files. */
export class InlineJudge implements Judge {
  readonly engine: number = ENGINE_VERSION;

  async compare({ old, next, options }: Parameters<Judge['compare']>[0]): Promise<Comparison> {
    return compareSchemas(old, next, options);
  }

  async serve({ next, head, contract, options }: Parameters<Judge['serve']>[0]): Promise<ConsumerVerdict> {
    const { trained, reads, strict, expectations } = contract;
    const expected = expectations === undefined ? undefined : parseSchemaValue(expectations);
    if (expected && !expected.ok) {
      const [problem] = expected.problems;
      return { status: 'undecided', reason: `the expectations cannot be read: ${problem?.pointer} ${problem?.detail}` };
    }
    return decideServing({
      next,
      ...defined({ head }),
      trained,
      reads,
      strict,
      ...(expected ? { expectations: expected.schema } : {}),
      options,
    });
  }
}
