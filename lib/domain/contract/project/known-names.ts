import type { Formula } from '../../containment/algebra/formula.ts';
import type { Formulas } from '../../containment/algebra/formulas.ts';
import { isListed, type Region } from '../../containment/algebra/region.ts';
import { isJsonObject } from '../../schema/json.ts';

/** The names that the version knows at this place: those that one of its schemas or a condition mentions. */
export function knownNames(formula: Formula, formulas: Formulas): readonly Region[] {
  const regions: Region[] = [];
  const seen = new Set<number>();
  const open = [formula];
  for (let part = open.pop(); part; part = open.pop()) {
    if (seen.has(part.id)) continue;
    seen.add(part.id);
    if (part.kind === 'and' || part.kind === 'or') open.push(...part.parts);
    else if (part.kind === 'lazy' && part.definition.known) regions.push(...part.definition.known());
    else if (part.kind === 'lazy') open.push(formulas.expand(part));
    else if (part.kind === 'some-member' && isListed(part.region)) regions.push(part.region);
    else if (part.kind === 'every-member' && part.inner.kind !== 'false') regions.push(part.region);
    else if (part.kind === 'values')
      for (const value of part.values.values())
        if (isJsonObject(value)) regions.push({ only: new Set(Object.keys(value)) });
  }
  return regions;
}
