import { readFileSync } from 'node:fs';
import { Ajv2020, type AnySchemaObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';

const ajv = new Ajv2020({ allErrors: true, strict: true, formats: fullFormats });
const compiled = new Map<string, ValidateFunction>();

/**
 * What the published schema of the event's type has against it, and each member that the schema does not name: receivers
 * may meet new members, but not undocumented ones.
 */
export function findEventProblems(event: { readonly type: string }): readonly string[] {
  const validate = compiled.get(event.type) ?? compile(event.type);
  // As it travels: numbers, dates and absent members as JSON has them.
  validate(JSON.parse(JSON.stringify(event)));
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

function compile(type: string): ValidateFunction {
  const file = new URL(`../../../schemas/events/${type}.json`, import.meta.url);
  const validate = ajv.compile(closed(JSON.parse(readFileSync(file, 'utf8'))));
  compiled.set(type, validate);
  return validate;
}

function closed(schema: AnySchemaObject): AnySchemaObject {
  const copy = Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null && !Array.isArray(value) ? closed(value) : value,
    ]),
  );
  return schema['properties'] && schema['type'] === 'object' ? { ...copy, additionalProperties: false } : copy;
}
