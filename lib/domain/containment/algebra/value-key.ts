import { ExactNumber, isJsonArray, type JsonObject, type JsonValue } from '../../schema/json.ts';
import { numberKey } from './rational.ts';

/** One text per JSON value up to JSON Schema's equality (member order and number spelling make no difference). */
export function valueKey(value: JsonValue): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number' || value instanceof ExactNumber) return numberKey(value);
  if (isJsonArray(value)) return `[${value.map(valueKey).join(',')}]`;
  const object: JsonObject = value;
  const names = Object.keys(object).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${valueKey(object[name] ?? null)}`).join(',')}}`;
}
