import { closest, distance } from 'fastest-levenshtein';

const SHOWN = 20;

/** The nearest of the known names if it is near, else all of them. */
export function hint(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'nothing may stand here';
  const nearest = closest(name, known);
  if (known.length > SHOWN) return `the nearest is ${nearest}.`;
  return distance(name, nearest) <= Math.max(2, name.length / 3)
    ? `did you mean ${nearest}?`
    : `known are ${known.join(', ')}`;
}
