import { ExactNumber } from './json.ts';

/**
 * JSON text as `JSON.stringify` writes it but for numbers beyond the double, which keep their digits: a schema is shown
 * as it was published. Members that are `undefined` are left out.
 */
export function jsonText(value: unknown): string {
  if (value instanceof ExactNumber) return value.text;
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => `${JSON.stringify(name)}:${jsonText(member)}`);
  return `{${members.join(',')}}`;
}
