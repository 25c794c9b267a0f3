import { fromPlain } from '../../lib/domain/schema/json.ts';
import { type ParsedSchema, parseSchemaValue } from '../../lib/domain/schema/parse-schema.ts';

/** The schema of a plain value; throws where it is none. */
export function parsed(schema: unknown): ParsedSchema {
  const result = parseSchemaValue(fromPlain(schema));
  if (result.ok) return result.schema;
  throw new Error(result.problems.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; '));
}
