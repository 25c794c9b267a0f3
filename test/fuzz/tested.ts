import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ContentModel } from '../../lib/domain/verdict.ts';
import type { Plain, PlainObject } from './plain.ts';

export interface Decision {
  readonly verdict: 'compatible' | 'breaking' | 'undecided' | 'refused';
  readonly witness?: Plain;
  readonly reason?: string;
}
/** Two schemas as a batch has them: `backward` asks whether each document of the old one is one of the new one. */
export interface Pair {
  readonly old: PlainObject;
  readonly next: PlainObject;
}

interface Decided {
  readonly backward: Decision;
  readonly forward: Decision;
}

/** The program under test. */
export interface Tested {
  /** As `diff --batch` decides it. Throws what the program throws. */
  decide(pair: Pair, contentModel: ContentModel): Decided;
  /** Whether a producer of the schema may send the value, by evaluation. */
  isEmitted(schema: PlainObject, value: Plain, contentModel: ContentModel): boolean;
  /** All that `diff` says of a pair, the validators asked; one text, so that it can be compared. */
  report(pair: Pair, contentModel: ContentModel): Promise<string>;
}

/** Steps: a fraction of what a command may take, since a fuzzer sees more by asking more. */
const BUDGET = 150_000;
const OPTIONS = { formatMode: 'annotation', budget: BUDGET, now: () => 0 } as const;

/** Loads it from a source tree: this one, or one of another commit. */
export async function loadTested(root: string): Promise<Tested> {
  const load = (path: string) => import(pathToFileURL(join(resolve(root), 'lib', path)).href);
  const batch: typeof import('../../lib/domain/containment/batch.ts') = await load('domain/containment/batch.ts');
  const { Engine }: typeof import('../../lib/domain/containment/engine.ts') =
    await load('domain/containment/engine.ts');
  const { fromPlain }: typeof import('../../lib/domain/schema/json.ts') = await load('domain/schema/json.ts');
  const { jsonText }: typeof import('../../lib/domain/schema/json-text.ts') = await load('domain/schema/json-text.ts');
  const { parseSchema }: typeof import('../../lib/domain/schema/parse-schema.ts') = await load(
    'domain/schema/parse-schema.ts',
  );
  const inline: typeof import('../../lib/adapters/judge/inline-judge.ts') = await load(
    'adapters/judge/inline-judge.ts',
  );
  const verifying: typeof import('../../lib/adapters/judge/verifying-judge.ts') = await load(
    'adapters/judge/verifying-judge.ts',
  );
  const judge = new verifying.VerifyingJudge(new inline.InlineJudge());
  return {
    decide({ old, next }, contentModel) {
      const line = JSON.stringify({ id: 0, old, new: next });
      const answer = batch.runBatchLine(line, { ...OPTIONS, contentModel });
      if ('error' in answer) {
        const refused = { verdict: 'refused', reason: answer.error } as const;
        return { backward: refused, forward: refused };
      }
      const { backward, forward }: Decided = JSON.parse(
        jsonText({ backward: answer.backward, forward: answer.forward }),
      );
      return { backward: refusedIf(backward), forward: refusedIf(forward) };
    },
    isEmitted(schema, value, contentModel) {
      const engine = new Engine(OPTIONS);
      const parsed = parseSchema(JSON.stringify(schema));
      const [root] = parsed.ok ? engine.load(parsed.schema) : [];
      return root !== undefined && engine.isEmitted(root, fromPlain(value), contentModel);
    },
    async report({ old, next }, contentModel) {
      const [before, after] = [parseSchema(JSON.stringify(old)), parseSchema(JSON.stringify(next))];
      if (!before.ok || !after.ok) return 'refused';
      const options = { contentModel, formatMode: 'annotation' } as const;
      return JSON.stringify(await judge.compare({ old: before.schema, next: after.schema, options }));
    },
  };
}

/** What is not a schema to the program is told in a sentence. */
const refusedIf = (decision: Decision): Decision =>
  decision.verdict === 'undecided' && / cannot be read at /.test(decision.reason ?? '')
    ? { ...decision, verdict: 'refused' }
    : decision;
