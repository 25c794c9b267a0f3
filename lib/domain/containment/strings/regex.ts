import type { CharSet } from './char-set.ts';

/** Syntax tree of an ECMA-262 pattern as `new RegExp(source, 'u')` reads it. */
export type Regex =
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'cat' | 'alt'; readonly parts: readonly Regex[] }
  | Repetition
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'boundary'; readonly negated: boolean }
  | { readonly kind: 'lookahead' | 'lookbehind'; readonly part: Regex; readonly negated: boolean }
  /** A capturing group, and a back-reference, which repeats what one matched. */
  | { readonly kind: 'group'; readonly part: Regex; readonly group: number }
  | { readonly kind: 'back'; readonly group: number };

export interface Repetition {
  readonly kind: 'rep';
  readonly part: Regex;
  readonly min: number;
  readonly max: number;
  readonly isLazy: boolean;
  /** The capturing groups inside: `from` and up to before `to`. Each round forgets them. */
  readonly groups: { readonly from: number; readonly to: number };
}

/** A pattern that has no exact translation, or is not valid; `message` says what it uses, as in "pattern uses …". */
export class UnsupportedRegex extends Error {}

export function partsOf(regex: Regex): readonly Regex[] {
  if ('parts' in regex) return regex.parts;
  return 'part' in regex ? [regex.part] : [];
}

/** The same with other parts, in their order. */
export function withParts(regex: Regex, parts: readonly Regex[]): Regex {
  if ('parts' in regex) return { ...regex, parts };
  const [part] = parts;
  return 'part' in regex && part ? { ...regex, part } : regex;
}

/** Whether the pattern or a part of it is one that is looked for. */
export function some(regex: Regex, test: (regex: Regex) => boolean): boolean {
  return test(regex) || partsOf(regex).some((part) => some(part, test));
}
