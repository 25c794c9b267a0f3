import type { World } from '../../world.ts';

export interface Paint {
  bad(text: string): string;
  good(text: string): string;
  warn(text: string): string;
  strong(text: string): string;
  faint(text: string): string;
}

/** Colour on a terminal only, and not if NO_COLOR (no-color.org) or a dumb terminal forbids it. */
export function paintFor({ stdout, env }: Pick<World, 'stdout' | 'env'>): Paint {
  const wanted = stdout.isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  const sgr = (on: number, off: number) => (text: string) => (wanted ? `\u001b[${on}m${text}\u001b[${off}m` : text);
  return { bad: sgr(31, 39), good: sgr(32, 39), warn: sgr(33, 39), strong: sgr(1, 22), faint: sgr(2, 22) };
}
