import type { Regex } from './regex-syntax.ts';

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
