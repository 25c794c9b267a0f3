import { draftOf, schemasIn } from './drafts.ts';
import { type Case, faultOf } from './faults.ts';
import { isList, isObject, type Plain, type PlainObject, replaceAt, valuesIn } from './plain.ts';
import type { Tested } from './tested.ts';
import { isDangling } from './variants.ts';

/** Attempts: a find is read by people, but it need not be the smallest there is. */
const ATTEMPTS = 600;

/** A smaller case with a fault of the same kind. */
export async function minimised(found: Case, tested: Tested): Promise<Case> {
  let [best, left] = [found, ATTEMPTS];
  for (let changed = true; changed && left > 0; ) {
    changed = false;
    for (const smaller of smallerThan(best)) {
      if (smaller.kind !== 'dangling' && (isDangling(smaller.pair.old) || isDangling(smaller.pair.next))) continue;
      if (left-- <= 0) break;
      if ((await faultOf(smaller, tested).catch(() => undefined)) === undefined) continue;
      best = smaller;
      changed = true;
      break;
    }
  }
  return best;
}

function* smallerThan(asked: Case): Generator<Case> {
  const { old, next } = asked.pair;
  // What both have goes from both first: it is seldom what matters.
  for (const [which, tokens, value] of cutsOf(old)) {
    const both = cut(next, which, tokens, value);
    if (both) yield { ...asked, pair: { old: replaceAt(old, tokens, value) as PlainObject, next: both } };
  }
  for (const [, tokens, value] of cutsOf(old))
    yield { ...asked, pair: { old: replaceAt(old, tokens, value) as PlainObject, next } };
  for (const [, tokens, value] of cutsOf(next))
    yield { ...asked, pair: { old, next: replaceAt(next, tokens, value) as PlainObject } };
  if (asked.kind === 'compatible')
    for (const [value, tokens] of valuesIn(asked.instance)) {
      if (tokens.length > 0) yield { ...asked, instance: replaceAt(asked.instance, tokens, undefined) };
      if (isObject(value) || isList(value))
        yield { ...asked, instance: replaceAt(asked.instance, tokens, isList(value) ? [] : {}) };
    }
  if (asked.kind === 'repeat' && asked.others.length > 1)
    for (let at = 0; at < asked.others.length; at++) yield { ...asked, others: [asked.others[at] as Case] };
}

type Cut = readonly [text: string, tokens: readonly string[], value: Plain | undefined];

/** Keywords and members to leave out, and schemas to put in the place of what holds them. */
function* cutsOf(schema: PlainObject): Generator<Cut> {
  for (const { schema: inner, tokens } of schemasIn(schema, draftOf(schema))) {
    for (const keyword of Object.keys(inner)) {
      if (keyword === '$schema') continue;
      const value = inner[keyword] ?? null;
      yield [JSON.stringify(value), [...tokens, keyword], undefined];
      if (isList(value) && value.length > 1)
        for (let at = 0; at < value.length; at++)
          yield [JSON.stringify(value[at]), [...tokens, keyword, String(at)], undefined];
      if (isObject(value) && /[pP]ropert|[dD]epend|[dD]efin|\$defs/.test(keyword))
        for (const name of Object.keys(value))
          yield [JSON.stringify(value[name]), [...tokens, keyword, name], undefined];
      if (isList(value) && tokens.length > 0)
        for (const branch of value) if (isObject(branch)) yield [JSON.stringify(inner), tokens, branch];
    }
  }
}

function cut(
  schema: PlainObject,
  text: string,
  tokens: readonly string[],
  next: Plain | undefined,
): PlainObject | undefined {
  let value: Plain | undefined = schema;
  for (const token of tokens) value = isObject(value) || isList(value) ? (value as PlainObject)[token] : undefined;
  return value !== undefined && JSON.stringify(value) === text
    ? (replaceAt(schema, tokens, next) as PlainObject)
    : undefined;
}
