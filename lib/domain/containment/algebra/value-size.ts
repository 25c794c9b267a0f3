import { isJsonArray, isJsonObject, type JsonValue } from '../../schema/json.ts';

/** How many values a value holds, itself included. */
export function sizeOf(value: JsonValue): number {
  if (isJsonArray(value)) return value.reduce<number>((sum, item) => sum + sizeOf(item), 1);
  if (!isJsonObject(value)) return 1;
  let size = 1;
  for (const name of Object.keys(value)) size += sizeOf(value[name] ?? null);
  return size;
}
