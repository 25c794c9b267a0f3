import { DomainError, type DomainErrorCode } from '../../domain/errors.ts';
import type { JsonValue } from '../../domain/schema/json.ts';
import { type ParsedSchema, parseSchemaValue, type SchemaProblemCode } from '../../domain/schema/parse-schema.ts';
import { findUnreadableDates } from '../../domain/schema/unreadable-dates.ts';

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
  /** Near-misses of keywords, bare definitions and what is not a schema at all: allowed where it stands elsewhere already. */
  readonly unknown: 'allowed' | 'refused';
  /** Of a version that is to come: dates that nobody can read are refused, whatever else is allowed. */
  readonly isNew?: boolean;
}

/** A stranger's schema, as a request carries it; throws with every offending pointer. */
export function parseIncoming(value: JsonValue, { at = '/schema', unknown, isNew = false }: Incoming): ParsedSchema {
  const parsed = parseSchemaValue(value, { unknown });
  if (parsed.ok) {
    const unreadable = isNew ? findUnreadableDates(parsed.schema.document) : [];
    if (unreadable.length > 0) throw refusal('invalid-schema', placed(unreadable, at));
    return parsed.schema;
  }
  const isAllowable = ALLOWABLE.has(parsed.code) && at === '/schema';
  const remedy = isAllowable ? ' (allowUnknown takes it all the same)' : '';
  throw refusal(CODES[parsed.code], placed(parsed.problems, at, remedy));
}

type Problems = readonly { readonly pointer: string; readonly detail: string }[];

const placed = (problems: Problems, at: string, remedy = ''): Problems =>
  problems.map(({ pointer, detail }) => ({ pointer: `${at}${pointer}`, detail: detail + remedy }));

function refusal(code: DomainErrorCode, errors: Problems): DomainError {
  const [first] = errors;
  return new DomainError(code, first ? `${first.pointer}: ${first.detail}` : code, { errors });
}
