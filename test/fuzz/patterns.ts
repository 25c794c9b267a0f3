import type { Random } from '../simulation/random.ts';

const COMMON = ['^a', 'b$', '^[ab]+$', '[0-9]', '^.{2}$', '^(?!a)', 'a|b', '^x-', '^$', '^[a-z]{1,3}$', '^\\d+$', '.'];
const ATOMS = ['a', 'b', 'c', '.', '[ab]', '[^a]', '\\d', '\\w', 'é', '😀', '-', '\\.', '1'];
const ASSERTIONS = ['^', '$', '\\b', '\\B', '(?=a)', '(?!b)', '(?=.*b)'];
const REPEATS = ['*', '+', '?', '{2}', '{1,2}', '{0,3}', '{2,}', '*?'];

/** A regular expression, mostly one of a few, so that two schemas share some. */
export const patternBy = (random: Random): string =>
  random.chance(0.6)
    ? random.pick(COMMON)
    : `${random.chance(0.6) ? '^' : ''}${alternatives(random, 2)}${random.chance(0.6) ? '$' : ''}`;

function alternatives(random: Random, depth: number): string {
  const count = random.chance(0.25) ? 2 : 1;
  return Array.from({ length: count }, () => sequence(random, depth)).join('|');
}

const sequence = (random: Random, depth: number): string =>
  Array.from({ length: random.int(1, 3) }, () => term(random, depth)).join('');

function term(random: Random, depth: number): string {
  // An assertion is not repeated itself (the u flag forbids it), but a group around it may be.
  if (random.chance(0.12)) return random.pick(ASSERTIONS);
  const inner = depth > 0 && random.chance(0.3) ? `(?:${alternatives(random, depth - 1)})` : random.pick(ATOMS);
  return random.chance(0.35) ? inner + random.pick(REPEATS) : inner;
}
