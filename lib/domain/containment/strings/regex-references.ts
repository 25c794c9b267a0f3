import type { Regex } from './regex.ts';
import { partsOf, some, withParts } from './regex.ts';

/** Words of one group, and combinations of the words of all. */
const MAX_WORDS = 32;
const MAX_COMBINATIONS = 64;
const MAX_CHARS = 16;

/**
 * The same pattern without back-references, if each repeats a group of few words that every match passes: `(["'])x\1` is
 * one of two patterns. `undefined` if one repeats anything else.
 */
export function withoutReferences(regex: Regex): Regex | undefined {
  const referenced = new Set<number>();
  some(regex, (part) => {
    if (part.kind === 'back') referenced.add(part.group);
    return false;
  });
  if (referenced.size === 0) return regex;
  const passed = passedGroups(regex, referenced);
  if (!passed) return undefined;
  let combinations: ReadonlyMap<number, readonly number[]>[] = [new Map()];
  for (const [group, words] of passed) {
    combinations = combinations.flatMap((known) => words.map((word) => new Map([...known, [group, word] as const])));
    if (combinations.length > MAX_COMBINATIONS) return undefined;
  }
  return { kind: 'alt', parts: combinations.map((words) => substitute(regex, words)) };
}

/** The words of each group that is referred to, provided that all are passed before they are referred to. */
function passedGroups(
  regex: Regex,
  referenced: ReadonlySet<number>,
): ReadonlyMap<number, readonly (readonly number[])[]> | undefined {
  const found = new Map<number, readonly (readonly number[])[]>();
  const pass = (part: Regex): boolean => {
    if (part.kind === 'cat') return part.parts.every(pass);
    if (part.kind === 'group' && !referenced.has(part.group)) return pass(part.part);
    if (part.kind === 'group') {
      const words = wordsOf(part.part);
      if (words && !some(part.part, (inner) => inner.kind === 'group' && referenced.has(inner.group)))
        found.set(part.group, words);
      return words !== undefined;
    }
    // Inside choices, loops and assertions there may be references to what was passed, and no group of our own.
    return !some(
      part,
      (inner) =>
        (inner.kind === 'group' && referenced.has(inner.group)) || (inner.kind === 'back' && !found.has(inner.group)),
    );
  };
  return pass(regex) && found.size === referenced.size ? found : undefined;
}

function substitute(regex: Regex, words: ReadonlyMap<number, readonly number[]>): Regex {
  const word = regex.kind === 'group' || regex.kind === 'back' ? words.get(regex.group) : undefined;
  if (word) return { kind: 'cat', parts: word.map((char) => ({ kind: 'set', set: [char, char] })) };
  return withParts(
    regex,
    partsOf(regex).map((part) => substitute(part, words)),
  );
}

/** All words of a pattern that is made of characters alone; `undefined` if they are many, or it is not. */
function wordsOf(regex: Regex): readonly (readonly number[])[] | undefined {
  const words = listWords(regex);
  if (!words) return undefined;
  const distinct = new Map(words.map((word) => [word.join(), word]));
  return distinct.size > MAX_WORDS ? undefined : [...distinct.values()];
}

function listWords(regex: Regex): readonly (readonly number[])[] | undefined {
  switch (regex.kind) {
    case 'set': {
      const chars: number[][] = [];
      for (let at = 0; at < regex.set.length; at += 2)
        for (let char = regex.set[at] ?? 0; char <= (regex.set[at + 1] ?? -1); char++) {
          chars.push([char]);
          if (chars.length > MAX_CHARS) return undefined;
        }
      return chars;
    }
    case 'group':
      return wordsOf(regex.part);
    case 'alt':
      return union(regex.parts.map(wordsOf));
    case 'cat':
      return regex.parts.reduce<Words | undefined>((before, part) => joined(before, wordsOf(part)), [[]]);
    case 'rep': {
      if (regex.max > MAX_WORDS) return undefined;
      const round = wordsOf(regex.part);
      const counts: (Words | undefined)[] = [[[]]];
      for (let count = 0; count < regex.max; count++) counts.push(joined(counts[count], round));
      return union(counts.slice(regex.min));
    }
    case 'start':
    case 'end':
    case 'boundary':
    case 'lookahead':
    case 'lookbehind':
    case 'back':
      return undefined;
  }
}
type Words = readonly (readonly number[])[];

const union = (lists: readonly (Words | undefined)[]): Words | undefined =>
  lists.every((list) => list !== undefined) ? lists.flat() : undefined;

function joined(before: Words | undefined, after: Words | undefined): Words | undefined {
  if (!before || !after || before.length * after.length > MAX_WORDS * MAX_CHARS) return undefined;
  return before.flatMap((word) => after.map((more) => [...word, ...more]));
}
