import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../schema/json.ts';
import { sizeOf } from './solver.ts';

/** Values looked at in all tries together: a large record is shrunk less thoroughly. */
const MAX_WORK = 40_000;

/** Removes members and items, outermost first, as long as the rest is still a witness: locally minimal in the end. */
export function shrink(value: JsonValue, isWitness: (value: JsonValue) => boolean): JsonValue {
  let left = MAX_WORK;
  const cost = sizeOf(value);
  const attempt = (candidate: JsonValue): boolean => {
    left -= cost;
    return left > 0 && isWitness(candidate);
  };
  let whole = value;
  for (let changed = true; changed && left > 0; ) {
    changed = false;
    // The path of the part in hand is kept as a function that puts a replacement in its place.
    const open: { part: JsonValue; put: (part: JsonValue) => JsonValue }[] = [{ part: whole, put: (part) => part }];
    for (let place = open.pop(); place; place = open.pop()) {
      let { part } = place;
      for (const smaller of removals(part)) {
        const without = smaller(part);
        if (without === undefined || !attempt(place.put(without))) continue;
        part = without;
        changed = true;
      }
      whole = place.put(part);
      const { put } = place;
      const holder = { part };
      for (const [key, inner] of entries(part))
        open.push({
          part: inner,
          put: (replacement) => {
            holder.part = replace(holder.part, key, replacement);
            return put(holder.part);
          },
        });
    }
  }
  return whole;
}

/** One function per member or item that leaves it out; items from the end, so that positions stay. */
function removals(value: JsonValue): ((from: JsonValue) => JsonValue | undefined)[] {
  if (isJsonArray(value))
    return [...value.keys()].reverse().map((at) => (from) => (isJsonArray(from) ? from.toSpliced(at, 1) : undefined));
  if (!isJsonObject(value)) return [];
  return Object.keys(value).map((name) => (from) => (isJsonObject(from) ? omit(from, name) : undefined));
}

function omit(value: JsonObject, name: string): JsonObject {
  const rest: Record<string, JsonValue> = Object.create(null);
  for (const other of Object.keys(value)) if (other !== name) rest[other] = value[other] ?? null;
  return rest;
}

function entries(value: JsonValue): [string | number, JsonValue][] {
  if (isJsonArray(value)) return [...value.entries()];
  return isJsonObject(value) ? Object.entries(value) : [];
}

/** A copy with one member or item replaced. */
export function replace(value: JsonValue, key: string | number, replacement: JsonValue): JsonValue {
  if (isJsonArray(value)) return typeof key === 'number' ? value.with(key, replacement) : value;
  if (!isJsonObject(value)) return value;
  const copy: Record<string, JsonValue> = Object.create(null);
  for (const name of Object.keys(value)) copy[name] = name === key ? replacement : (value[name] ?? null);
  return copy;
}
