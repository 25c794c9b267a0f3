/*
 * Witness: takes a record and a test that it passes, gives a smaller record that passes it too: parts lifted out of
 * recursion (`lift-parts.ts`), members and items left out (here), and values that people know (`make-readable.ts`).
 */

import { isJsonArray, isJsonObject, type JsonValue } from '../../schema/json.ts';
import { sizeOf } from '../algebra/value-size.ts';
import type { RequiredShape } from './required-shape.ts';

/** Values looked at in all tries together: a large record is shrunk less thoroughly. */
const MAX_WORK = 200_000;

export interface ShrinkOptions {
  readonly isWitness: (value: JsonValue) => boolean;
  /** The members that every witness needs, if they are known: they are not tried. */
  readonly required?: RequiredShape | undefined;
}

/** A part of the record, and the whole with something else in its place; what is around it stays as it is. */
interface Place {
  readonly part: JsonValue;
  readonly path: string;
  readonly put: (part: JsonValue) => JsonValue;
  readonly required: RequiredShape | undefined;
}

/** Removes members and items, outermost first, as long as the rest is still a witness: locally minimal in the end. */
export function shrink(value: JsonValue, { isWitness, required }: ShrinkOptions): JsonValue {
  let left = MAX_WORK;
  const cost = sizeOf(value);
  const attempt = (candidate: JsonValue): boolean => {
    left -= cost;
    return left > 0 && isWitness(candidate);
  };
  let whole = value;
  // An attempt that failed is not repeated before something else has been removed.
  const failedAt = new Map<string, number>();
  let removed = 0;
  for (let changed = true; changed && left > 0; ) {
    changed = false;
    const open: Place[] = [{ part: whole, path: '', put: (part) => part, required }];
    for (let place = open.pop(); place; place = open.pop()) {
      let { part } = place;
      const spare = removable(part, place.required);
      // Everything at once first: what is left is often the one member that the change is about.
      const groups = spare.length > 1 ? [spare, ...spare.map((key) => [key])] : [spare];
      for (const keys of groups) {
        if (keys.length === 0) break;
        const what = `${place.path}/-${keys.join(',')}`;
        if (failedAt.get(what) === removed) continue;
        const without = omit(part, new Set(keys));
        if (!attempt(place.put(without))) {
          failedAt.set(what, removed);
          continue;
        }
        part = without;
        changed = true;
        removed++;
        if (keys.length > 1) break;
      }
      whole = place.put(part);
      open.push(...inside(part, place));
    }
  }
  return whole;
}

/** The members or items to try without; items from the end, so that positions stay. */
function removable(value: JsonValue, required: RequiredShape | undefined): readonly (string | number)[] {
  if (isJsonArray(value)) return value.length > (required?.items ?? 0) ? [...value.keys()].reverse() : [];
  if (!isJsonObject(value)) return [];
  const names = required?.names;
  return Object.keys(value).filter((name) => !names?.has(name));
}

function omit(value: JsonValue, keys: ReadonlySet<string | number>): JsonValue {
  if (isJsonArray(value)) return value.filter((_, at) => !keys.has(at));
  if (!isJsonObject(value)) return value;
  const rest: Record<string, JsonValue> = Object.create(null);
  for (const name of Object.keys(value)) if (!keys.has(name)) rest[name] = value[name] ?? null;
  return rest;
}

function inside(part: JsonValue, { path, put, required }: Place): readonly Place[] {
  if (typeof part !== 'object' || part === null) return [];
  const holder: { part: JsonValue } = { part };
  const keys: readonly (string | number)[] = isJsonArray(part) ? [...part.keys()] : Object.keys(part);
  return keys.flatMap((key) => {
    const inner = isJsonArray(part) ? part[Number(key)] : isJsonObject(part) ? part[key] : undefined;
    if (typeof inner !== 'object' || inner === null) return [];
    return [
      {
        part: inner,
        path: `${path}/${key}`,
        required: required?.at(key),
        put: (replacement: JsonValue) => {
          holder.part = replace(holder.part, key, replacement);
          return put(holder.part);
        },
      },
    ];
  });
}

/** A copy with one member or item replaced. */
export function replace(value: JsonValue, key: string | number, replacement: JsonValue): JsonValue {
  if (isJsonArray(value)) return typeof key === 'number' ? value.with(key, replacement) : value;
  if (!isJsonObject(value)) return value;
  const copy: Record<string, JsonValue> = Object.create(null);
  for (const name of Object.keys(value)) copy[name] = name === key ? replacement : (value[name] ?? null);
  return copy;
}
