import { InlineJudge } from '../../adapters/judge/inline-judge.ts';
import { VerifyingJudge } from '../../adapters/judge/verifying-judge.ts';
import type { SchemaSource } from '../../adapters/schema-source/bundle.ts';
import { judgedBy } from '../../application/publishing/judged-by.ts';
import { defined } from '../../domain/defined.ts';
import type { OnUndecided } from '../../domain/policy/settings/policy.ts';
import { redactComparison } from '../../domain/privacy/redact.ts';
import {
  type ParsedSchema,
  type ParsedSchemaResult,
  type ParseSchemaOptions,
  parseSchemaValue,
  type SchemaProblemCode,
} from '../../domain/schema/parse-schema.ts';
import type { ContentModel, FormatMode } from '../../domain/verdict.ts';
import { CliError, EXIT } from '../exit.ts';
import { visible } from '../output/escape.ts';
import type { FailOn } from '../workspace/config.ts';
import { type Comparison, countSeverities, failsBySeverity, failsUndecided, placeChanges } from './comparison.ts';

export interface Pair {
  readonly old: SchemaSource;
  readonly next: SchemaSource;
  /** The name of the result, and its two sides. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly failOn: FailOn;
  readonly onUndecided?: OnUndecided | undefined;
  /** Of the newer side; the older one is as it is. */
  readonly allowUnknown?: boolean | undefined;
  readonly contentModel?: ContentModel;
  readonly formatMode?: FormatMode;
}

/**
 * Compares two schemas here, without a registry: it knows no readers, so severity alone decides. As in the registry, a
 * break is shown with a record that two validators confirmed.
 */
export async function compareSources(pair: Pair): Promise<Comparison> {
  const { old, next, name, from, to, failOn, onUndecided, contentModel = 'declared', formatMode = 'annotation' } = pair;
  const before = parseSource(old, { unknown: 'allowed' });
  const after = parseSource(next, { unknown: pair.allowUnknown ? 'allowed' : 'refused' });
  const judge = new VerifyingJudge(new InlineJudge());
  const options = { contentModel, formatMode };
  const compared = await judge.compare({ old: before, next: after, options });
  const { verdicts, changes, outvoted } = redactComparison(compared, { schemas: [before, after] });
  const isUndecided = failsUndecided({ changes, verdicts }, { failOn, onUndecided });
  const fails = failsBySeverity({ changes, verdicts }, failOn) || isUndecided;
  return {
    name,
    file: next.path,
    from,
    to,
    passes: !fails,
    counts: countSeverities(changes),
    verdicts,
    judged: judgedBy(judge, options),
    ...defined({ outvoted }),
    changes: placeChanges(changes, next),
    changeCount: changes.length,
    affected: [],
    reasons: [
      ...(isUndecided ? [`--fail-on ${failOn}: what is undecided is no pass; --on-undecided pass takes it`] : []),
      ...(fails && !isUndecided && countSeverities(changes).breaking === 0 ? [`--fail-on ${failOn}`] : []),
    ],
  };
}

/** Parses and validates the schema of a file; what is wrong is reported where it is. */
export function parseSource(file: SchemaSource, options: Required<Pick<ParseSchemaOptions, 'unknown'>>): ParsedSchema {
  const parsed = parseSchemaValue(file.value, options);
  if (parsed.ok) return parsed.schema;
  const places = parsed.problems.map(({ pointer, detail }) => ({
    ...file.locate(pointer),
    detail: visible(`${pointer || 'the schema'}: ${detail}`),
  }));
  throw new CliError(EXIT.usage, refusal(file.name, parsed), { code: CODES[parsed.code] ?? parsed.code, places });
}

const CODES: Readonly<Partial<Record<SchemaProblemCode, string>>> = {
  'unknown-keyword': 'invalid-schema',
  'only-definitions': 'invalid-schema',
};
const SHOWN = 5;

function refusal(name: string, { code, problems }: Extract<ParsedSchemaResult, { readonly ok: false }>): string {
  if (code === 'unknown-keyword')
    return `${name} holds what JSON Schema does not know; --allow-unknown takes it all the same.`;
  if (code !== 'only-definitions') return `${name} is not a JSON Schema that can be compared.`;
  const addresses = problems.map(({ pointer }) => `${name}${name.includes('#') ? '' : '#'}${pointer}`);
  const more = addresses.length > SHOWN ? ' …' : '';
  const advice = `name ${addresses.length > 1 ? 'one of ' : ''}${addresses.slice(0, SHOWN).join(', ')}${more}`;
  return visible(`${name} only defines schemas, and accepts everything: ${advice}; --allow-unknown takes it as it is.`);
}
