import type { Formula } from '../algebra/formula.ts';
import type { Doubt } from './outcome.ts';

/** The first part of a formula that could not be read exactly. */
export function doubtOf(formula: Formula): Doubt {
  const open = [formula];
  const seen = new Set<number>();
  for (let part = open.pop(); part; part = open.pop()) {
    if (seen.has(part.id)) continue;
    seen.add(part.id);
    if (part.kind === 'unknown') return { reason: part.reason, pointer: part.pointer };
    if (part.kind === 'pattern') return { reason: `pattern uses ${part.pattern.feature}`, pointer: part.pointer };
    if (part.kind === 'and' || part.kind === 'or') open.push(...part.parts);
    else if ('inner' in part) open.push(part.inner);
  }
  return { reason: 'a part cannot be read exactly' };
}
