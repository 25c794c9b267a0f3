import { InlineJudge } from '../../adapters/judge/inline-judge.ts';
import { VerifyingJudge } from '../../adapters/judge/verifying-judge.ts';
import type { SchemaSource } from '../../adapters/schema-source/bundle.ts';
import type { Comparison } from '../../application/ports/judge.ts';
import { defined } from '../../domain/defined.ts';
import { redactComparison } from '../../domain/privacy/redact.ts';
import type { JsonValue } from '../../domain/schema/json.ts';
import type { ParsedSchema } from '../../domain/schema/parse-schema.ts';
import type { Source } from '../../domain/subject.ts';
import { CliError, EXIT } from '../exit.ts';
import { parseSource } from '../run/compare-files.ts';

/** One entry of a schema's history, as its origin tells it. */
export interface Moment {
  /** A commit, or another registry's version. */
  readonly name: string;
  /** UTC ISO 8601; some registries do not say. */
  readonly date?: string;
  readonly source: Source;
  /** `undefined` if there was no schema then; throws a CliError if it cannot be read. */
  load(): Promise<SchemaSource | undefined>;
}

/** A content that was not the one before: a version, as it would have been. */
interface ReplayedVersion {
  readonly moment: Moment;
  /** Counts from 1. */
  readonly version: number;
  readonly schema: ParsedSchema;
  /** As it would be sent. */
  readonly text: string;
  /** The comparison with the version before; none for the first. */
  readonly comparison?: Comparison;
}

export interface Skipped {
  readonly moment: Moment;
  readonly why: 'equal' | 'invalid' | 'removed';
  readonly detail: string;
}

export type Replayed = ReplayedVersion | Skipped;

/** Goes through a history from its oldest entry on, and holds no more than two schemas at a time. */
export async function* replay(moments: readonly Moment[]): AsyncGenerator<Replayed> {
  const judge = new VerifyingJudge(new InlineJudge());
  const options = { contentModel: 'declared', formatMode: 'annotation' } as const;
  let [before, version]: [ParsedSchema | undefined, number] = [undefined, 0];
  for (const moment of moments) {
    const read = await readMoment(moment);
    if ('why' in read) {
      yield read;
      continue;
    }
    const { schema, text } = read;
    if (schema.fingerprint === before?.fingerprint) {
      yield { moment, why: 'equal', detail: `the same content as v${version}` };
      continue;
    }
    const compared = before && (await judge.compare({ old: before, next: schema, options }));
    const comparison = compared && redactComparison(compared, { schemas: [before ?? schema, schema] });
    before = schema;
    version += 1;
    yield { moment, version, schema, text, ...defined({ comparison }) };
  }
}

async function readMoment(moment: Moment): Promise<{ readonly schema: ParsedSchema; readonly text: string } | Skipped> {
  try {
    const file = await moment.load();
    if (!file) return { moment, why: 'removed', detail: 'there was no schema then' };
    return { schema: parseSource(file, { unknown: 'allowed' }), text: file.text };
  } catch (error) {
    // A past version that was not a schema cannot be repaired now; a service that fails says nothing of the schema.
    if (!(error instanceof CliError) || error.exit === EXIT.service) throw error;
    const place = error.places[0];
    const line = place?.line === undefined ? '' : ` line ${place.line},`;
    return { moment, why: 'invalid', detail: place ? `${error.message}${line} ${place.detail}` : error.message };
  }
}

export const isVersion = (replayed: Replayed): replayed is ReplayedVersion => 'version' in replayed;

/** The record that a breaking step's readers would have rejected. */
export const proofOf = (comparison: Comparison | undefined): JsonValue | undefined =>
  comparison?.verdicts.serving.verdict === 'breaking' ? comparison.verdicts.serving.witness : undefined;
