import { DomainError, type DomainErrorCode } from '../domain/errors.ts';
import type { JsonValue } from '../domain/schema/json.ts';
import { type ParsedSchema, parseSchemaValue, type SchemaProblemCode } from '../domain/schema/parse-schema.ts';

const CODES: Readonly<Record<SchemaProblemCode, DomainErrorCode>> = {
  'not-json': 'not-json',
  'too-large': 'too-large',
  'unknown-dialect': 'invalid-schema',
  'invalid-schema': 'invalid-schema',
  'unknown-keyword': 'invalid-schema',
  'only-definitions': 'invalid-schema',
  'remote-reference': 'remote-reference',
  'dangling-reference': 'dangling-reference',
};

/** What `allowUnknown` takes. */
const ALLOWABLE: ReadonlySet<SchemaProblemCode> = new Set(['unknown-keyword', 'only-definitions'] as const);

interface Incoming {
  /** Where the request carries it. */
  readonly at?: string;
  /** Near-misses of keywords, bare definitions and what is no schema at all: allowed where it stands elsewhere already. */
  readonly unknown: 'allowed' | 'refused';
}

/** A stranger's schema, as a request carries it; throws with every offending pointer. */
export function parseIncoming(value: JsonValue, { at = '/schema', unknown }: Incoming): ParsedSchema {
  const parsed = parseSchemaValue(value, { unknown });
  if (parsed.ok) return parsed.schema;
  const isAllowable = ALLOWABLE.has(parsed.code) && at === '/schema';
  const remedy = isAllowable ? ' (allowUnknown takes it all the same)' : '';
  const errors = parsed.problems.map(({ pointer, detail }) => ({
    pointer: `${at}${pointer}`,
    detail: detail + remedy,
  }));
  const first = errors[0];
  throw new DomainError(CODES[parsed.code], `${first?.pointer ?? at}: ${first?.detail ?? parsed.code}`, { errors });
}
