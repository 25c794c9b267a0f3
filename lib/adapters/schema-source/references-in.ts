import { isJsonArray, isJsonObject, type JsonValue } from '../../domain/schema/json.ts';

/** Every `$ref` below a value. */
export function* referencesIn(value: JsonValue | undefined): Generator<string> {
  if (isJsonArray(value)) for (const item of value) yield* referencesIn(item);
  if (!isJsonObject(value)) return;
  for (const [name, member] of Object.entries(value)) {
    if (name === '$ref' && typeof member === 'string' && isUriText(member)) yield member;
    else yield* referencesIn(member);
  }
}

const isUriText = (text: string): boolean => !/%(?![0-9a-f]{2})/i.test(text);
