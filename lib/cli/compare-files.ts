import { InlineJudge } from '../adapters/judge/inline-judge.ts';
import { VerifyingJudge } from '../adapters/judge/verifying-judge.ts';
import { type ParsedSchema, parseSchemaValue } from '../domain/schema/parse-schema.ts';
import type { ContentModel, FormatMode } from '../domain/verdict.ts';
import { type Comparison, countSeverities, failsBySeverity, placeChanges } from './comparison.ts';
import type { FailOn } from './config.ts';
import { CliError, EXIT } from './exit.ts';
import { visible } from './output/escape.ts';
import type { Session } from './session.ts';
import { locator, readJsonFile, type SourceFile } from './source-file.ts';

/**
 * Compares two files here, without a registry: it knows no readers, so severity alone decides. As in the registry, a
 * break is shown with a record that two validators confirmed.
 */
export async function compareFiles(input: {
  readonly session: Session;
  readonly old: string;
  readonly next: SourceFile;
  readonly failOn: FailOn;
  readonly contentModel?: ContentModel;
  readonly formatMode?: FormatMode;
}): Promise<Comparison> {
  const { session, next, failOn, contentModel = 'declared', formatMode = 'annotation' } = input;
  const oldFile = await readJsonFile(session.world, input.old);
  const [before, after] = [parseFile(oldFile), parseFile(next)];
  const judge = new VerifyingJudge(new InlineJudge());
  const options = { contentModel, formatMode };
  const { verdicts, changes, outvoted } = await judge.compare({ old: before, next: after, options });
  const fails = failsBySeverity({ changes, verdicts }, failOn);
  return {
    name: next.name,
    file: next.name,
    from: oldFile.name,
    to: next.name,
    passes: !fails,
    counts: countSeverities(changes),
    verdicts,
    ...(outvoted ? { outvoted } : {}),
    changes: placeChanges(changes, next),
    changeCount: changes.length,
    affected: [],
    reasons: fails && countSeverities(changes).breaking === 0 ? [`--fail-on ${failOn}`] : [],
  };
}

/** Parses and validates the schema of a file; what is wrong is told where it stands. */
export function parseFile(file: SourceFile): ParsedSchema {
  const parsed = parseSchemaValue(file.value);
  if (parsed.ok) return parsed.schema;
  const locate = locator(file);
  const places = parsed.problems.map(({ pointer, detail }) => ({
    file: file.name,
    ...locate(pointer),
    detail: visible(`${pointer || 'the schema'}: ${detail}`),
  }));
  throw new CliError(EXIT.usage, `${file.name} is no JSON Schema that can be compared.`, { code: parsed.code, places });
}
