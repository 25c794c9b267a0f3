import { isJsonArray, isJsonObject, type JsonValue } from '../schema/json.ts';

/** The member names of a record, at any depth, and the length of its longest array. */
export interface Touched {
  readonly names: ReadonlySet<string>;
  readonly longest: number;
}

export function touchedBy(record: JsonValue): Touched {
  const names = new Set<string>();
  let longest = 0;
  const open = [record];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (isJsonArray(value)) {
      longest = Math.max(longest, value.length);
      open.push(...value);
    } else if (isJsonObject(value))
      for (const name of Object.keys(value)) {
        names.add(name);
        open.push(value[name] ?? null);
      }
  }
  return { names, longest };
}
