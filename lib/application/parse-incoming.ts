import { DomainError, type DomainErrorCode } from '../domain/errors.ts';
import type { JsonValue } from '../domain/schema/json.ts';
import { type ParsedSchema, parseSchemaValue, type SchemaProblemCode } from '../domain/schema/parse-schema.ts';

const CODES: Readonly<Record<SchemaProblemCode, DomainErrorCode>> = {
  'not-json': 'not-json',
  'too-large': 'too-large',
  'unknown-dialect': 'invalid-schema',
  'invalid-schema': 'invalid-schema',
  'remote-reference': 'remote-reference',
  'dangling-reference': 'dangling-reference',
};

/** A stranger's schema, as a request's member `schema` carries it; throws with every offending pointer. */
export function parseIncoming(value: JsonValue, at = '/schema'): ParsedSchema {
  const parsed = parseSchemaValue(value);
  if (parsed.ok) return parsed.schema;
  const errors = parsed.problems.map(({ pointer, detail }) => ({ pointer: `${at}${pointer}`, detail }));
  const first = errors[0];
  throw new DomainError(CODES[parsed.code], `${first?.pointer ?? at}: ${first?.detail ?? parsed.code}`, { errors });
}
